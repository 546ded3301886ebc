"""Who may lay a matter before readers, how far it may go, and who may call it back (传阅)."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Appointment, Unit
from andu.policy.reading import value
from andu.workflow.models import Circulation, Matter, Participant
from andu.workflow.policy import CIRCULATE, MOST_READERS, ONWARD
from andu.workflow.rules import WITHOUT_MEMBER

Capacity = Participant.Capacity
LONGEST_REMARK = 500


def may_circulate(
    by: Actor, matter: Matter, readers: Collection[int] | None = None,
    held: frozenset[str] | None = None,
) -> Verdict:  # fmt: skip
    """The initiator and the handlers, as the policy says; readers within the range of onward
    circulation. With `readers` (member ids) these are checked, too. `held`: as what the person
    takes part, when that has been asked already."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    reach = reach_of(by, matter, held)
    if reach is None:
        return no(_("你不能传阅这件事项。如有需要，请联系发起人。"), "not-entitled")
    return yes if readers is None else _may_reach(by, matter, readers, reach)


def reach_of(by: Actor, matter: Matter, held: frozenset[str] | None = None) -> str | None:
    """How far the person may circulate it: "" the organisation, else the path of a unit; None when
    they may not at all."""
    if held is None:
        mine = Participant.objects.filter(matter=matter, member_id=by.member_id or 0)
        held = frozenset(mine.values_list("capacity", flat=True))
    who = value(CIRCULATE, organisation=matter.organisation_id)
    entitled = {"handlers": {Capacity.INITIATOR, Capacity.HANDLER, Capacity.HANDLED},
                "initiator": {Capacity.INITIATOR}}  # fmt: skip
    if held & entitled.get(who, set()):
        return ""
    if Capacity.READER not in held:
        return None
    onward = value(ONWARD, organisation=matter.organisation_id)
    if onward == "organisation":
        return ""
    unit = Unit.objects.filter(pk=by.unit_id or 0).first() if onward == "unit" else None
    return unit.path if unit else None


def may_withdraw_circulation(by: Actor, circulation: Circulation) -> Verdict:
    """Whoever sent it, while it has not been read."""
    if circulation.sender_id != by.member_id or by.member_id is None:
        return no(_("只有传阅的人可以撤回。"), "not-sender")
    if circulation.withdrawn:
        return no(_("这次传阅已经撤回了。"), "withdrawn")
    if circulation.read:
        words = _("{name}已经看过，不能撤回。")
        return no(words.format(name=circulation.member_name), "read")
    return yes


def may_read_circulation(by: Actor, circulation: Circulation, said: str = "") -> Verdict:
    """The reader, once; not what was withdrawn."""
    if circulation.member_id != by.member_id or by.member_id is None:
        return no(_("这次传阅不是给你的。"), "not-reader")
    if circulation.withdrawn:
        return no(_("这次传阅已被撤回，不用再看。"), "withdrawn")
    return may_remark(said)


def may_remark(words: str) -> Verdict:
    """Remarks have a limit: 500 characters."""
    if len(words) > LONGEST_REMARK:
        said = _("最多 {most} 字，现在有 {count} 字，请精简。")
        return no(said.format(most=LONGEST_REMARK, count=len(words)), "too-long")
    return yes


def _may_reach(by: Actor, matter: Matter, readers: Collection[int], reach: str) -> Verdict:
    if not readers:
        return no(_("请选择传阅给谁。"), "nobody")
    most = value(MOST_READERS, organisation=matter.organisation_id)
    if len(readers) > most:
        words = _("一次最多传阅给 {most} 人，现在选了 {count} 人。请分开传阅，或发布公告。")
        return no(words.format(most=most, count=len(readers)), "too-many")
    beyond = _beyond(reach, readers)
    if beyond:
        words = _("你只能在“{unit}”之内转传，其中 {count} 人不在这个范围。")
        return no(words.format(unit=by.unit, count=beyond), "beyond")
    return yes


def _beyond(path: str, readers: Collection[int]) -> int:
    if not path:
        return 0
    here = Appointment.objects.current().filter(member__in=readers, unit__path__startswith=path)
    return len(set(readers)) - here.values("member").distinct().count()
