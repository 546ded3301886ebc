"""From the engine's events to rows: what one decision writes, worked out before any statement.

Pure: no database here. `store.apply` turns a Change into one statement or a constant number.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import singledispatchmethod
from typing import Any

from andu.engine.configuration import Someone
from andu.engine.events import (
    Acted,
    Claimed,
    Ended,
    Entered,
    Event,
    Left,
    Reordered,
    Restored,
    Resumed,
    Revived,
    SeatClosed,
    SeatOpened,
    SeatPlaced,
    SeatVoided,
    SideOpened,
    SignersAdded,
    Skipped,
    Started,
    Struck,
    Suspended,
)

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass
class Change:
    """The rows of one decision, by their numbers within the run."""

    at: datetime = NEVER
    new_visits: dict[int, dict[str, Any]] = field(default_factory=dict)
    visits: dict[int, dict[str, Any]] = field(default_factory=dict)
    new_seats: dict[int, dict[str, Any]] = field(default_factory=dict)
    seats: dict[int, dict[str, Any]] = field(default_factory=dict)
    entered: list[str] = field(default_factory=list)
    outcome: str = ""
    by_history: bool = False
    left: int = 0
    revives: bool = False
    suspends: bool = False
    resumes: bool = False

    def opened(self) -> list[int]:
        """The seats whose turn begins: new open ones, and waiting ones that were opened."""
        fresh = [n for n, row in self.new_seats.items() if row["state"] == "open"]
        return fresh + [n for n, row in self.seats.items() if row["state"] == "open"]

    def over(self) -> list[int]:
        """The older seats whose turn, if they had one, is over."""
        return [n for n, row in self.seats.items() if row["state"] in {"closed", "void"}]

    def took(self, event: Event) -> None:
        """Add what an event writes."""
        self._add(event)

    @singledispatchmethod
    def _add(self, event: Event) -> None:
        raise TypeError(event)

    @_add.register
    def _(self, event: Acted) -> None:
        self.at = event.at

    @_add.register
    def _(self, event: Started | Skipped) -> None:
        pass

    @_add.register
    def _(self, event: Entered) -> None:
        self.entered.append(event.node)
        self.new_visits[event.visit] = {
            "number": event.visit, "node": event.node, "region": event.region,
            "after": event.after, "state": "live", "why": "",
            "mode": str(event.mode or ""), "hear_all": event.hear_all,
            "lanes": ",".join(event.lanes), "left": 0,
            "needed_count": event.threshold.count if event.threshold else 0,
            "needed_percent": event.threshold.percent if event.threshold else 0,
        }  # fmt: skip
        self.by_history = self.by_history or event.aside

    @_add.register
    def _(self, event: Left) -> None:
        self.left += 1
        self._visit(event.visit, "passed" if event.passed else "failed", "", self.left)
        self.by_history = self.by_history or event.cut  # the rows don't say it

    @_add.register
    def _(self, event: Struck) -> None:
        self._visit(event.visit, "struck", str(event.why))

    @_add.register
    def _(self, event: Restored) -> None:
        self._visit(event.visit, "live", "")
        self.by_history = True

    @_add.register
    def _(self, event: SideOpened) -> None:
        self.by_history = True  # its lane is told by this event alone

    @_add.register
    def _(self, event: SeatPlaced) -> None:
        self._place(event, "waiting")

    @_add.register
    def _(self, event: SeatOpened) -> None:
        self._place(event, "open")

    @_add.register
    def _(self, event: SeatClosed) -> None:
        self._seat(event.seat, state="closed", how=str(event.how), vote=str(event.vote))

    @_add.register
    def _(self, event: SeatVoided) -> None:
        self._seat(event.seat, state="void", why=str(event.why))

    @_add.register
    def _(self, event: SignersAdded) -> None:
        added = "help" if event.helps else str(event.where)
        for number, who in enumerate(event.people, event.first):
            row = _seat_row(event, number, who, "waiting")
            self.new_seats[number] = row | {"added": added, "added_by_id": event.by}
        self.by_history = True  # how they sit is told by their events alone

    @_add.register
    def _(self, event: Claimed | Reordered) -> None:
        self.by_history = True

    @_add.register
    def _(self, event: Revived) -> None:
        self.by_history = self.revives = True

    @_add.register
    def _(self, event: Suspended) -> None:
        self.suspends = True

    @_add.register
    def _(self, event: Resumed) -> None:
        self.resumes = True

    @_add.register
    def _(self, event: Ended) -> None:
        self.outcome = str(event.outcome)

    def _visit(self, number: int, state: str, why: str, left: int = 0) -> None:
        row = self.new_visits.get(number) or self.visits.setdefault(number, {"number": number})
        row.update(state=state, why=why, left=left)

    def _seat(self, number: int, **new: Any) -> None:
        blank = {"number": number, "how": "", "vote": "none", "why": ""}
        row = self.new_seats.get(number) or self.seats.setdefault(number, blank)
        row.update(new)

    def _place(self, event: SeatPlaced | SeatOpened, state: str) -> None:
        known = self.new_seats.get(event.seat)
        if known:
            known["state"] = state
            return
        row = _seat_row(event, event.seat, event.who, state)
        ballot = {"weight": event.ballot.weight, "veto": event.ballot.veto}
        self.new_seats[event.seat] = row | ballot | {"instead_of": event.instead_of}


def _seat_row(
    place: SeatPlaced | SeatOpened | SignersAdded, number: int, who: Someone, state: str
) -> dict[str, Any]:
    return {
        "number": number, "visit": place.visit, "node": place.node, "region": place.region,
        "member": who.member, "appointment": who.appointment, "on_behalf": who.on_behalf_of,
        "state": state, "how": "", "vote": "none", "why": "", "instead_of": 0,
        "weight": 1, "veto": False, "added": "", "added_by_id": None,
    }  # fmt: skip


def change_of(events: Iterable[Event], known_seats: frozenset[int]) -> Change:
    """What these events write; `known_seats` are the seats that already have rows."""
    change = Change()
    for event in events:
        if isinstance(event, SeatOpened) and event.seat in known_seats:
            change.seats[event.seat] = {
                "number": event.seat, "state": "open", "how": "", "vote": "none", "why": "",
            }  # fmt: skip
        else:
            change.took(event)
    return change
