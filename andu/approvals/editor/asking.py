"""Conditions as a clerk writes them: field, comparison, value; and as the engine tests them."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.approvals.editor.names import Names, single_words
from andu.authority.names import PERSON, POST, ROLE, UNIT, Unclear
from andu.engine.conditions import OPERATORS, Operator, Test, Type, Value
from andu.forms.definition import FormDefinition
from andu.forms.facts import cells_for_conditions, fields_for_conditions
from andu.kit import money

MANY = frozenset({Operator.IN, Operator.NOT_IN})
BARE = frozenset({Operator.EMPTY, Operator.FILLED})
CODED = {Type.PERSON: PERSON, Type.UNIT: UNIT}
FACTS = {
    "@unit": (gettext_lazy("发起人的部门"), Type.UNIT, UNIT),
    "@units": (gettext_lazy("发起人的部门及上级部门"), Type.LIST, UNIT),
    "@posts": (gettext_lazy("发起人的岗位"), Type.LIST, POST),
    "@roles": (gettext_lazy("发起人的角色"), Type.LIST, ROLE),
    "@initiator": (gettext_lazy("发起人"), Type.PERSON, PERSON),
}
LARGEST = Decimal(10) ** 15


@dataclass(frozen=True)
class Subject:
    """Something a condition may ask about. `coded`: its values are codes of this kind."""

    key: str
    label: str
    type: Type
    coded: str = ""
    options: tuple[str, ...] = ()

    @property
    def datalist(self) -> str:
        """The list its values are chosen from, if there is one."""
        if self.options:
            return f"options-{self.key}"
        return f"names-{self.coded}" if self.coded and self.coded != PERSON else ""


def subjects_of(form: FormDefinition, names: Names) -> dict[str, Subject]:
    """Everything conditions of this form may ask about."""
    found = {}
    for key, label, kind in fields_for_conditions(form):
        field = form.field(key)
        type_ = Type(kind)
        found[key] = Subject(
            key,
            label,
            type_,
            names.coded.get(key) or CODED.get(type_, ""),
            field.options if field else (),
        )
    for key, (said, type_, coded) in FACTS.items():
        found[key] = Subject(key, str(said), type_, coded)
    return found


def cells_of(form: FormDefinition, table: str) -> dict[str, Subject]:
    """What conditions may ask of one row of a detail table, where the flow handles it by rows."""
    field = form.field(table)
    columns = {f"{table}.{column.key}": column for column in (field.columns if field else ())}
    return {
        key: Subject(key, _("{label}（本行）").format(label=label), Type(kind),
                     CODED.get(Type(kind), ""), columns[key].options)
        for key, label, kind in (cells_for_conditions(field) if field else ())
    }  # fmt: skip


def test_of(parts: dict[str, str], subjects: dict[str, Subject], names: Names) -> Test:
    """The test a line states. Raises Unclear with what to do."""
    subject = subjects.get(parts.get("field", ""))
    if subject is None:
        raise Unclear(_("请选择按哪个字段判断。"))
    said = parts.get("operator", "")
    if said not in set(Operator) or Operator(said) not in OPERATORS[subject.type]:
        raise Unclear(_("请选择怎样比较“{field}”。").format(field=subject.label))
    operator = Operator(said)
    return Test(
        subject.key,
        subject.type,
        operator,
        _value(parts.get("value", ""), subject, operator, names),
    )


def parts_of(test: Test, names: Names) -> dict[str, str]:
    """The boxes that state a test."""
    kind = names.coded.get(test.field) or CODED.get(test.type, "")
    kind = FACTS[test.field][2] if test.field in FACTS else kind
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    texts = [_text(value, test.type, kind, names) for value in values if value is not None]
    return {"field": test.field, "operator": test.operator.value, "value": "、".join(texts)}


def _value(text: str, subject: Subject, operator: Operator, names: Names) -> Value:
    if operator in BARE:
        return None
    if not text:
        raise Unclear(_("请填写与“{field}”比较的值。").format(field=subject.label))
    if operator in MANY:
        found = [_one(word, subject, names) for word in single_words(text)]
        return tuple(str(each) for each in found)
    return _one(text, subject, names)


def _one(text: str, subject: Subject, names: Names) -> Value:
    if subject.coded:
        return names.code(subject.coded, text)
    if subject.options and text not in subject.options:
        words = _("“{field}”没有“{text}”这个选项，请从 {options} 中选。")
        options = "、".join(subject.options[:6])
        raise Unclear(words.format(field=subject.label, text=text[:20], options=options))
    match subject.type:
        case Type.MONEY:
            return _money(text)
        case Type.NUMBER:
            return _number(text)
        case Type.DATE:
            return _date(text)
        case Type.TIME:
            return _time(text)
    return text


def _money(text: str) -> int:
    try:
        return money.parse(text)
    except ValueError:
        words = _("“{text}”不是金额，请填写数字，单位是元，例如 5000。")
        raise Unclear(words.format(text=text[:20])) from None


def _number(text: str) -> Decimal:
    try:
        found = Decimal(text.replace(",", ""))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) > LARGEST or len(text) > 30:
        raise Unclear(_("“{text}”不是数字，请改正。").format(text=text[:20]))
    return found


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text.replace("/", "-").replace(".", "-"))
    except ValueError:
        words = _("“{text}”不是日期，请写成 2026-11-24 这样。")
        raise Unclear(words.format(text=text[:20])) from None


def _time(text: str) -> str:
    try:
        return time.fromisoformat(text.replace("：", ":").zfill(5)).strftime("%H:%M")  # noqa: chinese
    except ValueError:
        words = _("“{text}”不是时间，请写成 08:30 这样。")
        raise Unclear(words.format(text=text[:20])) from None


def _text(value: Value, type_: Type, kind: str, names: Names) -> str:
    if kind:
        return names.text(kind, str(value))
    if type_ is Type.MONEY and isinstance(value, int):
        return money.yuan(value).replace(",", "").removesuffix(".00")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
