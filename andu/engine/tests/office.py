"""A tiny office that runs one matter and answers the engine's questions."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from andu.engine import (
    NOTHING,
    AddSigners,
    Agree,
    Answers,
    Complete,
    Decided,
    Definition,
    Disagree,
    Event,
    MarkRead,
    Mode,
    NamedPerson,
    Need,
    Needs,
    Position,
    Refusal,
    RemoveSigner,
    Resubmit,
    Return,
    Seat,
    SeatState,
    Someone,
    Start,
    Struck,
    TakeBack,
    Terminate,
    Where,
    Withdraw,
    decide,
    fold,
    open_seats,
    positions_in,
    seats_in,
)

NINE = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
ME = "me"


class Book(dict[str, int]):
    """Numbers for names, given on first use."""

    def __missing__(self, name: str) -> int:
        self[name] = len(self) + 1
        return self[name]


@dataclass
class Office:
    definition: Definition
    values: dict[str, Any] = field(default_factory=dict)
    people: dict[str, tuple[Someone, ...]] = field(default_factory=dict)
    members: Book = field(default_factory=Book)
    history: list[Event] = field(default_factory=list)
    configuration: Any = NOTHING
    asked: int = 0

    def named(self, need: Need) -> tuple[Someone, ...]:
        rule = need.rule
        code = rule.code if isinstance(rule, NamedPerson) else type(rule).__name__
        if code in self.people:
            return self.people[code]
        return (Someone(self.members[code]),)

    def ask(self, command: Any) -> Decided | Refusal:
        """Decide, answering questions until there are none."""
        known: dict[Need, tuple[Someone, ...]] = {}
        values: dict[str, Any] = {}
        for _ in range(10):
            now = NINE + timedelta(minutes=len(self.history))
            answers = Answers(dict(known), dict(values))
            decision = decide(self.definition, self.configuration, command, answers, now)
            if not isinstance(decision, Needs):
                return decision
            self.asked += 1
            known |= {need: self.named(need) for need in decision.people}
            values |= {name: self.values.get(name) for name in decision.fields}
        raise AssertionError("the engine asks for ever")

    def do(self, command: Any) -> Decided:
        decision = self.ask(command)
        assert isinstance(decision, Decided), decision
        self.history += decision.events
        self.configuration = decision.configuration
        assert fold(self.history) == self.configuration
        return decision

    def refuses(self, command: Any, code: str) -> Refusal:
        before = self.configuration
        decision = self.ask(command)
        assert isinstance(decision, Refusal), decision
        assert decision.code == code
        assert self.configuration == before
        return decision

    def seat(self, name: str, state: SeatState = SeatState.OPEN) -> int:
        found = self.seat_of(name, state)
        assert found is not None, f"{name} has no {state} seat"
        return found.id

    def seat_of(self, name: str, state: SeatState = SeatState.OPEN) -> Seat | None:
        live = tuple(positions_in(self.configuration.position))
        for position in (*live, *reversed(self.configuration.past)):
            for seat in seats_in(position.inner):
                is_his = isinstance(seat, Seat) and seat.who.member == self.members[name]
                if is_his and seat.state is state:
                    return seat
        return None

    def start(self) -> "Office":
        self.do(Start(Someone(self.members[ME])))
        return self

    def agree(self, *names: str) -> "Office":
        for name in names:
            self.do(Agree(self.members[name], self.seat(name)))
        return self

    def disagree(self, name: str) -> "Office":
        self.do(Disagree(self.members[name], self.seat(name)))
        return self

    def read(self, name: str, **more: Any) -> "Office":
        self.do(MarkRead(self.members[name], self.seat(name), **more))
        return self

    def return_(self, name: str, to: str = "", way: Any = None) -> "Office":
        self.do(Return(self.members[name], self.seat(name), to, way))
        return self

    def resubmit(self) -> "Office":
        self.do(Resubmit(self.members[ME], self.seat(ME)))
        return self

    def withdraw(self) -> "Office":
        self.do(Withdraw(self.members[ME]))
        return self

    def add(self, name: str, where: Where, *more: str, mode: Mode = Mode.ALL) -> "Office":
        to = tuple(Someone(self.members[each]) for each in more)
        self.do(AddSigners(self.members[name], self.seat(name), to, where, mode))
        return self

    def remove(self, name: str, whom: str, state: SeatState = SeatState.OPEN) -> "Office":
        self.do(RemoveSigner(self.members[name], self.seat(whom, state)))
        return self

    def complete(self, *names: str) -> "Office":
        for name in names:
            self.do(Complete(self.members[name], self.seat(name)))
        return self

    def take_back(self, name: str) -> "Office":
        self.do(TakeBack(self.members[name], self.seat(name, SeatState.CLOSED)))
        return self

    def terminate(self) -> "Office":
        self.do(Terminate(self.members[ME]))
        return self

    @property
    def turns(self) -> set[str]:
        """Whose turn it is."""
        names = {number: name for name, number in self.members.items()}
        return {names[seat.who.member] for seat in open_seats(self.configuration)}

    @property
    def standing(self) -> list[str]:
        return [position.node for position in positions_in(self.configuration.position)]

    @property
    def position(self) -> Position:
        assert self.configuration.position is not None
        return self.configuration.position

    @property
    def outcome(self) -> str | None:
        return self.configuration.outcome and self.configuration.outcome.value

    def said(self, kind: type) -> list[Any]:
        return [event for event in self.history if isinstance(event, kind)]

    def struck(self) -> list[str]:
        """The nodes struck through, in order."""
        return [event.node for event in self.said(Struck)]


def running(definition: Definition, **values: Any) -> Office:
    return Office(definition, values).start()
