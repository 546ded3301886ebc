"""Handler rules as elements of ours, one element for each kind of rule."""

from django.utils.translation import gettext as _
from lxml import etree

from andu.engine.handlers import (
    Administrator,
    Candidates,
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
from andu.engine.nodes import Ballot
from andu.workflow.bpmn.attributes import Attributes, children, unknown
from andu.workflow.bpmn.conditions import condition_element, condition_of
from andu.workflow.bpmn.findings import unreadable
from andu.workflow.bpmn.names import clean, local, ours
from andu.workflow.bpmn.voting import ballot_of

CHOICES = (InitiatorsChoice, HandlersChoice)

NAMES: dict[type, str] = {
    NamedPerson: "person",
    RoleHolders: "role",
    PostHolders: "post",
    UnitHead: "unitHead",
    Superior: "superior",
    Superiors: "superiors",
    LeaderInCharge: "leaderInCharge",
    FromField: "field",
    FromMatrix: "matrix",
    Initiator: "initiator",
    Administrator: "administrator",
    InitiatorsChoice: "initiatorsChoice",
    HandlersChoice: "handlersChoice",
    When: "when",
}


def handler_element(rule: HandlerRule) -> etree._Element:
    """One rule as an element."""
    element = etree.Element(ours(NAMES[type(rule)]))
    for name, value, usual in _attributes(rule):
        if value != usual:
            element.set(name, clean(str(value)))
    if isinstance(rule, CHOICES):
        element.extend(handler_element(each) for each in rule.among)
    if isinstance(rule, When):
        element.extend([condition_element(rule.condition), handler_element(rule.rule)])
    return element


def _attributes(rule: HandlerRule) -> tuple[tuple[str, object, object], ...]:  # noqa: PLR0911
    match rule:
        case NamedPerson(code):
            return (("code", code, None),)
        case RoleHolders(role, scope):
            return ("code", role, None), ("scope", scope, Scope.ORGANISATION)
        case PostHolders(post, scope, unit):
            return ("code", post, None), ("scope", scope, Scope.ORGANISATION), ("unit", unit, "")
        case UnitHead(unit, field, up):
            return ("unit", unit, ""), ("field", field, ""), ("up", up, 0)
        case Superior(level):
            return (("level", level, None),)
        case Superiors(level, post):
            return ("level", level, 0), ("post", post, "")
        case LeaderInCharge(unit, field):
            return ("unit", unit, ""), ("field", field, "")
        case FromField(field):
            return (("key", field, None),)
        case FromMatrix(matrix, part, category, amount, attribute):
            return (
                ("key", matrix, None), ("part", part, Part.FINAL), ("category", category, ""),
                ("amount", amount, ""), ("attribute", attribute, ""),
            )  # fmt: skip
        case InitiatorsChoice(_among, most) | HandlersChoice(_among, most):
            return (("most", most, None),)
        case _:
            return ()


def handler_of(element: etree._Element) -> HandlerRule:
    """The rule an element states; Refused when it is unknown or lacks what it needs."""
    given = Attributes(element)
    rule = _rule(element, given)
    given.done()
    return rule


def voter_of(element: etree._Element) -> tuple[HandlerRule, Ballot | None]:
    """The rule an element of <andu:handlers> states, and what it says its voice is worth."""
    given = Attributes(element)
    ballot = ballot_of(given)
    rule = _rule(element, given)
    given.done()
    return rule, ballot


def _rule(element: etree._Element, given: Attributes) -> HandlerRule:  # noqa: PLR0911, PLR0912
    match local(element):
        case "person":
            return NamedPerson(_needed(given, "code"))
        case "role":
            code = _needed(given, "code")
            return RoleHolders(code, given.choice("scope", Scope, Scope.ORGANISATION))
        case "post":
            code, scope = _needed(given, "code"), given.choice("scope", Scope, Scope.ORGANISATION)
            return PostHolders(code, scope, given.text("unit"))
        case "unitHead":
            return UnitHead(given.text("unit"), given.text("field"), given.number("up", 0) or 0)
        case "superior":
            return Superior(given.number("level", 1, least=1) or 1)
        case "superiors":
            return Superiors(given.number("level", 0) or 0, given.text("post"))
        case "leaderInCharge":
            return LeaderInCharge(given.text("unit"), given.text("field"))
        case "field":
            return FromField(_needed(given, "key"))
        case "matrix":
            return FromMatrix(
                _needed(given, "key"), given.choice("part", Part, Part.FINAL),
                given.text("category"), given.text("amount"), given.text("attribute"),
            )  # fmt: skip
        case "initiator":
            return Initiator()
        case "administrator":
            return Administrator()
        case "initiatorsChoice" | "handlersChoice" as name:
            most = given.number("most", 1, least=1) or 1
            kind = InitiatorsChoice if name == "initiatorsChoice" else HandlersChoice
            return kind(tuple(_candidate(each) for each in children(element)), most)
        case "when":
            return _when(element)
    raise unknown(element)


def _when(element: etree._Element) -> When:
    """A condition and the one rule it is about."""
    parts = children(element)
    if [local(each) for each in parts][:1] != ["condition"] or len(parts) != 2:
        raise unreadable(_("when 里要写一个条件和一条办理人规则。"), element.sourceline)
    rule = handler_of(parts[1])
    if isinstance(rule, When):
        raise unreadable(_("when 里不能再写 when，请把条件写在一起。"), element.sourceline)
    return When(condition_of(parts[0]), rule)


def _candidate(element: etree._Element) -> Candidates:
    rule = handler_of(element)
    if isinstance(rule, (*CHOICES, Initiator, Administrator, When)):
        raise unreadable(_("选人的范围里不能写这一种规则。"), element.sourceline)
    return rule


def _needed(given: Attributes, name: str) -> str:
    value = given.text(name)
    if not value:
        text = _("办理人规则 {tag} 缺少 {name}。")
        said = text.format(tag=local(given.element), name=name)
        raise unreadable(said, given.element.sourceline)
    return value


def nobody_element(nobody: Nobody) -> etree._Element:
    """What happens when the rules name nobody."""
    element = etree.Element(ours("nobody"), otherwise=nobody.otherwise)
    if nobody.person:
        element.set("person", clean(nobody.person))
    return element


def nobody_of(element: etree._Element) -> Nobody:
    """The policy a <andu:nobody> states."""
    given = Attributes(element)
    found = Nobody(
        given.choice("otherwise", Otherwise, Otherwise.ADMINISTRATOR), given.text("person")
    )
    given.done()
    if found.otherwise is Otherwise.PERSON and not found.person:
        raise unreadable(_("nobody 说转给指定人，却没有写 person。"), element.sourceline)
    return found
