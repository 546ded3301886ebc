"""Who may do what with a matter. The engine's own refusals are the core of every answer."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from andu.engine.commands import (
    Agree,
    Command,
    Complete,
    Disagree,
    MarkRead,
    Reassign,
    Resubmit,
    Resume,
    Return,
    Suspend,
    TakeBack,
    Terminate,
    Transfer,
    Void,
    Withdraw,
)
from andu.engine.configuration import Someone
from andu.engine.nodes import Nature, Opinion, ReadCounts, TransferRange
from andu.kit.actor import Actor
from andu.kit.editions import remembered
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Member
from andu.policy.reading import value
from andu.policy.types import ENFORCE
from andu.workflow.deciding import would
from andu.workflow.levels import may_get
from andu.workflow.loading import Loaded
from andu.workflow.models import Escalation, Flow, FlowVersion, Matter, Relation
from andu.workflow.policy import OPINION, READ_COUNTS
from andu.workflow.rights import ADMINISTER, DESIGN
from andu.workflow.transferring import WORDS, assignable_to, range_of, transferable_to

MOST_RELATED = 20
WITHOUT_MEMBER = no(_("管理账户不能办理事项，请用本人的业务账户登录。"), "no-member")


def may_design(by: Actor, flow: Flow | None = None) -> Verdict:
    """Flows are drawn and published by those with the right, within their units."""
    path = flow.unit.path if flow and flow.unit else ""
    if by.holds(DESIGN.code, within=path):
        return yes
    return no(_("你没有设计流程的权限，请联系安全管理员授权。"), "no-right")


def may_publish(by: Actor, version: FlowVersion) -> Verdict:
    """Only a draft can be published."""
    if version.state == FlowVersion.State.PUBLISHED:
        return no(_("这一版已经发布。要修改，请先建立新版本。"), "published")
    return may_design(by, version.flow)


def may_start(by: Actor, version: FlowVersion) -> Verdict:
    """Members start matters with published flows of their own organisation."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    if version.state != FlowVersion.State.PUBLISHED:
        return no(_("这个流程还没有发布，不能发起。"), "not-published")
    if place_of(version) != by.organisation_id:
        return no(_("这个流程不属于你的单位。"), "foreign")
    return yes


def place_of(version: FlowVersion) -> int:
    """The id of the organisation a flow belongs to; that never changes."""
    flows = Flow.objects.filter(pk=version.flow_id).values_list("organisation_id", flat=True)
    return remembered(("workflow.place", version.flow_id), flows.get)


def may_follow(by: Actor, matter: Matter, sees: bool | None = None) -> Verdict:
    """Whoever sees a matter may follow it. `sees`: when that has been asked already."""
    if sees is None:
        sees = Matter.objects.visible_to(by).filter(pk=matter.pk).exists()
    if not sees:
        return no(_("你看不到这件事项，不能关注。"), "not-seen")
    return yes


def may_relate(by: Actor, matter: Matter, others: Sequence[Matter]) -> Verdict:
    """Whoever sees both matters; at most 20 at a time."""
    wanted = {matter.pk, *(other.pk for other in others)}
    if not others:
        return no(_("请选择要关联的事项。"), "nothing-chosen")
    if len(wanted) <= len(others):
        return no(_("不能关联事项自己，请另选。"), "itself")
    if len(others) > MOST_RELATED:
        return no(_("一次最多关联 20 件，请分几次。"), "too-many")
    if Matter.objects.visible_to(by).filter(pk__in=wanted).count() < len(wanted):
        return no(_("只能关联你看得到的事项，请重新选择。"), "not-seen")
    return yes


def may_unrelate(by: Actor, matter: Matter, link: Relation | None) -> Verdict:
    """Who made the link, or the initiator of the matter."""
    if link is None:
        return no(_("两件事项没有关联，或已经取消。"), "not-related")
    if by.member_id is None or by.member_id not in (link.member_id, matter.initiator_id):
        words = _("这个关联由他人建立，只有建立的人和发起人可以取消。")
        return no(words, "not-yours")
    return yes


def may_agree(by: Actor, loaded: Loaded, seat: int, opinion: str = "") -> Verdict:
    """One's own open turn; an opinion when the step or the policy wants one (WF-15, POL-30)."""
    verdict = may(by, loaded, Agree(by.member_id or 0, seat))
    if verdict and not opinion.strip() and wants_opinion(loaded, seat):
        return no(_("这一环节要求填写意见，请写明后再办理。"), "opinion-missing")
    return verdict


