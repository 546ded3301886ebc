"""The rows a store would keep, written from events alone: the contract of `events.py`."""

from collections.abc import Iterable

from andu.engine import (
    Ended,
    Entered,
    Event,
    Left,
    Restored,
    Revived,
    SeatClosed,
    SeatOpened,
    SeatPlaced,
    SeatVoided,
    SignersAdded,
    Struck,
)


class Rows:
    """Visits and seats by number with their state; every change must be one the table allows."""

    def __init__(self, history: Iterable[Event]) -> None:
        self.visits: dict[int, str] = {}
        self.seats: dict[int, str] = {}
        self.ended = False
        for event in history:
            assert not self.ended or not isinstance(event, Entered | SeatOpened)
            self.write(event)

    def write(self, event: Event) -> None:
        match event:
            case Entered():
                change(self.visits, event.visit, {None}, "live")
            case Left():
                change(self.visits, event.visit, {"live"}, "passed" if event.passed else "failed")
            case Struck():
                change(self.visits, event.visit, {"live", "passed"}, "struck")
            case Restored():
                change(self.visits, event.visit, {"live", "passed"}, "live")
            case SeatPlaced():
                change(self.seats, event.seat, {None}, "waiting")
            case SignersAdded():
                for number in range(len(event.people)):
                    change(self.seats, event.first + number, {None}, "waiting")
            case SeatOpened():
                change(self.seats, event.seat, {None, "waiting"}, "open")
            case SeatClosed():
                change(self.seats, event.seat, {"open"}, "closed")
            case SeatVoided():
                change(self.seats, event.seat, {"waiting", "open", "closed"}, "void")
            case Ended():
                self.ended = True
            case Revived():
                self.ended = False
                live = [number for number, state in self.visits.items() if state == "live"]
                self.visits |= dict.fromkeys(live, "struck")

    def where(self, state: str) -> tuple[set[int], set[int]]:
        """The visits and the seats in a state."""
        return (
            {number for number, each in self.visits.items() if each == state},
            {number for number, each in self.seats.items() if each == state},
        )


def change(rows: dict[int, str], number: int, allowed: set[str | None], state: str) -> None:
    assert rows.get(number) in allowed, (number, rows.get(number), state)
    rows[number] = state
