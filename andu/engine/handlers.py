"""Who handles a step: rules that name people without naming the day's holder of a post.

People, units, roles and posts are named by their codes, so a definition can move between
installations. The engine only asks (`Need`); the shell answers from the organisation.
"""

from dataclasses import dataclass
from enum import StrEnum

from andu.engine.conditions import Condition


class Scope(StrEnum):
    """Where a role or post is looked for."""

    ORGANISATION = "organisation"
    UNIT = "unit"  # the initiator's own unit
    BRANCH = "branch"  # the initiator's unit, then the units above it, nearest first


@dataclass(frozen=True)
class NamedPerson:
    """One person, by code."""

    code: str


@dataclass(frozen=True)
class RoleHolders:
    """Everybody who holds a role, within a scope."""

    role: str
    scope: Scope = Scope.ORGANISATION


@dataclass(frozen=True)
class PostHolders:
    """Everybody on a post; `unit` (a code) overrides the scope."""

    post: str
    scope: Scope = Scope.ORGANISATION
    unit: str = ""


@dataclass(frozen=True)
class UnitHead:
    """The head of a unit: named by code, or by a form field, or (both empty) the initiator's.

    `up` climbs that many units towards the root first.
    """

    unit: str = ""
    field: str = ""
    up: int = 0


@dataclass(frozen=True)
class Superior:
    """The n-th superior of the initiator on the reporting line; 1 is the immediate one (WF-11)."""

    level: int = 1


@dataclass(frozen=True)
class Superiors:
    """The superiors of the initiator from the immediate one up (连续多级上级): at most `level` of
    them (0: to the top), ending with the first on `post`. Nobody, when the initiator is on it."""

    level: int = 0
    post: str = ""


@dataclass(frozen=True)
class LeaderInCharge:
    """The leader in charge of a unit: by code, by form field, or the initiator's unit."""

    unit: str = ""
    field: str = ""


@dataclass(frozen=True)
class FromField:
    """The people in a form field; of a unit field, the heads of those units."""

    field: str


class Part(StrEnum):
    """What a row of an authority matrix says: who signs beside, and who decides (WF-13)."""

    COUNTERSIGN = "countersign"
    FINAL = "final"


@dataclass(frozen=True)
class FromMatrix:
    """Whom an authority matrix (by key) names in the row that fits the form: `category` and
    `attribute` are fields whose values the row is looked up by, `amount` one of money. What the
    matrix does not ask for stays empty."""

    matrix: str
    part: Part = Part.FINAL
    category: str = ""
    amount: str = ""
    attribute: str = ""


@dataclass(frozen=True)
class Initiator:
    """Whoever started the matter."""


@dataclass(frozen=True)
class Administrator:
    """Whoever looks after flows in the organisation: the last resort for an empty step."""


Candidates = (
    NamedPerson | RoleHolders | PostHolders | UnitHead | Superior | Superiors | LeaderInCharge
    | FromField | FromMatrix
)  # fmt: skip


@dataclass(frozen=True)
class InitiatorsChoice:
    """People the initiator picks when submitting, at most `most`; `among` limits whom (WF-26)."""

    among: tuple[Candidates, ...] = ()
    most: int = 1


@dataclass(frozen=True)
class HandlersChoice:
    """People whom the handler before picks as they pass the matter on (上一办理人选), at most
    `most`; `among` limits whom. They are asked again when the matter comes back here."""

    among: tuple[Candidates, ...] = ()
    most: int = 1


PlainRule = Candidates | InitiatorsChoice | HandlersChoice | Initiator | Administrator


@dataclass(frozen=True)
class When:
    """A rule that names people only when the form says so (按条件定人)."""

    condition: Condition
    rule: PlainRule


HandlerRule = PlainRule | When


class Otherwise(StrEnum):
    """What happens when the rules of a step name nobody."""

    PERSON = "person"
    ADMINISTRATOR = "administrator"
    REFUSE = "refuse"  # the matter cannot start, or the act that leads here is refused
    PASS = "pass"  # noqa: S105 — the way goes on; a run that is set here is refused, though


@dataclass(frozen=True)
class Nobody:
    """The policy for an empty step; `person` is a code and only used with PERSON."""

    otherwise: Otherwise = Otherwise.ADMINISTRATOR
    person: str = ""

    @property
    def rule(self) -> PlainRule | None:
        """The rule to ask instead, or None when the answer is to refuse, or to go on."""
        if self.otherwise is Otherwise.PERSON:
            return NamedPerson(self.person)
        return Administrator() if self.otherwise is Otherwise.ADMINISTRATOR else None


ASK_THE_ADMINISTRATOR = Nobody()