def may_leave(loaded: Loaded, seat: int) -> Verdict:
    """What this step fills in is filled in, so that whoever sits there may agree (WF-15)."""
    row = loaded.seats.get(seat)
    unfilled = loaded.beside.content.unfilled(row.node) if row else ()
    if not unfilled:
        return yes
    words = _("这一环节要填写“{fields}”，请打开办理，填好后再同意。")
    return no(words.format(fields="、".join(unfilled)), "unfilled")


def may_disagree(by: Actor, loaded: Loaded, seat: int, opinion: str | None = None) -> Verdict:
    """One's own open turn, with a reason."""
    return _with_reason(may(by, loaded, Disagree(by.member_id or 0, seat)), opinion)


def may_complete(by: Actor, loaded: Loaded, seat: int, opinion: str = "") -> Verdict:
    """One's own open turn on a step of work, or as somebody's helper; with words where the step
    wants them."""
    verdict = may(by, loaded, Complete(by.member_id or 0, seat))
    if verdict and not opinion.strip() and wants_opinion(loaded, seat):
        return no(_("这一环节要求写明办理情况，请填写后再点“办毕”。"), "opinion-missing")
    return verdict


def may_read(by: Actor, loaded: Loaded, seat: int) -> Verdict:
    """One's own open turn; on an approval step only if the policy lets 已阅 be chosen."""
    return may(by, loaded, MarkRead(by.member_id or 0, seat, read_counts(loaded)))


def may_return(by: Actor, loaded: Loaded, command: Return, opinion: str | None = None) -> Verdict:
    """One's own open turn, to a step that was visited, with a reason."""
    return _with_reason(may(by, loaded, command), opinion)


def may_resubmit(by: Actor, loaded: Loaded, seat: int) -> Verdict:
    """The initiator, while the matter is back with them."""
    return may(by, loaded, Resubmit(by.member_id or 0, seat))


def may_withdraw(by: Actor, loaded: Loaded) -> Verdict:
    """The initiator, as long as the flow allows it."""
    return may(by, loaded, Withdraw(by.member_id or 0))


def may_take_back(by: Actor, loaded: Loaded, seat: int) -> Verdict:
    """The previous handler, while nobody has built on the decision."""
    return may(by, loaded, TakeBack(by.member_id or 0, seat))


def may_terminate(by: Actor, loaded: Loaded, opinion: str | None = None) -> Verdict:
    """The initiator while the matter is with them; whoever administers flows at any time."""
    verdict = may(by, loaded, Terminate(by.member_id or 0))
    if not verdict:
        return verdict
    standing = loaded.configuration.position
    with_me = standing is not None and standing.node == loaded.definition.drafting.key
    mine = with_me and loaded.matter.initiator_id == by.member_id
    if not administers(by, loaded.matter) and not mine:
        return no(_("事项在办理中，不能终止。可先撤回，或联系流程管理员。"), "not-with-you")
    return _with_reason(verdict, opinion)


def may_transfer(
    by: Actor, loaded: Loaded, seat: int, to: Member | None = None, leap: str = ""
) -> Verdict:
    """One's own open turn, to somebody within the range of the step (WF-26); over somebody's head
    with the reason `leap` (WF-12). `to` None: whether at all."""
    command = Transfer(by.member_id or 0, seat, Someone(to.pk if to else 0))
    verdict = may(by, loaded, command)
    if not verdict:
        return verdict
    if loaded.seats[seat].on_behalf_id:
        words = _("代{absent}办理的事项不能再转给别人。办不了的，请{absent}收回自办或另行委托。")
        return no(words.format(absent=loaded.seats[seat].on_behalf_name), "on-behalf")
    reach = range_of(loaded, seat)
    if reach is TransferRange.NOBODY:
        return no(_("这一环节不允许转办，请自行办理或退回。"), "no-transfer")
    if to is not None and not transferable_to(loaded, seat).filter(pk=to.pk).exists():
        words = _("这一环节只能转办给{whom}，{who}不在其中，请另选一人。")
        outside = no(words.format(whom=WORDS[reach], who=to.name), "out-of-range")
        return against(loaded, to, outside)
    return verdict if to is None else may_get(loaded, seat, to, leap)


