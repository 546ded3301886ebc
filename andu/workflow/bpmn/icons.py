"""Small round shapes of the picture: starts, ends, timers; and what stands beside them."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from andu.engine.nodes import Alarm
from andu.workflow.bpmn.machine_words import machine_words
from andu.workflow.bpmn.sketch import Shape, What
from andu.workflow.bpmn.words import Namer

ROUND_ONES = frozenset({What.START, What.END, What.STOP, What.WAIT, What.ALARM})


def circle(shape: Shape, cx: float, cy: float, radius: float) -> SafeString:
    """The shape of an event: ends are thick, timers have two rings and the hands of a clock."""
    x, y, r = round(cx), round(cy), round(radius)
    ring = " end" if shape.what in {What.END, What.STOP} else ""
    if isinstance(shape.machine, Alarm) and shape.machine.opens:
        ring = " bell"  # it interrupts nothing
    body = format_html('<circle class="node{}" cx="{}" cy="{}" r="{}"/>', ring, x, y, r)
    if shape.what is What.STOP:
        return body + format_html('<circle class="full" cx="{}" cy="{}" r="{}"/>', x, y, r - 7)
    if shape.what in {What.WAIT, What.ALARM}:
        arm = max(r - 9, 3)
        return body + format_html(
            '<circle class="ic{6}" cx="{0}" cy="{1}" r="{2}"/>'
            '<path class="ic" d="M{0} {3}V{1}l{4} {5}"/>',
            x, y, r - 4, y - arm, round(arm * 0.7), round(arm * 0.5), ring,
        )  # fmt: skip
    return body


def said_of(shape: Shape, name: Namer, usual: str) -> list[str]:
    """The words of a small shape: its name, and when a timer rings."""
    words = machine_words(shape.machine, name) if shape.machine is not None else ""
    return [each for each in (shape.name, words) if each] or [usual]
