"""What people ask of a run. `by` is the member who acts; whether he may in general is the shell's.

Commands to come are added here, in `decide` and nowhere else: each
comes down to editing seats, advancing, setting a region's position, or ending.
"""

from dataclasses import dataclass

from andu.engine.configuration import Someone
from andu.engine.nodes import LimitAct, Mode, ReadCounts, ReturnWay, Where


@dataclass(frozen=True)
class Start:
    """Submit for the first time."""

    by: Someone


@dataclass(frozen=True)
class Agree:
    by: int
    seat: int


@dataclass(frozen=True)
class Disagree:
    by: int
    seat: int


@dataclass(frozen=True)
class MarkRead:
    """Read. `counts_as` is the policy for approval steps that do not say it themselves (POL-29)."""

    by: int
    seat: int
    counts_as: ReadCounts = ReadCounts.DISAGREE


@dataclass(frozen=True)
class Complete:
    """The work of this turn is done (办毕). It decides nothing, so there is no other answer."""

    by: int
    seat: int


@dataclass(frozen=True)
class Return:
    """Send back to an earlier step or fork; `to` empty is the initiator.

    `way` matters only where the step lets the returner choose; None then means rewalk.
    """

    by: int
    seat: int
    to: str = ""
    way: ReturnWay | None = None


@dataclass(frozen=True)
class Resubmit:
    """The initiator submits again after a return or a withdrawal."""

    by: int
    seat: int


@dataclass(frozen=True)
class Withdraw:
    """The initiator calls the matter back to himself."""

    by: int


@dataclass(frozen=True)
class TakeBack:
    """A handler calls his own decision back; `seat` is the one he closed."""

    by: int
    seat: int


@dataclass(frozen=True)
class Transfer:
    """Hand one's own open turn to somebody else, who sits in the same place (转办)."""

    by: int
    seat: int
    to: Someone


@dataclass(frozen=True)
class AddSigners:
    """Let others sign besides me, in my place (加签); `mode` is how they decide."""

    by: int
    seat: int
    to: tuple[Someone, ...]
    where: Where
    mode: Mode = Mode.ALL


@dataclass(frozen=True)
class RemoveSigner:
    """Take away somebody I have added, who has not acted yet (减签); `seat` is theirs."""

    by: int
    seat: int


@dataclass(frozen=True)
class Consign:
    """Let somebody do the work of my turn, which then comes back to me (委派)."""

    by: int
    seat: int
    to: Someone


@dataclass(frozen=True)
class Claim:
    """Take the work for myself where whoever acts first decides (抢办); the others wait. From a
    pool: `who` I am among its people, as the shell has found."""

    by: int
    seat: int
    who: Someone | None = None


@dataclass(frozen=True)
class Release:
    """Give up what I have claimed: everybody may act again."""

    by: int
    seat: int


@dataclass(frozen=True)
class Reorder:
    """Let those who are still to come in an ordered step come in another order: all of them, by
    their seats."""

    by: int
    seats: tuple[int, ...]


@dataclass(frozen=True)
class Jump:
    """Set the run to another step, visited or not (跳转)."""

    by: int
    to: str


@dataclass(frozen=True)
class Revive:
    """Let an ended run go on from a step (唤醒)."""

    by: int
    to: str


@dataclass(frozen=True)
class Reassign:
    """Put somebody else into an open or waiting seat, whoever holds it (改派). `own`: also into the
    initiator's own step, for they have left."""

    by: int
    seat: int
    to: Someone
    own: bool = False


@dataclass(frozen=True)
class TimeUp:
    """The limit of a turn has passed and nobody acts: it passes, goes `back` (a step, BEFORE, or
    empty: the initiator), or goes `to` somebody else."""

    seat: int
    act: LimitAct
    back: str = ""
    to: Someone | None = None


@dataclass(frozen=True)
class Report:
    """The machine's step is over, well or not. `by` settled it by hand (0: nobody had to)."""

    visit: int
    ok: bool = True
    by: int = 0


@dataclass(frozen=True)
class Expire:
    """The time of an alarm has come: the visit it watches is left by it."""

    visit: int
    alarm: str


@dataclass(frozen=True)
class Suspend:
    """Nothing moves until the matter is resumed, or ended (挂起)."""

    by: int


@dataclass(frozen=True)
class Resume:
    """Go on where it stood (恢复)."""

    by: int


@dataclass(frozen=True)
class Terminate:
    """End the matter without a decision."""

    by: int


@dataclass(frozen=True)
class Void:
    """Declare a running or a passed matter void (作废)."""

    by: int


Command = (
    Start
    | Agree
    | Disagree
    | MarkRead
    | Complete
    | Return
    | Resubmit
    | Withdraw
    | TakeBack
    | Transfer
    | AddSigners
    | RemoveSigner
    | Consign
    | Claim
    | Release
    | Reorder
    | Jump
    | Revive
    | Reassign
    | TimeUp
    | Report
    | Expire
    | Suspend
    | Resume
    | Terminate
    | Void
)
