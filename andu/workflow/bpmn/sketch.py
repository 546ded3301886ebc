"""A flow as it is drawn: shapes and arrows, flat. Stands between XML, definition and picture."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from andu.engine.conditions import Condition
from andu.engine.definition import Withdrawal
from andu.engine.nodes import Alarm, Automatic, Ending, Step


class What(StrEnum):
    START = "start"
    END = "end"
    STEP = "step"
    AUTOMATIC = "automatic"
    CHOICE = "choice"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    SUB = "sub"  # a sub-process, with what is drawn inside it
    WAIT = "wait"  # a timer the way goes through
    CALL = "call"  # another flow
    ALARM = "alarm"  # a timer on the edge of something else
    STOP = "stop"  # a terminate end
    FOREIGN = "foreign"  # refused by name; kept so that the drawing hangs together


FORKS = frozenset({What.PARALLEL, What.INCLUSIVE})
"""The gateways that stand in pairs."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One thing drawn. `is_drawn`: only there for BPMN's sake, no node of the definition.

    `identity` is the id in the file that was read; `inside` is the key of the sub-process it lies
    in. Of a sub-process `region` is the key of what lies inside it; `per_row` that it runs once for
    each row of a table, `rows`; `folded` that it was drawn as the one call it holds. `machine` is
    what the machine does there (of an alarm, with what it hangs on); `ends` how a run ends there.
    """

    key: str
    what: What
    name: str = ""
    step: Step | None = None
    is_draft: bool = False
    is_drawn: bool = False
    identity: str = ""
    inside: str = ""
    region: str = ""
    region_name: str = ""
    per_row: bool = False
    rows: str = ""
    folded: bool = False
    machine: Automatic | Alarm | None = None
    ends: Ending | None = None
    line: int = 0

    @property
    def host(self) -> str:
        """What an alarm hangs on; of anything else nothing."""
        return self.machine.of if isinstance(self.machine, Alarm) else ""


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One sequence flow. `is_foreign`: its condition is in somebody else's language, and we could
    not take it over. `expression` is that condition as written (also where it was taken over),
    `why` what does not fit."""

    key: str
    source: str
    target: str
    name: str = ""
    condition: Condition | None = None
    is_default: bool = False
    is_drawn: bool = False
    is_foreign: bool = False
    expression: str = ""
    why: str = ""
    identity: str = ""
    line: int = 0


@dataclass(frozen=True)
class Pair:
    """A matched pair of gateways: the closing one, and what lies in each branch."""

    join: str
    branches: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """All that is drawn, in the order written; `pairs` by the key of the opening gateway."""

    key: str
    name: str = ""
    root: str = "root"
    root_name: str = ""
    withdrawal: Withdrawal = Withdrawal.UNTIL_FIRST_DECISION
    take_back: bool = True
    shapes: tuple[Shape, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    pairs: Mapping[str, Pair] = field(default_factory=dict)

    def within(self, holder: str) -> "Sketch":
        """What lies directly in one sub-process, or ("") in none."""
        shapes = tuple(shape for shape in self.shapes if shape.inside == holder)
        here = {shape.key for shape in shapes}
        arrows = tuple(arrow for arrow in self.arrows if arrow.source in here)
        return replace(self, shapes=shapes, arrows=arrows)

    def shape(self, key: str) -> Shape:
        """The shape with this key; KeyError when there is none."""
        return {shape.key: shape for shape in self.shapes}[key]
