"""Authority matrices as a flow asks them: which row fits the form, and whom it names (WF-13).

The room that keeps the matrices registers the desk that looks rows up; without one there are none.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from django.utils.translation import gettext as _

from andu.engine import Definition
from andu.engine.conditions import Value
from andu.engine.events import Acted, Entered, Event, Skipped
from andu.engine.handlers import (
    FromMatrix,
    HandlerRule,
    HandlersChoice,
    InitiatorsChoice,
)
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, no
from andu.workflow.saying import Said


@dataclass(frozen=True)
class Row:
    """Whom the row that fits names, and on what that rests: `words` for the trace, and what names
    matrix, version, row and regulation."""

    rules: tuple[HandlerRule, ...]
    words: str
    ground: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Lookup:
    """For which organisation and run (None: not submitted yet), with which values of the form."""

    organisation_id: int
    run_id: int | None
    facts: Mapping[str, Value]


class Desk(Protocol):
    """What the room of the matrices answers."""

    def row(self, rule: FromMatrix, lookup: Lookup) -> Row:
        """The row that fits; Refused when there is none, with whom to ask."""

    def names(self, organisation_id: int) -> Mapping[str, str]:
        """The matrices that decide something today: key → name."""

    def every_name(self, organisation_id: int) -> Mapping[str, str]:
        """All matrices, in use or not: key → name."""

    def called(self, rules: Collection[HandlerRule], organisation_id: int) -> str:
        """These rules as a cell states them."""

    def fix(self, run_id: int, keys: Iterable[str], *, by: Actor) -> None:
        """Let a new run keep to the versions in force now."""


_desks: list[Desk] = []


def register(desk: Desk) -> None:
    """Say who looks rows up."""
    _desks[:] = [desk]


def row_of(rule: FromMatrix, lookup: Lookup) -> Row:
    """The row that fits; Refused when there is none."""
    if not _desks:
        raise Refused(no(_("本系统没有核决权限表，请联系流程管理员。"), "no-matrix"))
    return _desks[0].row(rule, lookup)


def names_of(organisation_id: int) -> Mapping[str, str]:
    """The matrices that decide something today: key → name."""
    return _desks[0].names(organisation_id) if _desks else {}


def every_name_of(organisation_id: int) -> Mapping[str, str]:
    """All matrices, also the closed ones that running flows go on asking: key → name."""
    return _desks[0].every_name(organisation_id) if _desks else {}


def called(rules: Collection[HandlerRule], organisation_id: int) -> str:
    """Rules of a row as its cell states them: 财务部负责人、岗位：法务."""
    return _desks[0].called(rules, organisation_id) if _desks else ""


def fix(run_id: int, definition: Definition, *, by: Actor) -> bool:
    """Let a new run keep to the versions in force now; whether its flow asks any matrix."""
    keys = list(dict.fromkeys(rule.matrix for rule in rules_in(definition)))
    if keys and _desks:
        _desks[0].fix(run_id, keys, by=by)
    return bool(keys)


def rules_in(definition: Definition) -> Iterator[FromMatrix]:
    """Every rule of a flow that asks a matrix."""
    for step in definition.steps:
        yield from asked_by(step.rules)


def asked_by(rules: Iterable[HandlerRule]) -> Iterator[FromMatrix]:
    """Those of the rules that ask a matrix, also for whom the initiator may choose."""
    for rule in rules:
        if isinstance(rule, FromMatrix):
            yield rule
        elif isinstance(rule, InitiatorsChoice | HandlersChoice):
            yield from asked_by(rule.among)


def grounds_of(details: Mapping[str, Any]) -> dict[str, str]:
    """By which row people were asked at the steps an act reached, from what was sealed with it."""
    told = details.get("matrices", {})
    return {node: "；".join(each["words"] for each in rows) for node, rows in told.items()}


Grounds = Mapping[tuple[str, FromMatrix], Row]
"""The rows met on the way to a decision, by step and rule."""


def grounded(said: Said, events: tuple[Event, ...], grounds: Grounds) -> Said:
    """The words of an act with the rows that named people for the steps it reached, to be sealed
    with it; also with the steps it passed over."""
    reached = {each.node for each in events if isinstance(each, Entered | Skipped)}
    acted = [each for each in events if isinstance(each, Acted)]
    used = {(known.need.step, known.need.rule) for each in acted for known in each.people}
    told: dict[str, Any] = {}
    for (step, rule), row in grounds.items():
        if step in reached and (step, rule) in used:
            told.setdefault(step, []).append({"words": row.words, **row.ground})
    skipped = [each.node for each in events if isinstance(each, Skipped)]
    more = {"matrices": told} if told else {}
    return replace(said, more={**said.more, **more, **({"skipped": skipped} if skipped else {})})


def words_by_step(grounds: Grounds) -> dict[str, str]:
    """By which rows people are asked, by step."""
    found: dict[str, dict[str, None]] = {}
    for (step, _rule), row in grounds.items():
        found.setdefault(step, {})[row.words] = None
    return {step: "；".join(words) for step, words in found.items()}
