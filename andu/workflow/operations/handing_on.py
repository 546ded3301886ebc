"""转办 and 改派: somebody else gets the turn, chosen from those who may have it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, Verdict, no, require
from andu.workflow import actions, rules
from andu.workflow.desk import Desk
from andu.workflow.levels import lines_for
from andu.workflow.models import Participant, Seat
from andu.workflow.operating import Asked, Done, Operation, add_operation
from andu.workflow.operations.proposing import about_second, proposed
from andu.workflow.picking import picked
from andu.workflow.proposing import Verb, Wish
from andu.workflow.rules_proposing import asks_second
from andu.workflow.saying import Deed
from andu.workflow.transferring import WORDS, range_of

OPEN = (Seat.State.OPEN, Seat.State.WAITING)


def _may_transfer(desk: Desk, _by: Actor) -> Verdict | None:
    return desk.verdicts["transfer"] if desk.is_mine and not desk.is_draft else None


def _about_transfer(asked: Asked) -> Mapping[str, Any]:
    return {"within": _reach(asked.desk), "picked": picked(asked.posted, "to", asked.by),
            "may_leap": may_leap_at(asked.desk)}  # fmt: skip


def may_leap_at(desk: Desk) -> bool:
    """Whether the step is bound to the line, and somebody may be passed over with a reason."""
    may_add = desk.step is not None and desk.step.may_add
    return bool(may_add and desk.seat and lines_for(desk.loaded, desk.seat))


def leap_of(asked: Asked) -> str:
    """Why somebody's head is passed over, as typed."""
    return plain.words(asked.posted.get("leap", ""))


def _reach(desk: Desk) -> str:
    """To whom the turn may go: the next level by name where the step is bound to the line."""
    if not desk.seat:
        return ""
    above = {line[0].name: None for _who, line in lines_for(desk.loaded, desk.seat)}
    if above:
        return _("上一级（逐级审批）：{names}").format(names="、".join(above))
    return str(WORDS[range_of(desk.loaded, desk.seat)])


def _transfer(asked: Asked) -> Done:
    who = one_named(asked)
    deed = Deed(opinion=plain.words(asked.posted.get("reason", "")), leap=leap_of(asked))
    seat = number(asked.posted.get("seat", ""))
    actions.transfer(asked.matter, seat, who, deed, by=asked.by)
    name = picked(asked.posted, "to", asked.by).people[0].name
    if deed.leap.strip():  # can't be taken back once others have been asked to sign first
        words = _("已转办给{name}；越级的，先由被越过的上级加签。")
        return Done(text=words.format(name=name), is_onward=True)
    undo = f"{asked.matter.get_absolute_url()}/undo"
    return Done(text=_("已转办给{name}。").format(name=name), undo=undo, is_onward=True)


def _may_reassign(desk: Desk, by: Actor) -> Verdict | None:
    if not desk.loaded.matter.is_running:
        return None
    seats = _seats(desk, by)
    return rules.may_reassign(by, desk.loaded, seats[0].number) if seats else None


def _about_reassign(asked: Asked) -> Mapping[str, Any]:
    return {
        "seats": _seats(asked.desk, asked.by), "picked": picked(asked.posted, "to", asked.by),
        "chosen_seat": number(asked.posted.get("seat", "")),
        **about_second(asked, Verb.REASSIGN),
    }  # fmt: skip


def _reassign(asked: Asked) -> Done:
    seat = number(asked.posted.get("seat", ""))
    if seat not in {one.number for one in _seats(asked.desk, asked.by)}:
        raise Refused(no(_("请选择要改派的环节和办理人。"), "no-seat"))
    to, reason = one_named(asked), plain.words(asked.posted.get("reason", ""))
    if asks_second(asked.by, asked.matter, Verb.REASSIGN):
        return proposed(asked, Wish(verb=Verb.REASSIGN, seat=seat, to=to), reason)
    actions.reassign(asked.matter, seat, to, Deed(opinion=reason), by=asked.by)
    name = picked(asked.posted, "to", asked.by).people[0].name
    return Done(text=_("已改派给{name}，双方都会收到通知。").format(name=name))


def _seats(desk: Desk, by: Actor) -> list[Seat]:
    """The turns somebody else may be put into, by number: to whoever administers flows those that
    are open or to come, to a superior those of which they were told that they are late."""
    seats = [seat for seat in desk.loaded.seats.values() if seat.state in OPEN]
    if rules.administers(by, desk.loaded.matter):
        return seats
    if Participant.Capacity.SUPERIOR not in desk.involvement.held:
        return []
    told = rules.told_of(by, desk.loaded)
    return [seat for seat in seats if seat.number in told]


def one_named(asked: Asked) -> int:
    """The one person named under `to`; refused when it is none or several."""
    named = picked(asked.posted, "to", asked.by)
    require(named.verdict)
    if len(named.people) != 1:
        raise Refused(no(_("请选择一位办理人。"), "nobody"))
    return named.people[0].pk


def number(text: str) -> int:
    """A seat's number from a post; 0 when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


add_operation(Operation(
    code="transfer", label=gettext_lazy("转办"), icon="user-share", verdict=_may_transfer,
    act=_transfer, template="workflow/_transfer.html", about=_about_transfer, order=10, key="t",
    hint=gettext_lazy("转办后由对方办理，办理前你可以拿回。"),
))  # fmt: skip
add_operation(Operation(
    code="reassign", label=gettext_lazy("改派"), icon="switch-horizontal", verdict=_may_reassign,
    act=_reassign, template="workflow/_reassign.html", about=_about_reassign, order=82,
    hint=gettext_lazy("原办理人不再办理，双方都会收到通知，理由记入流转轨迹。"),
))  # fmt: skip
