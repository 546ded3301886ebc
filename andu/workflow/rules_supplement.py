"""Who may ask somebody to sign afterwards (补签), who signs, and who takes the asking back."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Member
from andu.workflow.loading import Loaded
from andu.workflow.models import Participant, Supplement
from andu.workflow.rules import WITHOUT_MEMBER, administers
from andu.workflow.supplements import Missed, in_time, missed_in, standing_at

LONGEST_WORDS, LONGEST_OPINION = 500, 2000
STANCES = ("agree", "disagree")
NOT_MISSED = no(
    _("只有超时自动通过、由他人代办、被跳过或改派的办理可以补签，请重新选择。"), "not-missed"
)


def may_ask_to_sign(
    by: Actor, loaded: Loaded, seat: int | None = None, words: str = ""
) -> Verdict:  # fmt: skip
    """The initiator, whoever handles or handled it, and whoever administers the flow; once for each
    turn, in time, somebody who is here. `seat` None: whether at all."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    if not _concerns(by, loaded):
        return no(_("只有发起人、办理人和流程管理员可以请人补签。"), "not-concerned")
    if seat is None:
        return in_time(loaded.matter)
    if len(words) > LONGEST_WORDS:
        return no(_("附言最多 500 字，请精简。"), "too-long")
    return in_time(loaded.matter) and _may_be_asked(by, loaded, seat)


def may_sign_after(
    by: Actor, loaded: Loaded, seat: int, stance: str = "agree", opinion: str = "", *,
    standing: Mapping[int, Supplement] | None = None,
) -> Verdict:  # fmt: skip
    """Whom a turn of this matter went by, asked or not, once and in time. `standing`: what was
    asked for and signed in it, when that has been read already."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    missed = missed_at(loaded, seat)
    if missed is None or missed.member != by.member_id:
        return no(_("这一次办理不由你补签，请刷新页面。"), "not-yours")
    standing = standing_at(loaded.matter) if standing is None else standing
    asked = standing.get(missed.seat.pk)
    if asked is not None and asked.state == Supplement.State.SIGNED:
        return no(_("你已经补签过，请勿重复。"), "signed-already")
    return in_time(loaded.matter) and _may_say(stance, opinion)


def may_withdraw_asking(by: Actor, asked: Supplement, loaded: Loaded) -> Verdict:
    """Whoever asked, and whoever administers the flow, until it is signed."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    if asked.asker_id != by.member_id and not administers(by, loaded.matter):
        return no(_("只有请补签的人和流程管理员可以撤回。"), "not-yours")
    if asked.state != Supplement.State.WAITING:
        return no(_("对方已经补签，或请求已经撤回、过期。"), "settled")
    return yes


def missed_at(loaded: Loaded, seat: int) -> Missed | None:
    """The turn with this number, when it went by without its person."""
    return next((one for one in missed_in(loaded) if one.number == seat), None)


def _may_be_asked(by: Actor, loaded: Loaded, seat: int) -> Verdict:
    missed = missed_at(loaded, seat)
    if missed is None:
        return NOT_MISSED
    if missed.member == by.member_id:
        return no(_("这是你自己的办理，请直接补签。"), "own-seat")
    standing = standing_at(loaded.matter).get(missed.seat.pk)
    if standing is not None:
        words = _("已经请{who}补签，等他办理即可。") if standing.state == "waiting" else _(
            "{who}已经补签过。"
        )  # fmt: skip
        return no(words.format(who=missed.name), "asked-already")
    if not Member.objects.present().filter(pk=missed.member).exists():
        return no(_("{who}已经离职，不能补签。").format(who=missed.name), "left")
    return yes


def _may_say(stance: str, opinion: str) -> Verdict:
    if stance not in STANCES:
        return no(_("请选择“同意”或“不同意”。"), "no-stance")
    if len(opinion) > LONGEST_OPINION:
        return no(_("意见最多 2000 字，请精简。"), "too-long")
    if stance == "disagree" and not opinion.strip():
        return no(_("不同意的，请写明理由。"), "opinion-missing")
    return yes


def _concerns(by: Actor, loaded: Loaded) -> bool:
    parts = Participant.objects.filter(matter=loaded.matter, member=by.member_id)
    took_part = parts.filter(capacity__in=Participant.AT_WORK).exists()
    return took_part or administers(by, loaded.matter)
