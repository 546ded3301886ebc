"""A flow as it is drawn: shapes and arrows, flat. Stands between XML, definition and picture."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from andu.engine.conditions import Condition
from andu.engine.definition import Withdrawal
from andu.engine.nodes import Step


class What(StrEnum):
    START = "start"
    END = "end"
    STEP = "step"
    AUTOMATIC = "automatic"
    CHOICE = "choice"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    FOREIGN = "foreign"  # refused by name; kept so that the drawing hangs together


FORKS = frozenset({What.PARALLEL, What.INCLUSIVE})
"""The gateways that stand in pairs."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One thing drawn. `is_drawn`: only there for BPMN's sake, no node of the definition.

    `identity` is the id in the file that was read.
    """

    key: str
    what: What
    name: str = ""
    step: Step | None = None
    is_draft: bool = False
    is_drawn: bool = False
    identity: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One sequence flow. `is_foreign`: its condition is in somebody else's language."""

    key: str
    source: str
    target: str
    name: str = ""
    condition: Condition | None = None
    is_default: bool = False
    is_drawn: bool = False
    is_foreign: bool = False
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

    def shape(self, key: str) -> Shape:
        """The shape with this key; KeyError when there is none."""
        return {shape.key: shape for shape in self.shapes}[key]
