"""Who sits where: a step is entered, a chair given to somebody else, a turn goes without an act."""

from collections.abc import Collection

from andu.engine.configuration import POOL, Someone
from andu.engine.handlers import Initiator, When
from andu.engine.nodes import Ballot, Mode, Step
from andu.engine.tests.model import votes
from andu.engine.tests.model.circles import (
    NOBODY,
    asked,
    first_or_all,
    part_of,
    parts_around,
    says,
)
from andu.engine.tests.model.conditions import is_true
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.sparing import is_spared, stand_ins
from andu.engine.tests.model.state import Chair, Refused, Stand


def people_for(matter: Matter, step: Step) -> list[tuple[Someone, Ballot]]:
    """Everybody the rules name, each person once; if nobody, whoever the step says instead."""
    worth = list(step.ballots) or [Ballot()] * len(step.handlers)
    found = _named(matter, step, list(zip(step.handlers, worth, strict=True)))
    if not found and step.nobody.rule is not None:
        found = _named(matter, step, [(step.nobody.rule, Ballot())])
    if not found:
        raise Refused("nobody_found")
    return found


def is_empty(matter: Matter, step: Step) -> bool:
    return not _named(matter, step, [(rule, Ballot()) for rule in step.handlers])


def _named(matter: Matter, step: Step, rules: list) -> list[tuple[Someone, Ballot]]:
    found: dict[tuple[int, int | None], tuple[Someone, Ballot]] = {}
    for rule, worth in rules:
        if isinstance(rule, When):
            if not is_true(rule.condition, matter.value):
                continue
            rule = rule.rule  # noqa: PLW2901
        if isinstance(rule, Initiator):
            assert matter.run.initiator is not None
            people: tuple[Someone, ...] = (matter.run.initiator,)
        else:
            people = matter.ask(step.key, rule)
        for person in (each for one in people for each in stand_ins(matter, step, one)):
            found.setdefault(turn_of(person), (person, worth))  # through several posts: the first
    return list(found.values())


def turn_of(person: Someone) -> tuple[int, int | None]:
    """Whose turn it is: to act for somebody absent is a turn of its own."""
    return person.member, person.on_behalf_of


def new_chair(matter: Matter, person: Someone, state: str) -> Chair:
    matter.run.chairs += 1
    return Chair(matter.run.chairs, person, state)


def sitting(
    matter: Matter, step: Step, led_by: int, *, is_set: bool
) -> list[tuple[Someone, Ballot]]:
    """Who gets a chair; nobody, where one decides for all and one need not be asked."""
    people = people_for(matter, step)
    spared = [] if is_set else [p for p, _ in people if is_spared(matter, step, p, led_by)]
    if spared and step.mode in (Mode.ONE, Mode.ANY):
        return []
    return [pair for pair in people if pair[0] not in spared]


def seat(matter: Matter, stand: Stand, *, is_set: bool = False) -> None:
    """Fill a step that is entered: in order the first opens and the others wait."""
    step = matter.step(stand.node)
    people = sitting(matter, step, stand.led_by, is_set=is_set)
    many = [pair for pair in people if pair[0].member == POOL]
    stand.pooled = bool(many)
    for person, worth in many or people:
        waits = step.mode is Mode.IN_ORDER and stand.chairs
        chair = new_chair(matter, person, "waiting" if waits else "open")
        chair.ballot = worth
        stand.chairs.append(chair)


def lose(chair: Chair, why: str) -> None:
    """A turn that ends without an act of its person."""
    if chair.is_undecided:
        chair.state, chair.why = "void", why


def replace_chair(matter: Matter, stand: Stand, old: Chair, person: Someone, state: str) -> Chair:
    """Somebody sits in the place now; who sits around it stays."""
    new = new_chair(matter, person, state)
    new.ballot, new.added_by, new.helps = old.ballot, old.added_by, old.helps
    row = next(row for row in _rows(stand) if old in row)
    row[row.index(old)] = new
    new.circles, old.circles = old.circles, []
    if stand.claimed == old.number:
        stand.claimed = new.number
    return new


def _rows(stand: Stand) -> list[list[Chair]]:
    """The step's own chairs, and those of each circle."""
    return [stand.chairs, *(circle.chairs for each in stand.everyone for circle in each.circles)]


def turns(matter: Matter, stand: Stand, silent: Collection[Chair] = NOBODY) -> list[Chair]:
    """Whose turn it is, if these are taken as unheard."""
    step = matter.step(stand.node)
    if votes.outcome(step, stand.chairs, silent) != votes.UNDECIDED:
        return []
    how = "in_order" if step.mode is Mode.IN_ORDER else ""
    chairs = [top for top in stand.chairs if not stand.claimed or _has(top, stand.claimed)]
    return first_or_all(how, [asked(part_of(chair), silent) for chair in chairs])


def _has(top: Chair, number: int) -> bool:
    return any(each.number == number for each in top.everyone())


def call(matter: Matter, stand: Stand) -> None:
    """Those whose turn has come."""
    for chair in turns(matter, stand):
        if chair.state == "waiting":
            chair.state = "open"


def matters(matter: Matter, stand: Stand, chair: Chair, silent: Collection[Chair]) -> bool:
    """Whether a chair's voice could still change what those around it come to."""
    if votes.outcome(matter.step(stand.node), stand.chairs, silent) != votes.UNDECIDED:
        return False
    around = [part for top in stand.chairs for part in parts_around(part_of(top), chair)]
    return all(says(part, silent) == "none" for part in around)


def ask_again(matter: Matter, stand: Stand, old_chairs: list[Chair], why: str) -> None:
    """New chairs for these people, in their places; whose turn is not yet, waits (again)."""
    open_now = turns(matter, stand, old_chairs)
    again = [chair for chair in old_chairs if matters(matter, stand, chair, old_chairs)]
    for chair in stand.everyone:
        if chair in again or (chair.state == "open" and chair not in open_now):
            lose(chair, why)
            state = "open" if chair in open_now else "waiting"
            replace_chair(matter, stand, chair, chair.person, state)
