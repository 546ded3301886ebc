"""A flow of the demo as a short list of steps, and the drawing it comes to."""

from dataclasses import replace
from typing import Any

from andu.approvals.editor.table import END, Row, Table, Way, definition_of
from andu.engine import Definition
from andu.engine.conditions import Operator, Test, Type
from andu.engine.handlers import (
    FromField,
    FromMatrix,
    HandlerRule,
    Initiator,
    InitiatorsChoice,
    LeaderInCharge,
    NamedPerson,
    Nobody,
    Otherwise,
    Part,
    RoleHolders,
    Superior,
    UnitHead,
)
from andu.engine.nodes import (
    AtLimit,
    Automatic,
    Fork,
    ForkKind,
    LimitAct,
    Mode,
    Nature,
    Node,
    OnDisagree,
    OnFailure,
    Opinion,
    Step,
    TransferRange,
)
from andu.engine.tasks import Bring, Call, Carry, Fill, Filling, Put, Task, Wait
from andu.workflow.bpmn.writing import write

HOUR = 60


def drawing_of(key: str, told: dict[str, Any], last: str) -> str:
    """The drawing of a template's steps; `last` (a person's code) handles what names nobody."""
    rows = tuple(_row(each, last) for each in told["steps"])
    table = Table(key=f"approvals-{key}", name=told["name"], rows=rows, cuts_sides=True)
    return write(_chosen(definition_of(table), told["steps"]))


def _chosen(definition: Definition, steps: list[dict[str, Any]]) -> Definition:
    """The same with the branches of steps that say "when" entered only then."""
    when = {each["key"]: _tests(each["when"]) for each in steps if "when" in each}
    usual = {each["key"] for each in steps if each.get("usual")}
    root = definition.root
    nodes = tuple(_inclusive(node, when, usual) for node in root.nodes)
    return replace(definition, root=replace(root, nodes=nodes))


def _inclusive(node: Node, when: dict[str, tuple[Test, ...]], usual: set[str]) -> Node:
    if not isinstance(node, Fork) or not any(each.entry in when for each in node.branches):
        return node
    branches = tuple(
        replace(each, is_default=True) if each.entry in usual
        else replace(each, condition=Way(when[each.entry]).condition) if each.entry in when
        else each
        for each in node.branches
    )  # fmt: skip
    return replace(node, kind=ForkKind.INCLUSIVE, branches=branches)


def handler_of(word: str) -> HandlerRule:
    """Of "role:finance", "person:YL1001", "unit:财务部", "field:driver", "choice:3", "superior:2",
    "matrix:funds/final/kind/amount" (part, category, amount), or one of head, leader, initiator."""
    kind, _colon, name = word.partition(":")
    plain: dict[str, HandlerRule] = {
        "head": UnitHead(), "leader": LeaderInCharge(), "initiator": Initiator(),
        "superior": Superior(int(name) if name.isdigit() else 1),
    }  # fmt: skip
    named: dict[str, Any] = {
        "role": RoleHolders, "person": NamedPerson, "field": FromField,
        "choice": lambda most: InitiatorsChoice(most=int(most)),
        "unit": lambda unit: UnitHead(unit=unit),
        "matrix": _matrix,
    }  # fmt: skip
    return plain[kind] if kind in plain else named[kind](name)


def _matrix(said: str) -> FromMatrix:
    key, part, category, amount = said.split("/")
    return FromMatrix(key, Part(part), category, amount)


def _machine(told: dict[str, Any]) -> Row:
    """A step of the machine: it waits until a day in the form, calls another flow (and goes on
    however that ends), or fills fields."""
    task: Task
    if "until" in told:
        task = Wait(until=told["until"])
    elif "call" in told:
        task = Call(
            flow=told["call"],
            carried=tuple(Carry(field=ours, to=its) for ours, its in told["carried"].items()),
            brought=tuple(Bring(field=ours, source=its) for ours, its in told["brought"].items()),
        )  # fmt: skip
        return Row(step=_automatic(told, task, OnFailure.GO_ON))
    else:
        puts = (Put(field=field, by=Filling(by)) for field, by in told["fills"].items())
        task = Fill(puts=tuple(puts))
    return Row(step=_automatic(told, task))


def _automatic(
    told: dict[str, Any], task: Task, on_failure: OnFailure = OnFailure.END
) -> Automatic:  # fmt: skip
    return Automatic(key=told["key"], name=told["name"], task=task, on_failure=on_failure)


def _row(told: dict[str, Any], last: str) -> Row:
    if "who" not in told:
        return _machine(told)
    step = Step(
        key=told["key"], name=told["name"], mode=Mode(told.get("mode", "one")),
        nature=Nature(told.get("nature", "approve")),
        handlers=tuple(handler_of(word) for word in told["who"].split()),
        nobody=Nobody(Otherwise.PASS) if told.get("nobody") else Nobody(Otherwise.PERSON, last),
        on_disagree=OnDisagree(told.get("disagree", "end")),
        opinion=Opinion(told.get("opinion", "policy")),
        handle_within=told["hours"] * HOUR if "hours" in told else None,
        transfer=TransferRange(told["transfer"]) if "transfer" in told else None,
        at_limit=_late(told["late"]) if "late" in told else None,
    )  # fmt: skip
    return Row(
        step=step, rows=told.get("rows", ""), group=told.get("group", ""),
        next=_place(told.get("next", "")),
        ways=tuple(_way(each) for each in told.get("ways", ())), side=told.get("side", False),
        **(_beside(told["beside"]) if "beside" in told else {}),
    )  # fmt: skip


def _beside(told: dict[str, Any]) -> dict[str, Any]:
    """What begins beside it when it has not been done after so many working hours."""
    late = Wait(minutes=told["hours"] * HOUR)
    return {"late": late, "late_to": told["to"], "late_beside": True}


def _late(told: dict[str, int]) -> tuple[AtLimit, ...]:
    """What happens by itself, so many hours after the limit."""
    return tuple(AtLimit(act=LimitAct(act), after=hours * HOUR) for act, hours in told.items())


def _way(told: dict[str, Any]) -> Way:
    return Way(_tests(told["if"]), _place(told["to"]))


def _tests(told: list[list[Any]]) -> tuple[Test, ...]:
    return tuple(
        Test(field, Type(kind), Operator(operator), tuple(value) if operator == "in" else value)
        for field, kind, operator, value in told
    )


def _place(word: str) -> str:
    return END if word == "end" else word
