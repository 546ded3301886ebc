"""What a decision's rows need from the organisation: names at the time, and due dates."""

from andu.engine.events import Event, Resumed, SeatOpened, SeatPlaced
from andu.organisation import known
from andu.workflow.deadlines import limits_of, prolonged_of
from andu.workflow.loading import Loaded
from andu.workflow.writing import Surroundings


def around(loaded: Loaded, events: tuple[Event, ...]) -> Surroundings:
    """People and units of the seats these events open, and when the steps are due."""
    placed = [e for e in events if isinstance(e, SeatOpened | SeatPlaced)]
    if any(isinstance(e, Resumed) for e in events):
        return Surroundings(prolonged=prolonged_of(loaded))
    if not placed:
        return Surroundings()
    places = known.places(e.who.appointment for e in placed if e.who.appointment).values()
    people = {place.member_id: place.member for place in places}
    people |= known.members(_members(placed) - people.keys())  # without a place, or away
    units = {place.pk: place.unit.name for place in places}
    limits = limits_of(loaded, {e.node for e in placed})
    return Surroundings(people, units, limits)


def _members(placed: list[SeatOpened | SeatPlaced]) -> set[int]:
    absent = {e.who.on_behalf_of for e in placed if e.who.on_behalf_of}
    return absent | {e.who.member for e in placed}
