"""One decision in the making: the state so far, the events so far, and what is still unknown."""

from andu.engine.conditions import Value
from andu.engine.configuration import Configuration, Outcome, Someone
from andu.engine.decision import Answers, Refusal
from andu.engine.definition import Definition
from andu.engine.events import Event, Fact, Known, Need
from andu.engine.evolve import evolve


class Stop(Exception):
    """The command is refused."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, tuple(sorted(details.items())))


class Unknown(Exception):
    """A field decides the way and its value was not given; the way cannot be followed."""


class Work:
    """Lives for one call of `decide` or `predict`; nothing outside sees it change."""

    def __init__(
        self,
        definition: Definition,
        configuration: Configuration,
        answers: Answers,
        *,
        guessing: bool = False,
    ) -> None:
        self.definition = definition
        self.configuration = configuration
        self.answers = answers
        self.guessing = guessing
        self.events: list[Event] = []
        self.missing: dict[Need, None] = {}
        self.missing_fields: dict[str, None] = {}
        self.known: dict[Need, tuple[Someone, ...]] = {}
        self.facts: dict[str, Value] = {}
        self.opening: set[str] = set()
        self.striking: set[int] = set()  # visits that count no more, and are struck in a moment
        self.begin_at: dict[str, str] = {}  # where a branch begins that is entered in the middle
        self.passed_at_once = 0

    def say(self, event: Event) -> None:
        """Something happens."""
        self.events.append(event)
        self.configuration = evolve(self.configuration, event)

    def ask(self, need: Need) -> tuple[Someone, ...] | None:
        """Whom a rule names, or None when nobody has told us yet."""
        if need not in self.answers.people:
            self.missing[need] = None
            return None
        return self.known.setdefault(need, tuple(self.answers.people[need]))

    def look(self, fields: tuple[str, ...]) -> dict[str, Value]:
        """The values of fields; Unknown when one of them was not given."""
        absent = [name for name in fields if name not in self.answers.values]
        if absent:
            self.missing_fields.update(dict.fromkeys(absent))
            raise Unknown
        found = {name: self.answers.values[name] for name in fields}
        self.facts.update(found)
        return found

    def next_visit(self) -> int:
        return self.configuration.visits + 1

    def next_seat(self) -> int:
        return self.configuration.seats + 1

    def rested_on(self) -> tuple[tuple[Known, ...], tuple[Fact, ...]]:
        """The answers this decision used, for its first event."""
        people = tuple(Known(need, people) for need, people in self.known.items())
        return people, tuple(Fact(name, value) for name, value in self.facts.items())

    def require_running(self) -> None:
        """Refuse when nobody can act: there is no run, it is over, or it is suspended."""
        self.require_begun()
        if self.configuration.suspended:
            raise Stop("suspended")

    def require_begun(self) -> None:
        """Refuse when there is no run, or it is over."""
        outcome: Outcome | None = self.configuration.outcome
        if outcome is not None:
            raise Stop("ended", outcome=outcome.value)
        if self.configuration.initiator is None:
            raise Stop("not_started")
