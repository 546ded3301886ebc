"""Who handles a step: the kinds of rule a clerk chooses from, and what each needs besides."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.approvals.editor.names import MATRIX, Names, single_words
from andu.approvals.editor.typed import Line
from andu.authority.names import PERSON, POST, ROLE, UNIT, Unclear
from andu.engine.handlers import (
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
)

KEEP = "keep"
RULES = (
    (gettext_lazy("跟着发起人走"), (
        ("superior", gettext_lazy("发起人的上级")),
        ("superiors", gettext_lazy("发起人的逐级上级")),
        ("head", gettext_lazy("发起人部门的负责人")),
        ("leader", gettext_lazy("发起人部门的分管领导")),
        ("initiator", gettext_lazy("发起人本人")),
        ("choice", gettext_lazy("发起人自选")),
        ("handlers_choice", gettext_lazy("上一环节办理人选")),
    )),
    (gettext_lazy("固定的人"), (
        ("person", gettext_lazy("指定人员")),
        ("role", gettext_lazy("角色")),
        ("post", gettext_lazy("岗位")),
        ("unit_head", gettext_lazy("指定部门的负责人")),
        ("unit_leader", gettext_lazy("指定部门的分管领导")),
    )),
    (gettext_lazy("表单里填的"), (
        ("cases", gettext_lazy("按条件定人")),
        ("field", gettext_lazy("表单中的人员")),
        ("field_head", gettext_lazy("表单中部门的负责人")),
        ("field_leader", gettext_lazy("表单中部门的分管领导")),
    )),
    (gettext_lazy("按核决权限表"), (
        ("matrix_countersign", gettext_lazy("权限表规定的会签人")),
        ("matrix_final", gettext_lazy("权限表规定的审批人")),
    )),
)  # fmt: skip
NEEDS = {
    "people": "person", "role": "role", "post": "post", "unit": "unit_head unit_leader",
    "scope": "role post", "person_field": "field", "unit_field": "field_head field_leader",
    "level": "superior", "levels_up": "superiors", "until": "superiors",
    "cases": "cases", "most": "choice handlers_choice", "matrix": "matrix_countersign matrix_final",
}  # fmt: skip
"""Which boxes belong to which rules."""
SCOPES = (
    (Scope.ORGANISATION.value, gettext_lazy("全单位")),
    (Scope.UNIT.value, gettext_lazy("发起人的部门")),
    (Scope.BRANCH.value, gettext_lazy("发起人的部门及上级部门")),
)
NOBODY = (
    (Otherwise.ADMINISTRATOR.value, gettext_lazy("转给流程管理员")),
    (Otherwise.PERSON.value, gettext_lazy("转给指定的人")),
    (Otherwise.REFUSE.value, gettext_lazy("不让提交")),
    (Otherwise.PASS.value, gettext_lazy("自动通过，往下走")),
)
MOST_LEVEL, MOST_CHOSEN = 9, 20


def handlers_of(
    line: Line, names: Names, fields: dict[str, str], kept: tuple[HandlerRule, ...]
) -> tuple[HandlerRule, ...]:
    """The rules a line states; what is missing is added to its errors. `fields` maps keys of the
    form's person and unit fields to their kinds; `kept` is what the drawing says."""
    rule = line.parts.get("rule", "")
    if rule == KEEP:
        return kept
    made = _MAKERS.get(rule)
    if made is None:
        line.errors.append(_("请选择由谁办理。"))
        return ()
    try:
        return made(line, names, fields)
    except Unclear as unclear:
        line.errors.append(str(unclear))
        return ()


def nobody_of(line: Line, names: Names) -> Nobody:
    """What happens when the rules name nobody."""
    said = line.parts.get("nobody", "")
    if said not in set(Otherwise):
        return Nobody()
    if said != Otherwise.PERSON:
        return Nobody(Otherwise(said))
    try:
        return Nobody(Otherwise.PERSON, names.code(PERSON, line.parts.get("nobody_person", "")))
    except Unclear as unclear:
        line.errors.append(_("找不到人时：{why}").format(why=unclear))
        return Nobody()


def handlers_typed(
    rules: tuple[HandlerRule, ...], names: Names
) -> tuple[dict[str, str], list[str]]:
    """The boxes that state these rules, and the codes of named people; `keep` when none can."""
    people = [rule.code for rule in rules if isinstance(rule, NamedPerson)]
    if people and len(people) == len(rules):
        return {"rule": "person"}, people
    return (_typed(rules[0], names) if len(rules) == 1 else None) or {"rule": KEEP}, []


def _typed(rule: HandlerRule, names: Names) -> dict[str, str] | None:  # noqa: PLR0911
    match rule:
        case RoleHolders(role, scope):
            return {"rule": "role", "role": names.text(ROLE, role), "scope": scope.value}
        case PostHolders(post, scope, ""):
            return {"rule": "post", "post": names.text(POST, post), "scope": scope.value}
        case UnitHead(unit, field, 0):
            return _about_unit(unit, field, names, "head")
        case LeaderInCharge(unit, field):
            return _about_unit(unit, field, names, "leader")
        case Superior(level):
            return {"rule": "superior", "level": str(level)}
        case Superiors(level, post):
            until = names.text(POST, post) if post else ""
            return {"rule": "superiors", "levels_up": str(level or ""), "until": until}
        case FromField(field):
            return {"rule": "field", "field": field}
        case FromMatrix(matrix, part, category, amount, attribute):
            return {
                "rule": f"matrix_{part}", "matrix": matrix, "by_category": category,
                "by_amount": amount, "by_attribute": attribute,
            }  # fmt: skip
        case Initiator():
            return {"rule": "initiator"}
        case InitiatorsChoice((), most):
            return {"rule": "choice", "most": str(most)}
        case HandlersChoice((), most):
            return {"rule": "handlers_choice", "most": str(most)}
    return None


