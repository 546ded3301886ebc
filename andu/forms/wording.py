"""Conditions as a clerk writes them in the table of fields: field, comparison, value; and back.

The parts of a line are named `s-0-field` (when the field is shown) and `r-0-field` (when it is
required); `s-any` says that one of them is enough.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.engine.conditions import OPERATORS, Operator, Type
from andu.forms.conditions import BARE, MANY, MOST_CHECKS, SPLIT, subject
from andu.forms.definition import Check, Condition, Field, FormDefinition, Kind
from andu.forms.facts import fields_for_conditions
from andu.forms.filling.typed import Unfit
from andu.forms.filling.typed import parse as parsed
from andu.kit import money

PARTS = r"[sr]-any|[sr]-\d-(?:field|operator|value)"
OPERATOR_WORDS = {
    Operator.EQ: gettext_lazy("等于"), Operator.NE: gettext_lazy("不等于"),
    Operator.GT: gettext_lazy("大于（晚于）"), Operator.GE: gettext_lazy("不小于（不早于）"),
    Operator.LT: gettext_lazy("小于（早于）"), Operator.LE: gettext_lazy("不大于（不晚于）"),
    Operator.IN: gettext_lazy("是其中之一"), Operator.NOT_IN: gettext_lazy("都不是"),
    Operator.CONTAINS: gettext_lazy("包含"), Operator.LACKS: gettext_lazy("不包含"),
    Operator.STARTS: gettext_lazy("开头是"),
    Operator.FILLED: gettext_lazy("已填"), Operator.EMPTY: gettext_lazy("未填"),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One check in its boxes: where it stands in the names, and what stands in it."""

    stem: str
    field: str = ""
    operator: str = ""
    value: str = ""


def conditioned(
    field: Field, said: Mapping[str, str], definition: FormDefinition
) -> tuple[Field, list[str]]:
    """The field with the conditions its line states, and what is wrong with them."""
    errors: list[str] = []
    made: dict[str, Condition | None] = {}
    for letter, name in (("s", "shown_if"), ("r", "required_if")):
        checks = [_check(asked, definition, errors) for asked in asked_in(said, letter)]
        made[name] = Condition(tuple(checks), bool(said.get(f"{letter}-any"))) if checks else None
    if field.kind is Kind.SERIAL:
        made = {}
    return replace(field, **made), errors  # type: ignore[arg-type]


def asked_in(said: Mapping[str, str], letter: str) -> Iterator[Asked]:
    """The checks somebody has begun to write."""
    for at in range(MOST_CHECKS):
        stem = f"{letter}-{at}-"
        asked = Asked(stem, *(said.get(stem + part, "") for part in ("field", "operator", "value")))
        if asked.field or asked.value:
            yield asked


def boxes(said: Mapping[str, str], letter: str) -> list[Asked]:
    """The checks of a line, and an empty one to go on with."""
    found = [
        Asked(f"{letter}-{at}-", asked.field, asked.operator, asked.value)
        for at, asked in enumerate(asked_in(said, letter))
    ]
    return [*found, Asked(f"{letter}-{len(found)}-")][:MOST_CHECKS]


def parts_of(field: Field, definition: FormDefinition) -> dict[str, str]:
    """The boxes of a field's conditions."""
    parts: dict[str, str] = {}
    for letter, condition in (("s", field.shown_if), ("r", field.required_if)):
        if condition is None:
            continue
        if condition.any:
            parts[f"{letter}-any"] = "on"
        for at, check in enumerate(condition.checks):
            stem = f"{letter}-{at}-"
            parts |= {
                f"{stem}field": check.field, f"{stem}operator": check.operator,
                f"{stem}value": _in_words(check, definition),
            }  # fmt: skip
    return parts


def _check(asked: Asked, definition: FormDefinition, errors: list[str]) -> Check:
    kinds = {key: Type(kind) for key, _label, kind in fields_for_conditions(definition)}
    kind = kinds.get(asked.field)
    operator = asked.operator or Operator.EQ.value
    if kind is None:
        errors.append(_("请选择条件按哪个字段判断。"))
    elif operator not in {each.value for each in OPERATORS[kind]}:
        errors.append(_("条件里的字段不能这样比较，请换一种比较方式。"))
    elif Operator(operator) in BARE:
        return Check(asked.field, operator)
    elif not asked.value:
        errors.append(_("请填写条件里比较的值。"))
    else:
        return Check(asked.field, operator, _stored(asked, kind, definition, errors))
    return Check(asked.field, operator, asked.value)


def _stored(asked: Asked, kind: Type, definition: FormDefinition, errors: list[str]) -> str:
    field = definition.field(asked.field.partition(".")[0])
    if asked.operator in {each.value for each in MANY}:
        words = [word.strip() for word in asked.value.split(SPLIT)]
        return SPLIT.join(word for word in words if word)
    if field and field.options and asked.value not in field.options:
        errors.append(
            _("“{field}”没有“{text}”这个选项，条件不会成立，请改正。").format(
                field=field.label, text=asked.value[:20]
            )
        )
    try:
        return _plain(asked.value, kind)
    except (ValueError, InvalidOperation) as error:
        said = str(error) if isinstance(error, Unfit) else _("条件里的值要填数字。")
        errors.append(said)
    return asked.value


def _plain(text: str, kind: Type) -> str:
    match kind:
        case Type.MONEY:
            return str(money.parse(text))
        case Type.NUMBER:
            number = Decimal(text)
            if not number.is_finite() or len(text) > 20:
                raise ValueError("number")
            return format(number, "f")
        case Type.DATE | Type.TIME:
            like = Kind.DATE if kind is Type.DATE else Kind.TIME
            return str(parsed(Field(key="x", label="", kind=like), text))
    return text


def _in_words(check: Check, definition: FormDefinition) -> str:
    found = definition.field(subject(check))
    kinds = {key: kind for key, _label, kind in fields_for_conditions(definition)}
    if found is None or kinds.get(check.field) != Type.MONEY.value:
        return check.value
    try:
        return money.yuan(int(check.value)).replace(",", "").removesuffix(".00")
    except ValueError:
        return check.value
