"""A drawing of another maker beside the form: its handlers by our codes, its conditions by our
fields. What a variable is called there is a field's key or label here; what a condition cannot say
is asked for in a box beside its arrow, in the same simple words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from andu.approvals.editor.asking import Subject, subjects_of, test_of
from andu.approvals.editor.document import Opened
from andu.approvals.editor.names import Names, Wanted
from andu.authority.names import Unclear
from andu.engine import Definition, Fork, Region
from andu.engine.conditions import AllOf, AnyOf, Condition, Not, Test
from andu.engine.handlers import NamedPerson
from andu.engine.nodes import Node
from andu.forms import editing
from andu.workflow.bpmn.findings import called
from andu.workflow.bpmn.foreign.expressions import condition_in
from andu.workflow.bpmn.foreign.settling import settled, taken_keys
from andu.workflow.bpmn.foreign.tokens import Unfit, wrapped
from andu.workflow.bpmn.reading import Reading
from andu.workflow.bpmn.sketch import Arrow
from andu.workflow.bpmn.words import condition_words

if TYPE_CHECKING:
    from andu.approvals.editor.reading import Sheet


@dataclass
class ForeignWay:
    """An arrow whose condition another maker wrote: as written, as it is to mean here, what it then
    says, or what is wrong."""

    number: int
    key: str
    name: str
    source: str
    written: str
    text: str
    said: str = ""
    error: str = ""

    @property
    def box(self) -> str:
        """The name of its box."""
        return f"t-c-{self.number}"


@dataclass(frozen=True)
class ByNames:
    """Codes looked up among the names the editor knows anyway."""

    names: Names

    def find(self, kind: str, text: str) -> str:
        """The code of what has this code or, alone of its kind, this name; "" for none."""
        if text in self.names.by_code[kind]:
            return text
        same = [each.code for each in self.names.lists[kind] if each.name == text]
        return same[0] if len(same) == 1 else ""


def people_in(drawing: Reading | None) -> list[str]:
    """The people a drawing of another maker names, by code or name."""
    keys = taken_keys(drawing) if drawing else set()
    steps = [step for step in drawing.definition.steps if step.key in keys] if drawing else []
    return [rule.code for step in steps for rule in step.handlers if isinstance(rule, NamedPerson)]


def ways_of(drawing: Reading, typed: Mapping[str, str]) -> list[ForeignWay]:
    """The arrows with conditions of another maker, and what was typed for them."""
    names = {shape.key: called(shape.name, shape.key) for shape in drawing.sketch.shapes}
    foreign = [arrow for arrow in drawing.sketch.arrows if arrow.expression]
    return [
        ForeignWay(number, arrow.key, _named(arrow, names), arrow.source, arrow.expression,
            typed.get(arrow.key, wrapped(arrow.expression)[0]))
        for number, arrow in enumerate(foreign)
    ]  # fmt: skip


def _named(arrow: Arrow, names: Mapping[str, str]) -> str:
    return arrow.name or f"{names[arrow.source]} → {names[arrow.target]}"


def prepare(sheet: "Sheet", drawing: Reading) -> Definition:
    """The drawing's definition with codes and conditions of ours; what is wrong stands at the
    sheet's ways, what is left to complete about people in `sheet.units`."""
    definition, sheet.units = settled(drawing, ByNames(sheet.names))
    sheet.ways = ways_of(drawing, sheet.opened.document.get("foreign", {}).get("conditions", {}))
    meant = {way.key: _meant(way, sheet.subjects, sheet.names) for way in sheet.ways}
    return replace(definition, root=_with_conditions(definition.root, meant))


def fitted_to(start: Opened, drawing: Reading) -> Definition:
    """The same once, when a drawing is adopted: conditions that do not fit the form of the draft
    stay as they are."""
    edited = editing.parse(editing.in_order(start.document["fields"]))
    organisation_id = start.template.organisation_id
    wanted = Wanted()
    wanted.add(codes=people_in(drawing))
    names = Names(organisation_id, wanted)
    used = {each.key: each.dictionary for each in edited.tentative if each.dictionary}
    names.add_dictionaries(organisation_id, used)
    subjects = subjects_of(edited.tentative, names)
    definition, _units = settled(drawing, ByNames(names))
    ways = ways_of(drawing, {})
    meant = {way.key: _meant(way, subjects, names) for way in ways}
    known = {way.key: meant[way.key] for way in ways if not way.error}
    return replace(definition, root=_with_conditions(definition.root, known))


def _meant(way: ForeignWay, subjects: dict[str, Subject], names: Names) -> Condition | None:
    """What a way's words mean here; its error when they mean nothing."""
    try:
        condition = fitted(condition_in(way.text, bare=True), subjects, names)
    except Unfit as unfit:
        words = _("“{text}”看不懂：{why}。请写成 天数 >= 3 且 类型 = '事假' 这样的比较。")
        way.error = words.format(text=way.text[:40], why=unfit)
    except Unclear as unclear:
        way.error = str(unclear)
    else:
        way.said = condition_words(condition, names.called)
        return condition
    return None


def fitted(condition: Condition, subjects: dict[str, Subject], names: Names) -> Condition:
    """A condition on variables as one on fields of the form. Raises Unclear."""
    match condition:
        case AllOf(parts):
            return AllOf(tuple(fitted(part, subjects, names) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(fitted(part, subjects, names) for part in parts))
        case Not(part):
            return Not(fitted(part, subjects, names))
    return _test(condition, subjects, names)


def _test(test: Test, subjects: dict[str, Subject], names: Names) -> Test:
    same = [each for each in subjects.values() if each.label == test.field]
    subject = subjects.get(test.field) or (same[0] if len(same) == 1 else None)
    if subject is None:
        words = _("表单里没有“{field}”。请换成表单里的字段名，或先在“表单字段”里加上。")
        raise Unclear(words.format(field=test.field[:40]))
    if isinstance(test.value, bool):
        words = _("“{field}”在表单里不是“是”或“否”。请改成与具体的值比较。")
        raise Unclear(words.format(field=subject.label))
    parts = {"field": subject.key, "operator": test.operator.value, "value": _text(test)}
    return test_of(parts, {subject.key: subject}, names)


def _text(test: Test) -> str:
    if isinstance(test.value, tuple):
        return "、".join(test.value)  # noqa: chinese
    if isinstance(test.value, Decimal):
        return f"{test.value:f}"
    return "" if test.value is None else str(test.value)


def _with_conditions(region: Region, meant: Mapping[str, Condition | None]) -> Region:
    edges = tuple(
        replace(edge, condition=meant[edge.key]) if edge.key in meant else edge
        for edge in region.edges
    )
    nodes = tuple(_with(node, meant) for node in region.nodes)
    condition = meant.get(region.key, region.condition)
    return replace(region, edges=edges, nodes=nodes, condition=condition)


def _with(node: Node, meant: Mapping[str, Condition | None]) -> Node:
    if not isinstance(node, Fork):
        return node
    return replace(node, branches=tuple(_with_conditions(each, meant) for each in node.branches))


def remark_ways(sheet: "Sheet") -> None:
    """What is wrong with conditions of another maker, where the flow runs as drawn."""
    words = _("流向“{name}”的条件：{error}")
    sheet.errors += [words.format(name=w.name, error=w.error) for w in sheet.ways if w.error]