def may_reassign(
    by: Actor, loaded: Loaded, seat: int, to: Member | None = None, opinion: str | None = None
) -> Verdict:
    """Whoever administers flows, any open or waiting seat, to anybody in the organisation, with a
    reason; so may the superior who was told that a turn is late, that one."""
    command = Reassign(by.member_id or 0, seat, Someone(to.pk if to else 0))
    if not administers(by, loaded.matter) and seat in told_of(by, loaded):
        verdict = _with_reason(may(by, loaded, command), opinion)
    else:
        verdict = administering(by, loaded, command, opinion)
    if verdict.code == "own_step" and by.member_id != loaded.matter.initiator_id:
        return no(_("事项在发起人手上，不能改派。可以等其重新提交，也可以终止或作废。"), "own_step")
    if verdict and to is not None and not assignable_to(loaded, seat).filter(pk=to.pk).exists():
        away = no(_("{who}不能办理这一环节，请另选一人。").format(who=to.name), "out-of-range")
        return against(loaded, to, away)
    return verdict


def may_suspend(by: Actor, loaded: Loaded, opinion: str | None = None) -> Verdict:
    """Whoever administers flows, while the matter runs, with a reason."""
    return administering(by, loaded, Suspend(by.member_id or 0), opinion)


def may_resume(by: Actor, loaded: Loaded) -> Verdict:
    """Whoever administers flows, while the matter is suspended."""
    return administering(by, loaded, Resume(by.member_id or 0))


def may_void(by: Actor, loaded: Loaded, opinion: str | None = None) -> Verdict:
    """Whoever administers flows: a running or a finished matter, with a reason."""
    return administering(by, loaded, Void(by.member_id or 0), opinion)


def administers(by: Actor, matter: Matter) -> bool:
    """Whether the actor administers flows for the matter's owning unit."""
    path = matter.unit.path if matter.unit else ""
    return by.organisation_id == matter.organisation_id and by.holds(ADMINISTER.code, within=path)


def told_of(by: Actor, loaded: Loaded) -> set[int]:
    """The numbers of the open seats of which the actor was told as a superior, while they are
    late; none to the initiator, who could choose by whom their own matter is judged."""
    now = timezone.now()
    late = {row.pk: row.number for row in loaded.seats.values()
            if row.state == row.State.OPEN and row.due and row.due <= now}  # fmt: skip
    if not late or by.member_id in (None, loaded.matter.initiator_id):
        return set()
    told = Escalation.objects.filter(member=by.member_id, seat__in=late)
    return {late[pk] for pk in told.values_list("seat", flat=True)}


def wants_opinion(loaded: Loaded, seat: int) -> bool:
    """Whether agreeing at this seat needs words: as the step says, else as the policy says."""
    row = loaded.seats[seat]
    step = loaded.definition.step(row.node)
    if step.nature is Nature.READ or row.helps:
        return False
    if step.nature is Nature.WORK:
        return step.opinion is Opinion.REQUIRED
    if step.opinion is Opinion.POLICY:
        strength = value(OPINION, organisation=loaded.matter.organisation_id)
        return bool(strength == ENFORCE)
    return step.opinion is Opinion.REQUIRED


def read_counts(loaded: Loaded) -> ReadCounts:
    """What 已阅 means on an approval step that doesn't say it itself (POL-29)."""
    return ReadCounts(value(READ_COUNTS, organisation=loaded.matter.organisation_id))


def administering(
    by: Actor, loaded: Loaded, command: Command, opinion: str | None = None
) -> Verdict:
    """Whoever administers flows, what the engine takes, with a reason where one is asked for."""
    if by.member_id is not None and not administers(by, loaded.matter):
        return no(_("只有流程管理员可以这样做，请联系流程管理员。"), "no-right")
    return _with_reason(may(by, loaded, command), opinion)


def against(loaded: Loaded, to: Member, otherwise: Verdict) -> Verdict:
    """Why this person can get no seat of the matter at all, or what else is in the way."""
    if to.organisation_id != loaded.matter.organisation_id:
        return no(_("{who}不属于本组织，请另选一人。").format(who=to.name), "foreign")
    if to.state == Member.State.LEFT:
        return no(_("{who}已经离职，请另选一人。").format(who=to.name), "left")
    if to.pk == loaded.matter.initiator_id:
        words = _("{who}是事项的发起人，不能办理自己发起的事项，请另选一人。")
        return no(words.format(who=to.name), "initiator")
    return otherwise


def may(by: Actor, loaded: Loaded, command: Command) -> Verdict:
    """What the engine says to a member's command, as far as that can be told without asking."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    return would(loaded, command, timezone.now())


def _with_reason(verdict: Verdict, opinion: str | None) -> Verdict:
    if verdict and opinion is not None and not opinion.strip():
        return no(_("请写明理由，方便对方了解如何修改。"), "opinion-missing")
    return verdict