def _about_unit(unit: str, field: str, names: Names, whom: str) -> dict[str, str]:
    if unit:
        return {"rule": f"unit_{whom}", "unit": names.text(UNIT, unit)}
    return {"rule": f"field_{whom}", "field": field} if field else {"rule": whom}


Fields = dict[str, str]
Rules = tuple[HandlerRule, ...]


def _people(line: Line, names: Names, _fields: Fields) -> Rules:
    """People picked come by code already; those typed by hand are looked up one by one."""
    left = []
    for word in single_words(line.parts.get("people_text", "")):
        try:
            line.people.append(names.code(PERSON, word))
        except Unclear as unclear:
            line.errors.append(str(unclear))
            left.append(word)
    line.parts["people_text"] = "、".join(left)
    line.people = list(dict.fromkeys(line.people))
    gone = [code for code in line.people if code not in names.by_code[PERSON]]
    if gone:
        line.errors.append(_("有指定的人已经不在本单位，请重新选择。"))
    if not line.people and not left:
        raise Unclear(_("请选择由哪些人办理。"))
    return tuple(NamedPerson(code) for code in line.people if code not in gone)


def _role(line: Line, names: Names, _fields: Fields) -> Rules:
    return (RoleHolders(names.code(ROLE, line.parts.get("role", "")), _scope(line)),)


def _post(line: Line, names: Names, _fields: Fields) -> Rules:
    return (PostHolders(names.code(POST, line.parts.get("post", "")), _scope(line)),)


def _scope(line: Line) -> Scope:
    said = line.parts.get("scope", "")
    return Scope(said) if said in set(Scope) else Scope.ORGANISATION


def _unit(line: Line, names: Names) -> str:
    return names.code(UNIT, line.parts.get("unit", ""))


def _field(line: Line, fields: Fields, kind: str) -> str:
    key = line.parts.get("field", "")
    if fields.get(key) == kind:
        return key
    if kind not in fields.values():
        what = _("人员") if kind == "person" else _("部门")
        words = _("表单里还没有“{kind}”类型的字段。请先到“表单字段”里加一个，或改选别的办理人。")
        raise Unclear(words.format(kind=what))
    raise Unclear(_("请选择用表单里的哪个字段。"))


def _superiors(line: Line, names: Names, _fields: Fields) -> Rules:
    up, until = line.parts.get("levels_up", ""), line.parts.get("until", "")
    post = names.code(POST, until) if until else ""
    return (Superiors(_whole(line, "levels_up", MOST_LEVEL) if up else 0, post),)


def _most(line: Line) -> int:
    return _whole(line, "most", MOST_CHOSEN)


def _matrix(line: Line, names: Names, part: Part) -> Rules:
    """The fields are looked at where the flow is laid beside the form."""
    key, said = line.parts.get("matrix", ""), line.parts
    if key not in names.by_code[MATRIX]:
        if not names.lists[MATRIX]:
            raise Unclear(_("还没有生效的核决权限表。请先在“管理 › 核决权限”中发布一张。"))
        raise Unclear(_("请选择按哪张核决权限表。"))
    by = (said.get(f"by_{name}", "") for name in ("category", "amount", "attribute"))
    return (FromMatrix(key, part, *by),)


def _whole(line: Line, name: str, most: int) -> int:
    text = line.parts.get(name, "") or "1"
    if text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= most:
        return int(text)
    raise Unclear(_("“{text}”应是 1 到 {most} 的整数。").format(text=text[:10], most=most))


_MAKERS: dict[str, Callable[[Line, Names, Fields], Rules]] = {
    "person": _people,
    "role": _role,
    "post": _post,
    "unit_head": lambda line, names, _f: (UnitHead(unit=_unit(line, names)),),
    "unit_leader": lambda line, names, _f: (LeaderInCharge(unit=_unit(line, names)),),
    "head": lambda _l, _n, _f: (UnitHead(),),
    "leader": lambda _l, _n, _f: (LeaderInCharge(),),
    "superior": lambda line, _n, _f: (Superior(_whole(line, "level", MOST_LEVEL)),),
    "superiors": _superiors,
    "initiator": lambda _l, _n, _f: (Initiator(),),
    "choice": lambda line, _n, _f: (InitiatorsChoice((), _most(line)),),
    "handlers_choice": lambda line, _n, _f: (HandlersChoice((), _most(line)),),
    "field": lambda line, _n, fields: (FromField(_field(line, fields, "person")),),
    "matrix_countersign": lambda line, names, _f: _matrix(line, names, Part.COUNTERSIGN),
    "matrix_final": lambda line, names, _f: _matrix(line, names, Part.FINAL),
    "field_head": lambda line, _n, fields: (UnitHead(field=_field(line, fields, "unit")),),
    "field_leader": lambda line, _n, fields: (LeaderInCharge(field=_field(line, fields, "unit")),),
}
