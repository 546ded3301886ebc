"""What a decision's rows need from the organisation: names at the time, and due dates."""

from andu.engine.configuration import Someone
from andu.engine.events import Event, Resumed, SeatOpened, SeatPlaced, SignersAdded
from andu.organisation import known
from andu.workflow.deadlines import limits_of, prolonged_of
from andu.workflow.loading import Loaded
from andu.workflow.writing import Surroundings


def around(loaded: Loaded, events: tuple[Event, ...]) -> Surroundings:
    """People and units of the seats these events open, and when the steps are due."""
    placed = [e for e in events if isinstance(e, SeatOpened | SeatPlaced | SignersAdded)]
    if any(isinstance(e, Resumed) for e in events):
        return Surroundings(prolonged=prolonged_of(loaded))
    if not placed:
        return Surroundings()
    sitting = {who for event in placed for who in _people(event)}
    places = known.places(who.appointment for who in sitting if who.appointment).values()
    people = {place.member_id: place.member for place in places}
    people |= known.members(_members(sitting) - people.keys())  # without a place, or away
    units = {place.pk: place.unit.name for place in places}
    limits = limits_of(loaded, {event.node for event in placed})
    return Surroundings(people, units, limits)


def _people(event: SeatOpened | SeatPlaced | SignersAdded) -> tuple[Someone, ...]:
    return event.people if isinstance(event, SignersAdded) else (event.who,)


def _members(sitting: set[Someone]) -> set[int]:
    absent = {who.on_behalf_of for who in sitting if who.on_behalf_of}
    return absent | {who.member for who in sitting if not who.is_pool}
