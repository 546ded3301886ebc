"""Conditions as elements of ours: <andu:condition><andu:all><andu:test field= …/></andu:all>…"""

import re
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from lxml import etree

from andu.engine.conditions import (
    OPERATORS,
    AllOf,
    AnyOf,
    Condition,
    Not,
    Operator,
    Test,
    Type,
    Value,
)
from andu.workflow.bpmn.attributes import Attributes, children, only
from andu.workflow.bpmn.findings import unreadable
from andu.workflow.bpmn.names import clean, local, ours

INTEGER = re.compile(r"-?[0-9]{1,30}\Z")
DECIMAL = re.compile(r"-?[0-9]{1,30}\.[0-9]{1,30}\Z")
MOST = 2000
LISTS = {Operator.IN, Operator.NOT_IN}
BARE = {Operator.EMPTY, Operator.FILLED}


def condition_element(condition: Condition) -> etree._Element:
    """The <andu:condition> of an arrow."""
    element = etree.Element(ours("condition"))
    _write(element, condition)
    return element


def condition_of(element: etree._Element) -> Condition:
    """What a <andu:condition> says; Refused when it says something unknown."""
    Attributes(element).done()
    if sum(1 for _each in element.iter()) > MOST:
        raise unreadable(_("条件太长。请分成几个网关。"), element.sourceline)
    return _read(only(element))


def _write(parent: etree._Element, condition: Condition) -> None:
    if isinstance(condition, Test):
        _write_test(parent, condition)
        return
    name = {AllOf: "all", AnyOf: "any", Not: "not"}[type(condition)]
    element = etree.SubElement(parent, ours(name))
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    for part in parts:
        _write(element, part)


def _write_test(parent: etree._Element, test: Test) -> None:
    element = etree.SubElement(parent, ours("test"))
    element.set("field", clean(test.field))
    element.set("type", test.type)
    element.set("operator", test.operator)
    if isinstance(test.value, tuple):
        for item in test.value:
            etree.SubElement(element, ours("value")).text = clean(item)
    elif test.value is not None:
        element.set("value", _written(test.value))


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else clean(str(value))


def _read(element: etree._Element) -> Condition:
    name = local(element)
    if name == "test":
        return _read_test(element)
    Attributes(element).done()
    if name == "not":
        return Not(_read(only(element)))
    parts = tuple(_read(part) for part in children(element))
    if name in {"all", "any"} and parts:
        return AllOf(parts) if name == "all" else AnyOf(parts)
    raise unreadable(
        _("条件里的 {name} 不认识，或里面没有内容。").format(name=name), element.sourceline
    )


def _read_test(element: etree._Element) -> Test:
    given = Attributes(element)
    field, type_ = given.text("field"), given.choice("type", Type, Type.TEXT)
    operator, written = given.choice("operator", Operator, Operator.EQ), given.maybe("value")
    given.done()
    items = tuple(_item(each) for each in children(element))
    if not field or operator not in OPERATORS[type_]:
        text = _("条件里字段“{field}”的类型 {type} 不能用 {operator} 比较。")
        raise unreadable(
            text.format(field=field, type=type_, operator=operator), element.sourceline
        )
    if operator in BARE:
        return Test(field, type_, operator)
    if operator in LISTS:
        return Test(field, type_, operator, items)
    return Test(field, type_, operator, _value(element, type_, written))


def _item(element: etree._Element) -> str:
    Attributes(element).done()
    if local(element) != "value" or len(element):
        raise unreadable(_("条件的取值要写在 <andu:value> 里。"), element.sourceline)
    return element.text or ""


def _value(element: etree._Element, type_: Type, written: str | None) -> Value:
    try:
        return _typed(type_, written)
    except ValueError:
        text = _("条件里的值“{value}”不是 {type} 类型。")
        raise unreadable(text.format(value=written, type=type_), element.sourceline) from None


def _typed(type_: Type, written: str | None) -> Value:
    if written is None:
        raise ValueError
    whole = INTEGER.match(written)
    match type_:
        case Type.NUMBER if whole or DECIMAL.match(written):
            return int(written) if whole else Decimal(written)
        case Type.MONEY if whole:
            return int(written)
        case Type.BOOL if written in {"true", "false"}:
            return written == "true"
        case Type.DATE:
            return date.fromisoformat(written)
        case Type.NUMBER | Type.MONEY | Type.BOOL:
            raise ValueError
        case _:
            return written
