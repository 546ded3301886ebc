"""What happens by itself to a turn whose limit has passed, when, and to whom it goes (到期动作)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from andu.engine import Definition
from andu.engine.events import Need
from andu.engine.handlers import Administrator, PlainRule
from andu.engine.nodes import AtLimit, LimitAct, Step
from andu.kit.verdict import Refused
from andu.kit.worktime import Calendar
from andu.organisation.directory import reporting_line
from andu.organisation.models import Appointment, Member
from andu.workflow.compiled import definition_of
from andu.workflow.deadlines import calendar_of, later
from andu.workflow.deciding import asking_of
from andu.workflow.directory import answers
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter, Seat
from andu.workflow.owning import administrators_of_matter, policy_of
from andu.workflow.policy import AT_LIMIT, AT_LIMIT_AFTER
from andu.workflow.saying import AS_IT_STANDS
from andu.workflow.transferring import assignable_to

MOVES = frozenset({LimitAct.PASS, LimitAct.RETURN, LimitAct.TRANSFER})


def acts_at(seat: Seat) -> tuple[AtLimit, ...]:
    """What happens to this seat after its limit, in order."""
    definition = definition_of(seat.run.flow_version_id)
    return acts_of(definition, definition.step(seat.node), seat.run.matter)


def acts_of(definition: Definition, step: Step, matter: Matter) -> tuple[AtLimit, ...]:
    """What the step says, else the policy for the matter's unit; nothing for the initiator's own
    step, which waits."""
    if step is definition.draft_step:
        return ()
    found = _usual(matter) if step.at_limit is None else step.at_limit
    return tuple(sorted(found, key=lambda each: each.after))


def acts_by_instruction(acts: tuple[AtLimit, ...]) -> tuple[AtLimit, ...]:
    """What becomes of a turn's acts when its limit is an instruction's: what would move the run is
    told upwards instead."""
    up = (AtLimit(act=LimitAct.ESCALATE, after=each.after) if each.act in MOVES else each
          for each in acts)  # fmt: skip
    return tuple(dict.fromkeys(up))


def moment_of(seat: Seat, act: AtLimit, calendar: Calendar | None = None) -> datetime | None:
    """When the act is to happen; None when the seat has no limit, or nobody works any more."""
    if seat.due is None or not act.after:
        return seat.due
    return later(calendar or calendar_of(seat.run.matter), seat.due, act.after)


def next_moment(seat: Seat, done: int, calendar: Calendar | None = None) -> datetime | None:
    """When the next act comes after so many are done; None when none does."""
    acts = acts_at(seat)
    return moment_of(seat, acts[done], calendar) if done < len(acts) else None


def heirs(loaded: Loaded, seat: Seat, rule: PlainRule | None) -> list[Member]:
    """To whom the turn may go, the first first: of a rule's people or, without one, of those above
    the holder, the ones who may be put into the seat."""
    wanted = _named(loaded, seat, rule) if rule else list(_line_above(seat))
    allowed = assignable_to(loaded, seat.number).filter(pk__in=[one.pk for one in wanted])
    able = set(allowed.values_list("pk", flat=True))
    return [member for member in wanted if member.pk in able]


def above(loaded: Loaded, seat: Seat, rule: PlainRule | None) -> list[Member]:
    """Who is told that a turn is late: a rule's people, else the next superior who works here, else
    whoever administers flows. Never who holds the turn, nor the initiator: whoever is told may put
    somebody else into the seat that judges the matter."""
    left_out = {seat.member_id or 0, loaded.matter.initiator_id}
    if rule:
        found = [one for one in _named(loaded, seat, rule) if one.pk not in left_out]
    else:
        line = (one for one in _line_above(seat) if one.pk not in left_out)
        found = [one for one in line if one.state != Member.State.LEFT][:1]
    return found or _keeper(loaded, seat, left_out)


def _keeper(loaded: Loaded, seat: Seat, left_out: Collection[int]) -> list[Member]:
    """The administrator an empty step falls to, else another one."""
    found = [one for one in _named(loaded, seat, Administrator()) if one.pk not in left_out]
    others = administrators_of_matter(loaded.matter).exclude(pk__in=left_out)
    return found or list(others.order_by("pk")[:1])


def _line_above(seat: Seat) -> Iterable[Member]:
    """The superiors of whoever has the turn; a pool, which nobody has taken, has none."""
    return () if seat.is_pool else reporting_line(*_holder(seat))


def _holder(seat: Seat) -> tuple[Any, Any]:
    """Who answers for the seat, and in which unit they sit there; for somebody absent, those."""
    who = seat.owner
    place = Appointment.objects.filter(pk=seat.appointment_id or 0, member=who).first()
    return Member.objects.get(pk=who), place.unit if place else None


def _named(loaded: Loaded, seat: Seat, rule: PlainRule) -> list[Member]:
    """A rule's people; nobody when it asks for what there is not: time asks once."""
    need = Need(seat.node, rule)
    try:
        found = answers([need], asking_of(loaded, AS_IT_STANDS)).get(need, ())
    except Refused:
        return []
    return _members(one.member for one in found)


def _members(ids: Iterable[int]) -> list[Member]:
    wanted = list(dict.fromkeys(ids))
    found = Member.objects.present().in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]


def _usual(matter: Matter) -> tuple[AtLimit, ...]:
    said = policy_of(matter, AT_LIMIT)
    if said not in set(LimitAct):
        return ()
    return (AtLimit(act=LimitAct(said), after=policy_of(matter, AT_LIMIT_AFTER)),)
