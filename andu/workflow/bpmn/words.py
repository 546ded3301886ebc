"""Conditions, handlers and rules of steps in words people read: trace, editor, picture."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from andu.engine.conditions import AllOf, AnyOf, Condition, Not, Operator, Test, Type, Value
from andu.engine.handlers import (
    Administrator,
    FromField,
    FromMatrix,
    HandlerRule,
    HandlersChoice,
    Initiator,
    InitiatorsChoice,
    LeaderInCharge,
    NamedPerson,
    Nobody,
    Otherwise,
    Part,
    PostHolders,
    RoleHolders,
    Scope,
    Superior,
    Superiors,
    UnitHead,
    When,
)
from andu.kit.money import yuan
from andu.workflow.bpmn.sketch import Arrow

Namer = Callable[[str, str], str]
"""Given a kind (person, role, post, unit, field) and a code, the name people know."""

FACTS = {
    "@initiator": gettext_lazy("发起人"),
    "@unit": gettext_lazy("发起人的部门"),
    "@units": gettext_lazy("发起人的部门及上级部门"),
    "@posts": gettext_lazy("发起人的岗位"),
    "@roles": gettext_lazy("发起人的角色"),
}
OPERATORS = {
    Operator.EQ: gettext_lazy("是"), Operator.NE: gettext_lazy("不是"),
    Operator.LT: gettext_lazy("小于"), Operator.LE: gettext_lazy("不超过"),
    Operator.GT: gettext_lazy("超过"), Operator.GE: gettext_lazy("不少于"),
    Operator.IN: gettext_lazy("是其中之一："), Operator.NOT_IN: gettext_lazy("不是其中任何一个："),
    Operator.CONTAINS: gettext_lazy("包含"), Operator.LACKS: gettext_lazy("不包含"),
    Operator.STARTS: gettext_lazy("开头是"), Operator.EMPTY: gettext_lazy("没有填写"),
    Operator.FILLED: gettext_lazy("已填写"),
}  # fmt: skip
DATES = {
    Operator.LT: gettext_lazy("早于"), Operator.LE: gettext_lazy("不晚于"),
    Operator.GT: gettext_lazy("晚于"), Operator.GE: gettext_lazy("不早于"),
}  # fmt: skip
NUMBERS = {Operator.EQ: gettext_lazy("等于"), Operator.NE: gettext_lazy("不等于")}
SCOPES = {
    Scope.ORGANISATION: "",
    Scope.UNIT: gettext_lazy("发起人部门的"),
    Scope.BRANCH: gettext_lazy("发起人所在及上级部门的"),
}
PARTS = {
    Part.COUNTERSIGN: gettext_lazy("《{matrix}》规定的会签人"),
    Part.FINAL: gettext_lazy("《{matrix}》规定的审批人"),
}


def codes(kind: str, code: str) -> str:
    """The namer that knows no names: codes as they are."""
    return str(FACTS.get(code, code))


def condition_words(condition: Condition, name: Namer = codes) -> str:
    """A condition as one sentence, e.g. 金额超过 10,000 元，并且部门是财务科."""
    return _condition(condition, name, inside=False)


def _condition(condition: Condition, name: Namer, inside: bool) -> str:
    match condition:
        case Test():
            return _test(condition, name)
        case Not(part):
            return _("并非（{part}）").format(part=_condition(part, name, inside=False))
        case AllOf(parts):
            joint = _("，并且")
        case AnyOf(parts):
            joint = _("，或者")
    said = joint.join(_condition(part, name, inside=len(parts) > 1) for part in parts)
    return _("（{said}）").format(said=said) if inside and len(parts) > 1 else said


def _test(test: Test, name: Namer) -> str:
    field = str(FACTS.get(test.field) or name("field", test.field))
    special: Mapping[Operator, object] = DATES if test.type in {Type.DATE, Type.TIME} else {}
    if test.type in {Type.NUMBER, Type.MONEY}:
        special = NUMBERS
    operator = str(special.get(test.operator) or OPERATORS[test.operator])
    if test.operator in {Operator.EMPTY, Operator.FILLED}:
        return _spaced(field, operator)
    return _spaced(field, operator, _value(test, name))


def _value(test: Test, name: Namer) -> str:
    value: Value = test.value
    if isinstance(value, tuple):
        return _("、").join(_coded(test, item, name) for item in value)
    if isinstance(value, bool):
        return _("“是”") if value else _("“否”")
    if test.type is Type.MONEY and isinstance(value, int):
        return _("{amount} 元").format(amount=yuan(value).removesuffix(".00"))
    if isinstance(value, str):
        return _coded(test, value, name)
    return str(value)


def _coded(test: Test, value: str, name: Namer) -> str:
    if test.type in {Type.PERSON, Type.UNIT}:
        return name(str(test.type), value)
    if test.type is Type.CHOICE:
        return _("“{text}”").format(text=name(f"value:{test.field}", value))
    kinds = {"@posts": "post", "@roles": "role", "@units": "unit"}
    return (
        name(kinds[test.field], value) if test.field in kinds else _("“{text}”").format(text=value)
    )


def _spaced(*parts: str) -> str:
    """Joined, with a space where a digit or latin letter meets a Chinese character."""
    said = ""
    for part in parts:
        meets = said and part and (said[-1].isascii() != part[0].isascii()) and said[-1].isalnum()
        said += (" " if meets and part[0].isalnum() else "") + part
    return said


def handler_words(rule: HandlerRule, name: Namer = codes) -> str:  # noqa: PLR0911, PLR0912
    """Who a rule means, e.g. 发起人的直接上级."""
    match rule:
        case NamedPerson(code):
            return name("person", code)
        case RoleHolders(role, scope):
            return _("{scope}角色“{role}”").format(scope=SCOPES[scope], role=name("role", role))
        case PostHolders(post, scope, unit):
            return _post(name("post", post), scope, unit and name("unit", unit))
        case UnitHead(unit, field, up):
            return _head(_unit(unit, field, name), up)
        case Superior(level):
            return _("发起人的直接上级") if level == 1 else _superior(level)
        case Superiors(level, post):
            return _superiors(level, post and name("post", post))
        case LeaderInCharge(unit, field):
            return _("{unit}的分管领导").format(unit=_unit(unit, field, name))
        case FromField(field):
            return _("表单“{field}”中的人").format(field=name("field", field))
        case FromMatrix(matrix, part):
            return PARTS[part].format(matrix=name("matrix", matrix))
        case Initiator():
            return _("发起人")
        case Administrator():
            return _("流程管理员")
        case InitiatorsChoice() | HandlersChoice():
            return _choice(rule, name)
        case When(condition, inner):
            said = {"when": condition_words(condition, name), "who": handler_words(inner, name)}
            return _("{when}时{who}").format(**said)


def _post(post: str, scope: Scope, unit: str) -> str:
    if unit:
        return _("{unit}的“{post}”岗位").format(unit=unit, post=post)
    return _("{scope}“{post}”岗位").format(scope=SCOPES[scope], post=post)


def _superior(level: int) -> str:
    return ngettext("发起人的第 {level} 级上级", "发起人的第 {level} 级上级", level).format(
        level=level
    )


def _superiors(level: int, post: str) -> str:
    if not level:
        return (
            _("发起人的逐级上级，到“{post}”为止").format(post=post)
            if post
            else _("发起人的逐级上级，直到最高一级")
        )
    said = ngettext("发起人的逐级上级，共 {level} 级", "发起人的逐级上级，共 {level} 级", level)
    until = _("，到“{post}”为止").format(post=post) if post else ""
    return said.format(level=level) + until


def _unit(unit: str, field: str, name: Namer) -> str:
    if unit:
        return name("unit", unit)
    if field:
        return _("表单“{field}”中部门").format(field=name("field", field))
    return _("发起人部门")


def _head(unit: str, up: int) -> str:
    if up == 0:
        return _("{unit}的负责人").format(unit=unit)
    return _("{unit}往上 {up} 级部门的负责人").format(unit=unit, up=up)


def _choice(rule: InitiatorsChoice | HandlersChoice, name: Namer) -> str:
    by_initiator = isinstance(rule, InitiatorsChoice)
    said = _("发起人自选") if by_initiator else _("上一环节办理人选")
    if rule.most > 1:
        said = _("{choice}（至多 {most} 人）").format(choice=said, most=rule.most)
    if not rule.among:
        return said
    among = _("、").join(handler_words(each, name) for each in rule.among)
    return _("{said}，范围：{among}").format(said=said, among=among)


def nobody_words(nobody: Nobody, name: Namer = codes) -> str:
    """What happens when nobody is found."""
    match nobody.otherwise:
        case Otherwise.PERSON:
            return _("找不到人时转给{who}").format(who=name("person", nobody.person))
        case Otherwise.ADMINISTRATOR:
            return _("找不到人时转给流程管理员")
        case Otherwise.PASS:
            return _("找不到人时自动通过")
    return _("找不到人时不能提交")


def arrow_words(arrow: Arrow, name: Namer = codes) -> str:
    """What stands at an arrow: its name, else its condition, else that it is the usual way."""
    if arrow.name:
        return arrow.name
    if arrow.condition is not None:
        return condition_words(arrow.condition, name)
    return _("其他") if arrow.is_default else ""
