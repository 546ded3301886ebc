"""Conditions of a form: which fields are asked for, and which of them are required, given the rest.

The server's answer is the truth; pages get the same checks as data for immediate effect.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from andu.engine import conditions as engine
from andu.engine.conditions import OPERATORS, AllOf, AnyOf, Operator, Test, Type, Value
from andu.forms import formulas
from andu.forms.definition.fields import Check, Condition, Field, FormDefinition, Kind
from andu.forms.facts import facts_for_conditions, fields_for_conditions

MOST_CHECKS = 8
BARE = frozenset({Operator.EMPTY, Operator.FILLED})
MANY = frozenset({Operator.IN, Operator.NOT_IN})
SPLIT = "、"  # noqa: chinese
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def unasked(definition: FormDefinition, values: Mapping[str, Any]) -> set[str]:
    """The keys of the fields whose condition doesn't hold: nobody is asked for them."""
    conditional = [field for field in definition if field.shown_if]
    if not conditional:
        return set()
    facts, types = facts_for_conditions(definition, values), types_of(definition)
    return {field.key for field in conditional if not holds(field.shown_if, facts, types)}


def must_be_filled(field: Field, definition: FormDefinition, values: Mapping[str, Any]) -> bool:
    """Whether the form itself requires the field, given the other values."""
    if field.required or field.required_if is None:
        return field.required
    facts = facts_for_conditions(definition, values)
    return holds(field.required_if, facts, types_of(definition))


def holds(
    condition: Condition | None, facts: Mapping[str, Value], types: Mapping[str, Type]
) -> bool:
    """Whether a condition is true of these facts; a check of something that is gone never is."""
    if condition is None:
        return True
    tests = [test_of(check, types) for check in condition.checks]
    known = tuple(test for test in tests if test is not None)
    if len(known) < len(tests) and not condition.any:
        return False
    return engine.holds(AnyOf(known) if condition.any else AllOf(known), facts)


def types_of(definition: FormDefinition) -> dict[str, Type]:
    """What each subject of a condition holds."""
    return {key: Type(kind) for key, _label, kind in fields_for_conditions(definition)}


def test_of(check: Check, types: Mapping[str, Type]) -> Test | None:
    """The engine's test of a check; None when the field is gone or the value doesn't fit."""
    kind = types.get(check.field)
    if kind is None or check.operator not in {each.value for each in OPERATORS[kind]}:
        return None
    operator = Operator(check.operator)
    if operator in BARE:
        return Test(check.field, kind, operator)
    if operator in MANY:
        return Test(check.field, kind, operator, tuple(check.value.split(SPLIT)))
    try:
        return Test(check.field, kind, operator, _limit(kind, check.value))
    except (ValueError, InvalidOperation):
        return None


def _limit(kind: Type, text: str) -> Value:
    if not text:
        raise ValueError("blank")
    match kind:
        case Type.MONEY:
            return int(text)
        case Type.NUMBER:
            return Decimal(text)
        case Type.DATE:
            return datetime.date.fromisoformat(text)
        case Type.TIME if not _TIME.fullmatch(text):
            raise ValueError("time")
    return text


def problems(field: Field, definition: FormDefinition) -> Iterator[str]:
    """What is wrong with a field's conditions, for their author."""
    types = types_of(definition)
    for condition in (field.shown_if, field.required_if):
        for check in condition.checks if condition else ():
            if subject(check) == field.key:
                yield _("“{label}”的条件不能用它自己，请改选别的字段。").format(label=field.label)
            elif test_of(check, types) is None:
                yield _("“{label}”的条件还没有写完整：请选字段、选比较方式、填写值。").format(
                    label=field.label
                )
        if condition and not 0 < len(condition.checks) <= MOST_CHECKS:
            yield _("“{label}”的条件应在 1 到 {most} 条之间。").format(
                label=field.label, most=MOST_CHECKS
            )
    if field.kind is Kind.SERIAL and (field.shown_if or field.required_if):
        yield _("编号“{label}”提交时自动产生，不能设置条件。").format(label=field.label)


def circles(definition: FormDefinition) -> Iterator[str]:
    """Fields whose being asked for depends on themselves, formulas included."""
    waiting = {field.key: _needs(field, definition.fields) for field in definition}
    while ready := {key for key, needs in waiting.items() if not needs & set(waiting)}:
        waiting = {key: needs for key, needs in waiting.items() if key not in ready}
    for field in definition:
        if field.key in waiting and field.shown_if:
            yield _("“{label}”的显示条件绕了一圈又用到自己，请改正。").format(label=field.label)


def subject(check: Check) -> str:
    """The key of the field a check is about."""
    return check.field.partition(".")[0]


def _needs(field: Field, fields: Iterable[Field]) -> set[str]:
    found = {subject(check) for check in field.shown_if.checks} if field.shown_if else set()
    if field.formula:
        found |= formulas.needs(field, fields)
    if field.sum_of:
        found.add(field.sum_of.partition(".")[0])
    return found
