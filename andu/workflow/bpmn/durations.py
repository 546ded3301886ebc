"""How long and until when, as BPMN's timers say it, and as our <andu:wait> says it."""

import re

from lxml import etree

from andu.engine.tasks import Wait
from andu.workflow.bpmn.attributes import Attributes, children, unknown
from andu.workflow.bpmn.names import MODEL, clean, local, model, ours

XSI = "http://www.w3.org/2001/XMLSchema-instance"
TIMER = "timerEventDefinition"
HOUR, DAY = 60, 24 * 60
_SPAN = re.compile(
    r"P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?"
)
_FIELD = re.compile(r"(?:[$#]\{\s*([\w.]{1,120})\s*\}|=\s*([\w.]{1,120}))")


def wait_element(wait: Wait) -> etree._Element:
    """The <andu:wait> of a timer; what is usual is not written."""
    element = etree.Element(ours("wait"))
    if wait.minutes:
        element.set("minutes", str(wait.minutes))
    if not wait.working:
        element.set("working", "false")
    if wait.until:
        element.set("until", clean(wait.until))
    return element


def wait_of(given: Attributes) -> Wait:
    """What the attributes of an <andu:wait> say."""
    if children(given.element):
        raise unknown(children(given.element)[0])
    return Wait(
        minutes=given.number("minutes", 0) or 0,
        working=given.flag("working", True),
        until=given.text("until"),
    )


def timer_element(wait: Wait) -> etree._Element:
    """The timer as BPMN writes it, for other software; what is ours stands beside it."""
    element = etree.Element(model(TIMER))
    said = f"${{{clean(wait.until)}}}" if wait.until else iso(wait.minutes)
    inside = etree.SubElement(element, model("timeDate" if wait.until else "timeDuration"))
    inside.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
    inside.text = said
    return element


def timer_of(event: etree._Element) -> Wait | None:
    """What a timer made elsewhere says: so long by the clock, or until a field's day. None when it
    says something else, or when the event is not (only) a timer."""
    defined = [each for each in event.iterchildren(f"{{{MODEL}}}*") if is_definition(each)]
    if [local(each) for each in defined] != [TIMER]:
        return None
    parts = list(defined[0].iterchildren(f"{{{MODEL}}}*"))
    if len(parts) != 1:
        return None
    text = (parts[0].text or "").strip()
    if local(parts[0]) == "timeDuration":
        return _lasting(text)
    found = _FIELD.fullmatch(text) if local(parts[0]) == "timeDate" else None
    return Wait(until=found[1] or found[2], working=False) if found else None


def is_definition(element: etree._Element) -> bool:
    """Whether an element says what an event is about."""
    return local(element).endswith("EventDefinition")


def iso(minutes: int) -> str:
    """Minutes as ISO 8601 writes them: PT8H, PT1H30M."""
    hours, rest = divmod(minutes, HOUR)
    return f"PT{hours}H" if hours and not rest else f"PT{hours}H{rest}M" if hours else f"PT{rest}M"


def _lasting(text: str) -> Wait | None:
    found = _SPAN.fullmatch(text)
    if not found or not any(found.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups())
    whole = (weeks * 7 + days) * DAY + hours * HOUR + minutes + -(-seconds // 60)
    return Wait(minutes=whole, working=False)
