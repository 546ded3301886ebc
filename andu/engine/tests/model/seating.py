"""Who sits where: a step is entered, a chair given to somebody else, a turn goes without an act."""

from andu.engine.configuration import Someone
from andu.engine.handlers import Initiator
from andu.engine.nodes import Ballot, Mode, Step
from andu.engine.tests.model.matter import Matter
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
        if isinstance(rule, Initiator):
            assert matter.run.initiator is not None
            people: tuple[Someone, ...] = (matter.run.initiator,)
        else:
            people = matter.ask(step.key, rule)
        for person in people:
            found.setdefault(turn_of(person), (person, worth))  # through several posts: the first
    return list(found.values())


def turn_of(person: Someone) -> tuple[int, int | None]:
    """Whose turn it is: to act for somebody absent is a turn of its own."""
    return person.member, person.on_behalf_of


def new_chair(matter: Matter, person: Someone, state: str) -> Chair:
    matter.run.chairs += 1
    return Chair(matter.run.chairs, person, state)


def seat(matter: Matter, stand: Stand) -> None:
    """Fill a step that is entered: in order the first opens and the others wait."""
    step = matter.step(stand.node)
    for person, worth in people_for(matter, step):
        waits = step.mode is Mode.IN_ORDER and stand.chairs
        chair = new_chair(matter, person, "waiting" if waits else "open")
        chair.ballot = worth
        stand.chairs.append(chair)


def lose(chair: Chair, why: str) -> None:
    """A turn that ends without an act of its person."""
    if chair.is_undecided:
        chair.state, chair.why = "void", why


def replace_chair(matter: Matter, stand: Stand, old: Chair, person: Someone, state: str) -> Chair:
    new = new_chair(matter, person, state)
    new.ballot = old.ballot
    stand.chairs[stand.chairs.index(old)] = new
    return new


def ask_again(matter: Matter, stand: Stand, old_chairs: list[Chair], why: str) -> None:
    """New chairs for these people, in their places. In order only the first undecided is open."""
    ordered = matter.step(stand.node).mode is Mode.IN_ORDER
    taken = False
    for chair in list(stand.chairs):
        if chair in old_chairs or (chair.is_undecided and ordered):
            state = "waiting" if ordered and taken else "open"
            taken = True
            if chair in old_chairs or chair.state != state:
                lose(chair, why)
                replace_chair(matter, stand, chair, chair.person, state)
