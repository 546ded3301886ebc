"""What happens by itself after a step's limit, as elements of ours, and in words people read."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from andu.engine import Definition
from andu.engine.handlers import HandlerRule, When
from andu.engine.nodes import BEFORE, AtLimit, LimitAct, Step
from andu.workflow.bpmn.attributes import Attributes, children, only, unknown
from andu.workflow.bpmn.findings import unreadable
from andu.workflow.bpmn.handling import handler_element, handler_of
from andu.workflow.bpmn.names import clean, local, ours
from andu.workflow.bpmn.words import Namer, codes, handler_words
from andu.workflow.chips import span

ACTS = {
    LimitAct.REMIND: gettext_lazy("再次提醒办理人"),
    LimitAct.URGE: gettext_lazy("请上一环节催办"),
    LimitAct.ESCALATE: gettext_lazy("上报{whom}"),
    LimitAct.PASS: gettext_lazy("自动通过"),
    LimitAct.RETURN: gettext_lazy("自动退回{where}"),
    LimitAct.TRANSFER: gettext_lazy("自动转给{whom}办理"),
}


def timing_element(acts: tuple[AtLimit, ...]) -> etree._Element:
    """The <andu:atLimit> of a step; empty when it says that nothing happens."""
    element = etree.Element(ours("atLimit"))
    for each in acts:
        act = etree.SubElement(element, ours("act"), do=each.act)
        if each.after:
            act.set("after", str(each.after))
        if each.to:
            act.set("back", clean(each.to))
        if each.rule is not None:
            act.append(handler_element(each.rule))
    return element


def timing_of(element: etree._Element) -> tuple[AtLimit, ...]:
    """What a <andu:atLimit> states; whether that can happen the engine says."""
    Attributes(element).done()
    return tuple(_act_of(each) for each in children(element))


def _act_of(element: etree._Element) -> AtLimit:
    if local(element) != "act":
        raise unknown(element)
    given = Attributes(element)
    if "do" not in given.left:
        raise unreadable(_("act 缺少 do。"), element.sourceline)
    act = given.choice("do", LimitAct, LimitAct.REMIND)
    after = given.number("after", 0) or 0
    back = given.text("back")
    given.done()
    rule = handler_of(only(element)) if children(element) else None
    if isinstance(rule, When):
        raise unreadable(_("act 里不能写 when，只写一条规则。"), element.sourceline)
    return AtLimit(act=act, after=after, to=back, rule=rule)


def timing_words(step: Step, definition: Definition | None = None, name: Namer = codes) -> str:
    """What happens after the step's limit, e.g. 超时 1 天后上报上级；超时 2 天后自动通过. Empty
    when it is left to the policy or nothing happens."""
    acts = sorted(step.at_limit or (), key=lambda each: each.after)
    return _("；").join(act_words(each, definition, name) for each in acts)


def act_words(each: AtLimit, definition: Definition | None = None, name: Namer = codes) -> str:
    """One act with its time."""
    what = str(ACTS[each.act]).format(whom=_whom(each.rule, name), where=_where(each, definition))
    if not each.after:
        return _("到时限{what}").format(what=what)
    return _("超时 {span}后{what}").format(span=span(each.after), what=what)


def _whom(rule: HandlerRule | None, name: Namer) -> str:
    return handler_words(rule, name) if rule else _("上级")


def _where(each: AtLimit, definition: Definition | None) -> str:
    if not each.to:
        return _("发起人")
    if each.to == BEFORE:
        return _("上一环节")
    node = definition.nodes.get(each.to) if definition else None
    return _("“{step}”").format(step=(node.name if node else "") or each.to)
