"""Does a flow fit the form it is published with: what its conditions and handlers ask of fields."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.approvals.editor.asking import FACTS
from andu.engine import Definition, Step
from andu.engine.conditions import OPERATORS, Test, Type, tests_of
from andu.engine.handlers import (
    FromField,
    HandlerRule,
    HandlersChoice,
    InitiatorsChoice,
    LeaderInCharge,
    UnitHead,
)
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.facts import cells_for_conditions, fields_for_conditions

TYPES = {
    Type.TEXT: gettext_lazy("文字"), Type.NUMBER: gettext_lazy("数字"),
    Type.MONEY: gettext_lazy("金额"), Type.DATE: gettext_lazy("日期"),
    Type.TIME: gettext_lazy("时间"), Type.CHOICE: gettext_lazy("选项"),
    Type.PERSON: gettext_lazy("人员"), Type.UNIT: gettext_lazy("部门"),
    Type.BOOL: gettext_lazy("是否"), Type.LIST: gettext_lazy("多选"),
}  # fmt: skip
WRITTEN = frozenset({Type.TEXT, Type.CHOICE, Type.PERSON, Type.UNIT, Type.TIME})
"""What is compared as text or code: one may be asked as another, where the comparison exists."""


def misfits(definition: Definition, form: FormDefinition) -> list[str]:
    """What the flow asks of the form that the form cannot answer, in words that name step and field
    and say what to do. Without this a condition would never hold, and nobody would notice."""
    known = {key: (label, Type(kind)) for key, label, kind in fields_for_conditions(form)}
    known |= {key: (str(label), kind) for key, (label, kind, _coded) in FACTS.items()}
    found = list(_tables(definition, form))
    found += [
        text
        for node, condition in definition.conditions
        for test in tests_of(condition)
        for text in _about(
            test, _place(definition, node), form, known | _cells(definition, node, form)
        )
    ]
    for step in definition.steps:
        columns = _columns(definition, step.key, form)
        found += _handlers(step, form, columns)
    return list(dict.fromkeys(found))


def _tables(definition: Definition, form: FormDefinition) -> Iterator[str]:
    """Sub-processes for each row of a table the form does not have."""
    for fork in {fork.key: fork for fork in definition.tables.values()}.values():
        field = form.field(fork.rows)
        if fork.rows and (field is None or field.kind is not Kind.DETAIL):
            words = _("“{place}”按明细“{field}”逐行办理，表单里没有这张明细表。请加上，或改选。")
            yield words.format(place=_place(definition, fork.key), field=fork.rows[:40])


def _table_of(definition: Definition, node: str, form: FormDefinition) -> Field | None:
    """The detail table for whose rows a node is copied."""
    fork = definition.tables.get(node)
    return form.field(fork.rows) if fork else None


def _cells(definition: Definition, node: str, form: FormDefinition) -> dict[str, tuple[str, Type]]:
    """What a condition inside such a sub-process may ask of its own row."""
    table = _table_of(definition, node, form)
    return {
        key: (label, Type(kind))
        for key, label, kind in (cells_for_conditions(table) if table else ())
    }


def _columns(definition: Definition, node: str, form: FormDefinition) -> dict[str, Field]:
    table = _table_of(definition, node, form)
    return {f"{table.key}.{column.key}": column for column in table.columns} if table else {}


def _place(definition: Definition, node: str) -> str:
    """What the node of a condition is called; the start of the flow, a nameless gateway by key."""
    name = definition.nodes[node].name.strip()
    if name:
        return name[:40]
    return _("流程开始") if node == definition.root.entry else node


def _about(
    test: Test, place: str, form: FormDefinition, known: dict[str, tuple[str, Type]]
) -> Iterator[str]:
    if test.field not in known:
        field = form.field(test.field)
        if field is not None:
            words = _("“{place}”的条件用到字段“{field}”，这种字段不能用来判断。请改用别的字段。")
            yield words.format(place=place, field=field.label)
            return
        words = _("“{place}”的条件用到字段“{field}”，表单里没有。请加上这个字段，或改掉条件。")
        yield words.format(place=place, field=test.field[:40])
        return
    label, kind = known[test.field]
    alike = kind is test.type or {kind, test.type} <= WRITTEN
    if not alike or test.operator not in OPERATORS[kind]:
        words = _("“{place}”的条件把字段“{field}”当作{asked}比较，它在表单里是{kind}。请改掉条件。")
        said = {"asked": TYPES[test.type], "kind": TYPES[kind]}
        yield words.format(place=place, field=label, **said)


def _handlers(step: Step, form: FormDefinition, columns: dict[str, Field]) -> Iterator[str]:
    by_time = [each.rule for each in step.at_limit or () if each.rule is not None]
    for rule in (*step.rules, *by_time):
        for key, kinds in _fields_of(rule):
            field = columns.get(key) or form.field(key)
            if field is None or field.kind not in kinds:
                what = _("人员或部门") if Kind.PERSON in kinds else _("部门")
                words = _("“{step}”按字段“{field}”找办理人，表单里没有这个{what}字段。请改选。")
                yield words.format(step=step.name or step.key, field=key[:40], what=what)


def _fields_of(rule: HandlerRule) -> Iterator[tuple[str, frozenset[Kind]]]:
    if isinstance(rule, FromField):
        yield rule.field, frozenset({Kind.PERSON, Kind.UNIT})
    elif isinstance(rule, UnitHead | LeaderInCharge) and rule.field:
        yield rule.field, frozenset({Kind.UNIT})
    elif isinstance(rule, InitiatorsChoice | HandlersChoice):
        for each in rule.among:
            yield from _fields_of(each)
