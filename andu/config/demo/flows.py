"""A flow of the demo as a short list of steps, and the drawing it comes to."""

from typing import Any

from andu.approvals.editor.table import END, Row, Table, Way, definition_of
from andu.engine.conditions import Operator, Test, Type
from andu.engine.handlers import (
    FromField,
    HandlerRule,
    Initiator,
    InitiatorsChoice,
    LeaderInCharge,
    NamedPerson,
    Nobody,
    Otherwise,
    RoleHolders,
    Superior,
    UnitHead,
)
from andu.engine.nodes import Mode, Nature, OnDisagree, Opinion, Step, TransferRange
from andu.workflow.bpmn.writing import write

HOUR = 60


def drawing_of(key: str, told: dict[str, Any], last: str) -> str:
    """The drawing of a template's steps; `last` (a person's code) handles what names nobody."""
    rows = tuple(_row(each, last) for each in told["steps"])
    table = Table(key=f"approvals-{key}", name=told["name"], rows=rows)
    return write(definition_of(table))


def handler_of(word: str) -> HandlerRule:
    """Of "role:finance", "person:YL1001", "unit:财务部", "field:driver", "choice:3", "superior:2",
    or one of head, leader, initiator."""
    kind, _colon, name = word.partition(":")
    plain: dict[str, HandlerRule] = {
        "head": UnitHead(), "leader": LeaderInCharge(), "initiator": Initiator(),
        "superior": Superior(int(name) if name.isdigit() else 1),
    }  # fmt: skip
    named: dict[str, Any] = {
        "role": RoleHolders, "person": NamedPerson, "field": FromField,
        "choice": lambda most: InitiatorsChoice(most=int(most)),
        "unit": lambda unit: UnitHead(unit=unit),
    }  # fmt: skip
    return plain[kind] if kind in plain else named[kind](name)


def _row(told: dict[str, Any], last: str) -> Row:
    step = Step(
        key=told["key"], name=told["name"], mode=Mode(told.get("mode", "one")),
        nature=Nature(told.get("nature", "approve")),
        handlers=tuple(handler_of(word) for word in told["who"].split()),
        nobody=Nobody(Otherwise.PERSON, last),
        on_disagree=OnDisagree(told.get("disagree", "end")),
        opinion=Opinion(told.get("opinion", "policy")),
        handle_within=told["hours"] * HOUR if "hours" in told else None,
        transfer=TransferRange(told["transfer"]) if "transfer" in told else None,
    )  # fmt: skip
    return Row(
        step=step, group=told.get("group", ""), next=_place(told.get("next", "")),
        ways=tuple(_way(each) for each in told.get("ways", ())),
    )  # fmt: skip


def _way(told: dict[str, Any]) -> Way:
    tests = tuple(
        Test(field, Type(kind), Operator(operator), tuple(value) if operator == "in" else value)
        for field, kind, operator, value in told["if"]
    )
    return Way(tests, _place(told["to"]))


def _place(word: str) -> str:
    return END if word == "end" else word
