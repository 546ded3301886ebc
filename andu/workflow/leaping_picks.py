"""越级 by the initiator's own picks: who was passed over signs first, in the act that leads to the
step (WF-12)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from andu.engine.commands import AddSigners
from andu.engine.decision import Decided
from andu.engine.events import Entered, SeatOpened
from andu.engine.handlers import InitiatorsChoice
from andu.engine.nodes import Mode, Step, Where
from andu.organisation.models import Member
from andu.workflow.deciding import decided
from andu.workflow.directory import Asking, someones_for
from andu.workflow.levels import counts, lines_to_choose, passed_by_pick
from andu.workflow.loading import Loaded
from andu.workflow.models import ChoiceLeap
from andu.workflow.saying import Said


@dataclass(frozen=True)
class Leap:
    """Somebody was picked for a step over these people's heads."""

    step: str
    member: int
    passed: tuple[Member, ...]
    reason: str


def leaps_of(loaded: Loaded, asking: Asking, reason: str) -> Iterator[Leap]:
    """Those among the initiator's picks, once they are found to be allowed."""
    for key, picked in asking.choices.items() if reason.strip() else ():
        step = loaded.definition.step(key)
        lines = lines_to_choose(loaded.definition, step, asking)
        for who in Member.objects.filter(pk__in=picked) if lines else ():
            if passed := passed_by_pick(lines, who, asking):
                yield Leap(key, who.pk, tuple(passed), reason.strip())


def with_signers(
    loaded: Loaded, made: Decided, asking: Asking, now: datetime
) -> tuple[Decided, list[Leap]]:
    """The decision, and where it opens the turn of somebody who was picked over others' heads,
    those before them; with the leaps there are. Others cost no statement."""
    steps = set(_entered(loaded, made))
    kept = list(_kept(loaded, steps)) if steps else []
    done: list[Leap] = []
    for leap in kept:
        seat = _seat_of(leap, made)
        people = [who for who in leap.passed if not _is_heard(loaded, made, seat, who)]
        if seat is None or not people:
            continue
        signers = someones_for(people, loaded)
        command = AddSigners(seat.who.member, seat.seat, signers, Where.BEFORE, Mode.IN_ORDER)
        more = decided(loaded.definition, made.configuration, command, asking, now)
        made = Decided((*made.events, *more.events), more.configuration)
        done.append(replace(leap, passed=tuple(people)))
    return made, done


def with_leaps(said: Said, leaps: Iterable[Leap]) -> Said:
    """The words of the act, flagged, with whom the initiator passed over and why."""
    found = list(leaps)
    if not found:
        return said
    passed = {who.pk: who.name for leap in found for who in leap.passed}
    leap: dict[str, Any] = {
        "passed": list(passed.values()), "members": list(passed), "reason": found[0].reason,
    }  # fmt: skip
    return replace(said, more={**said.more, "leap": leap})


def _entered(loaded: Loaded, made: Decided) -> Iterator[str]:
    for event in made.events:
        node = loaded.definition.nodes.get(event.node) if isinstance(event, Entered) else None
        if isinstance(node, Step) and any(isinstance(r, InitiatorsChoice) for r in node.rules):
            yield node.key


def _kept(loaded: Loaded, steps: set[str]) -> Iterator[Leap]:
    found: dict[tuple[str, int], list[ChoiceLeap]] = {}
    rows = ChoiceLeap.objects.filter(run=loaded.run, step__in=steps).select_related("passed")
    for row in rows.order_by("order", "id"):
        found.setdefault((row.step, row.member_id), []).append(row)
    for (step, member), leap in found.items():
        people = tuple(row.passed for row in leap if row.passed.state != Member.State.LEFT)
        yield Leap(step, member, people, leap[0].reason)


def _seat_of(leap: Leap, made: Decided) -> SeatOpened | None:
    """The turn that has just been opened for whoever was picked, or who stands in for them."""
    opened = (e for e in made.events if isinstance(e, SeatOpened) and e.node == leap.step)
    for event in opened:
        if leap.member == (event.who.on_behalf_of or event.who.member):
            return event
    return None


def _is_heard(loaded: Loaded, made: Decided, seat: SeatOpened | None, who: Member) -> bool:
    """Whether somebody has agreed to the matter already as far as that counts, or has a turn in the
    step themselves."""
    agreed = any(row.owner == who.pk and counts(loaded, row) for row in loaded.seats.values())
    beside = any(
        isinstance(e, SeatOpened) and seat is not None and e.visit == seat.visit
        and (e.who.on_behalf_of or e.who.member) == who.pk
        for e in made.events
    )  # fmt: skip
    return agreed or beside
