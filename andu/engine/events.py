"""What happened. Flat, few, and complete: a store writes its rows from these and nothing else.

A decision begins with `Acted` and goes on with what followed. The state is the fold of `evolve`
over them; `Acted` alone changes nothing but carries all that `decide` needs to be asked again.

| event      | position rows                | seat rows                                     |
| ---------- | ---------------------------- | --------------------------------------------- |
| Entered    | insert, live                 |                                               |
| Skipped    | (none: nobody was there)     |                                               |
| Left       | live → passed or failed      |                                               |
| Struck     | live or passed → struck      | (its seats are struck with it)                |
| Restored   | live or passed → live        | (open ones follow, each with `instead_of`)    |
| SideOpened | one lane more              |                                               |
| SeatPlaced |                              | insert, waiting                               |
| SeatOpened |                              | insert, open; or waiting → open: a todo       |
| SeatClosed |                              | open → closed by its person or by time: it goes|
| SeatVoided |                              | any → void: a todo, if there was one, goes    |
| SignersAdded |                            | insert, waiting: one for each person          |
| Suspended  |                              | the todos of open seats go                    |
| Resumed    |                              | the todos of open seats come back             |
| Claimed    | which seat, or 0 (released)  | (the others follow, void and placed again)    |
| Reordered  |                              | (the order of waiting seats)                  |
| Ended      | what is live stays undecided |                                               |
| Revived    | live → struck                |                                               |

A position put aside by a straight return stays live in its row: it has no open seats until it is
restored. So at any time the open seats, and only they, are somebody's todo, unless the run is
suspended: then there are none. A transfer closes a seat and opens another with `instead_of`; a
reassignment voids a seat and opens or places another. A passed run can end again, as void; an ended
one that is no void can be revived.
"""

from dataclasses import dataclass
from datetime import datetime

from andu.engine.commands import Command
from andu.engine.conditions import Value
from andu.engine.configuration import How, Outcome, Someone, Vote, Why
from andu.engine.handlers import PlainRule
from andu.engine.nodes import PLAIN_BALLOT, Ballot, Mode, Threshold, Where


@dataclass(frozen=True)
class Need:
    """A question about people: whom does this rule name, for this step?"""

    step: str
    rule: PlainRule


@dataclass(frozen=True)
class Known:
    """The answer to a need, kept with the act that rested on it."""

    need: Need
    people: tuple[Someone, ...]


@dataclass(frozen=True)
class Fact:
    """The value of a form field that a condition looked at."""

    field: str
    value: Value


@dataclass(frozen=True)
class Acted:
    """Somebody gave a command, at a time, and it rested on these answers."""

    command: Command
    at: datetime
    people: tuple[Known, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Started:
    """The run exists: who started it, and the key of the flow's root region."""

    initiator: Someone
    root: str


@dataclass(frozen=True)
class Entered:
    """A region now stands at a node. `mode`, `hear_all`, `threshold` shape a step's seats; a fork
    has lanes.

    `aside` keeps what stood there before, to come back when this visit passes (straight return).
    `agreed` are those the rules named and who need not be asked again: they have no seat.
    """

    visit: int
    node: str
    region: str
    after: int = 0
    mode: Mode | None = None
    hear_all: bool = False
    lanes: tuple[str, ...] = ()
    aside: bool = False
    threshold: Threshold | None = None
    agreed: tuple[Someone, ...] = ()


@dataclass(frozen=True)
class Skipped:
    """A step was passed over because its rules named nobody (`Otherwise.PASS`), or only people who
    need not be asked again (`agreed`). It is no visit: nothing can be returned to or taken back
    there."""

    node: str
    region: str
    after: int = 0
    agreed: tuple[Someone, ...] = ()


@dataclass(frozen=True)
class Left:
    """A visit came to its verdict: it passed, or (`passed` false) it failed. A fork that was over
    because time was up in it, or was `cut` short, has passed with something left undone in it."""

    visit: int
    node: str
    region: str
    passed: bool = True
    cut: bool = False


@dataclass(frozen=True)
class Struck:
    """A visit counts no more: struck through in the trace."""

    visit: int
    node: str
    why: Why


@dataclass(frozen=True)
class Restored:
    """A visit that had passed or was put aside stands again, as it was, in its region.

    `aside` puts what stands there aside again, as it is now: it had come back by this visit.
    """

    visit: int
    node: str
    region: str
    after: int = 0
    aside: bool = False


@dataclass(frozen=True)
class SideOpened:
    """A side way (`lane`, a region) begins beside what stands: its alarm rang. The visit is that of
    the frame around both."""

    visit: int
    node: str
    region: str
    lane: str


@dataclass(frozen=True)
class SeatPlaced:
    """A seat whose turn is to come. `instead_of` is the seat whose place it takes (0: none); its
    ballot is then that one's."""

    seat: int
    visit: int
    node: str
    region: str
    who: Someone
    instead_of: int = 0
    ballot: Ballot = PLAIN_BALLOT


@dataclass(frozen=True)
class SeatOpened:
    """It is somebody's turn. The seat is new, unless it was placed before."""

    seat: int
    visit: int
    node: str
    region: str
    who: Someone
    instead_of: int = 0
    ballot: Ballot = PLAIN_BALLOT


@dataclass(frozen=True)
class SeatClosed:
    """Its person acted, at the time of `Acted`."""

    seat: int
    visit: int
    node: str
    region: str
    who: Someone
    how: How
    vote: Vote


@dataclass(frozen=True)
class SeatVoided:
    """A seat counts no more, whether its person had acted or not."""

    seat: int
    visit: int
    node: str
    region: str
    who: Someone
    why: Why


@dataclass(frozen=True)
class SignersAdded:
    """People besides those the rules named sit in the place of a seat (加签) or do its work (委派).

    Their seats have the numbers from `first` on, and wait until they are opened. `mode` says how
    they decide among themselves, or with the anchor where they sit beside it.
    """

    seat: int
    visit: int
    node: str
    region: str
    where: Where
    mode: Mode
    first: int
    people: tuple[Someone, ...]
    by: int
    helps: bool = False


@dataclass(frozen=True)
class Claimed:
    """Somebody takes the work of all candidates for himself; `seat` 0: gives it up again."""

    visit: int
    node: str
    region: str
    seat: int


@dataclass(frozen=True)
class Reordered:
    """Those who are still to come in an ordered step come in this order."""

    visit: int
    node: str
    region: str
    seats: tuple[int, ...]


@dataclass(frozen=True)
class Suspended:
    """Nobody can act until it is resumed."""


@dataclass(frozen=True)
class Resumed:
    """The open seats are open again."""


@dataclass(frozen=True)
class Ended:
    """The run is over."""

    outcome: Outcome


@dataclass(frozen=True)
class Revived:
    """The run is not over after all (唤醒); where it stands then follows."""


Event = (
    Acted
    | Started
    | Entered
    | Skipped
    | Left
    | Struck
    | Restored
    | SideOpened
    | SeatPlaced
    | SeatOpened
    | SeatClosed
    | SeatVoided
    | SignersAdded
    | Claimed
    | Reordered
    | Suspended
    | Resumed
    | Ended
    | Revived
)
