"""A picture of a flow as SVG that may stand in a page: all text escaped, no styles, no scripts.

Colours come from the style sheet's `.bpmn`. Marks say with more than colour what has been passed,
where the matter is, what is predicted and what was struck through.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.engine.definition import Definition
from andu.engine.nodes import Automatic, Ending, Node, Step
from andu.workflow.bpmn.block import Point
from andu.workflow.bpmn.icons import ROUND_ONES, circle, said_of
from andu.workflow.bpmn.interchange import drawn_layout
from andu.workflow.bpmn.labels import LABEL, SMALL, USUAL, width, wrap
from andu.workflow.bpmn.layout import BOXES, Box, Layout, lay_out
from andu.workflow.bpmn.machine_words import machine_words
from andu.workflow.bpmn.modes import step_words
from andu.workflow.bpmn.names import clean, local
from andu.workflow.bpmn.reading import Reading
from andu.workflow.bpmn.sketch import Shape, Sketch, What
from andu.workflow.bpmn.sketching import sketch_of
from andu.workflow.bpmn.words import Namer, arrow_words, codes

MARKS = {
    "passed": gettext_lazy("已办"), "current": gettext_lazy("正在办理"),
    "predicted": gettext_lazy("预计"), "struck": gettext_lazy("已作废"),
}  # fmt: skip
SIGNS = {"passed": "m-5 0 4 4 7-8", "struck": "m-4-4 8 8m0-8-8 8", "current": "m-3-5 7 5-7 5Z"}
NAMELESS = {
    What.START: gettext_lazy("开始"), What.END: gettext_lazy("结束"),
}  # fmt: skip
STOPS = {
    Ending.PASSED: gettext_lazy("全部结束"), Ending.REFUSED: gettext_lazy("未通过结束"),
}  # fmt: skip
FRAMES = {"lane", "participant", "group"}


def picture(
    definition: Definition,
    marks: Mapping[str, str] | None = None,
    *,
    reading: Reading | None = None,
    name: Namer = codes,
) -> SafeString:
    """The flow drawn: as its maker drew it when `reading` has a complete picture, else our way.

    `marks` maps keys of nodes to passed, current, predicted or struck; `name` puts names to codes.
    """
    layout = drawn_layout(reading) if reading else None
    sketch = reading.sketch if reading and layout else sketch_of(definition)
    placed = layout or lay_out(sketch)
    frames = _others(reading, placed) if reading and layout else []
    left, top, wide, high = (round(each) for each in placed.bounds)
    drawn = [
        (s.what, _shape(s, placed.boxes[s.key], (marks or {}).get(s.key, ""), name))
        for s in sketch.shapes
        if not s.folded
    ]
    parts = [
        *frames,
        *(shape for what, shape in drawn if what is What.SUB),
        _arrows(sketch, placed),
        *(shape for what, shape in drawn if what not in {What.SUB, What.ALARM}),
        *(shape for what, shape in drawn if what is What.ALARM),
        *_labels(sketch, placed, name),
    ]
    return format_html(
        '<svg class="bpmn" xmlns="http://www.w3.org/2000/svg" viewBox="{} {} {} {}" width="{}"'
        ' height="{}" role="img" aria-label="{}">{}{}</svg>',
        left, top, wide, high, wide, high, clean(_told(definition, marks or {})), _TIP,
        _joined(parts),
    )  # fmt: skip


_TIP = mark_safe(  # a constant
    '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8"'
    ' markerHeight="8" orient="auto-start-reverse"><path class="tip" d="M0 0 10 5 0 10Z"/>'
    "</marker></defs>"
)


def _told(definition: Definition, marks: Mapping[str, str]) -> str:
    """The picture in words, for those who can't see it."""
    steps = [
        f"{step.name or step.key}（{MARKS[marks[step.key]]}）" if marks.get(step.key) in MARKS
        else step.name or step.key
        for step in definition.nodes.values()
        if step is not definition.draft_step and _is_named(step)
    ]  # fmt: skip
    told = _("{name}流程图：{steps}")
    return told.format(name=definition.name, steps=_("、").join(steps[:60]))


def _is_named(node: Node) -> bool:
    return isinstance(node, Step) or (isinstance(node, Automatic) and node.task is not None)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _arrows(sketch: Sketch, layout: Layout) -> SafeString:
    lines = (
        (_path(line), " is-struck" if arrow.is_foreign else "")
        for arrow, line in zip(sketch.arrows, layout.lines, strict=True)
    )
    return format_html(
        '<g class="flow">{}</g>',
        format_html_join("", '<path class="way{1}" d="{0}"/>', lines),
    )


def _path(line: tuple[Point, ...]) -> str:
    first, *rest = line
    return f"M{first[0]:.0f} {first[1]:.0f}" + "".join(f"L{x:.0f} {y:.0f}" for x, y in rest)


def _shape(shape: Shape, box: Box, mark: str, name: Namer) -> SafeString:
    mark = mark if mark in MARKS else ""
    if shape.what is What.SUB:
        drawn = _frame(shape, box, name)
    else:
        drawn = (_task if shape.what in _TASKS else _small)(shape, box, name)
    kind = f" is-{mark}" if mark else ""
    kind += " is-foreign" if shape.what is What.FOREIGN else ""
    return format_html('<g class="shape{}">{}{}</g>', kind, drawn, _sign(box, mark))


def _frame(shape: Shape, box: Box, name: Namer) -> SafeString:
    """A sub-process: its name above what lies in it, and whether it runs for each row."""
    x, y, wide, high = box
    title = shape.name or _("子流程")
    table = name("field", shape.rows) if shape.rows else _("明细")
    sub = _("{table}每行各办一次").format(table=table) if shape.per_row else ""
    said = wrap(title, wide - 24 - width(sub, SMALL), USUAL, 1)
    texts = [_text(line, x + 12, y + 22, "head") for line in said]
    if sub:
        texts.append(_text(sub, x + wide - 12, y + 22, "note last"))
    return format_html(
        '<title>{}</title>'
        '<rect class="node frame" x="{}" y="{}" width="{}" height="{}" rx="10"/>{}',
        clean(f"{title} {sub}"), round(x), round(y), round(wide), round(high), _joined(texts),
    )  # fmt: skip


_TASKS = BOXES


def _sign(box: Box, mark: str) -> SafeString:
    x, y, wide, _high = box
    if mark not in SIGNS:
        return SafeString()
    return format_html(
        '<circle class="badge" cx="{0}" cy="{1}" r="9"/><path class="sign" d="M{0} {1}{2}"/>',
        round(x + wide - 2), round(y + 2), SIGNS[mark],
    )  # fmt: skip


def _task(shape: Shape, box: Box, name: Namer) -> SafeString:
    x, y, wide, high = box
    title = shape.name or (_("发起") if shape.is_draft else shape.key)
    sub = _sub(shape, name)
    lines = wrap(title, wide - 14, USUAL, 2 if high > 40 else 1)
    room = 2 if len(lines) == 1 and high >= 60 else 1
    small = wrap(sub, wide - 10, SMALL, room) if high >= 60 or len(lines) == 1 else []
    total = len(lines) * 18 + len(small) * 17
    first = y + (high - total) / 2 + 14
    texts = [_text(line, x + wide / 2, first + at * 18) for at, line in enumerate(lines)]
    texts += [
        _text(line, x + wide / 2, first + len(lines) * 18 - 1 + at * 16, "sub")
        for at, line in enumerate(small)
    ]
    return format_html(
        '<title>{}</title><rect class="node{}" x="{}" y="{}" width="{}" height="{}" rx="8"/>{}',
        clean(f"{title} {sub}"), " call" if shape.what is What.CALL else "",
        round(x), round(y), round(wide), round(high), _joined(texts),
    )  # fmt: skip


def _sub(shape: Shape, name: Namer) -> str:
    if shape.is_draft:
        return _("发起人")
    if shape.what is What.FOREIGN:
        return _("不能办理")
    if shape.step is not None:
        return step_words(shape.step, name)
    return machine_words(shape.machine, name) if shape.machine else _("自动")


def _small(shape: Shape, box: Box, name: Namer) -> SafeString:
    x, y, wide, high = box
    cx, cy = x + wide / 2, y + high / 2
    draw = circle if shape.what in ROUND_ONES else _diamond
    usual = STOPS[shape.ends] if shape.ends is not None else NAMELESS.get(shape.what, "")
    said = said_of(shape, name, str(usual))
    if shape.what is What.ALARM:  # beside it: its way on leaves on the right
        texts = [_text(line, x - 5, y + high, "note last") for line in wrap(said[-1], 92, SMALL, 1)]
    else:
        each = [line for part in said for line in wrap(part, 92, SMALL, 3 - len(said))]
        texts = [_text(line, cx, y + high + 16 + at * 16, "note") for at, line in enumerate(each)]
    body = draw(shape, cx, cy, min(wide, high) / 2)
    return format_html("<title>{}</title>{}{}", clean(" ".join(said)), body, _joined(texts))


def _diamond(shape: Shape, cx: float, cy: float, half: float) -> SafeString:
    arm = half * (0.28 if shape.what is What.CHOICE else 0.48)
    cross = f"M{cx:.0f} {cy - arm:.0f}v{2 * arm:.0f}M{cx - arm:.0f} {cy:.0f}h{2 * arm:.0f}"
    if shape.what is What.CHOICE:
        cross = (
            f"M{cx - arm:.0f} {cy - arm:.0f}l{2 * arm:.0f} {2 * arm:.0f}"
            f"M{cx + arm:.0f} {cy - arm:.0f}l{-2 * arm:.0f} {2 * arm:.0f}"
        )
    if shape.what is What.INCLUSIVE:
        ring = f"a{arm:.0f} {arm:.0f} 0 1 0 "
        cross = f"M{cx - arm:.0f} {cy:.0f}{ring}{2 * arm:.0f} 0{ring}{-2 * arm:.0f} 0"
    return format_html(
        '<path class="node" d="M{0} {1}l{2} {2} -{2} {2} -{2} -{2}Z"/><path class="ic" d="{3}"/>',
        round(cx), round(cy - half), round(half), cross,
    )  # fmt: skip


def _text(line: str, x: float, y: float, kind: str = "") -> SafeString:
    shown = format_html(' class="{}"', kind) if kind else ""
    return format_html('<text{} x="{}" y="{}">{}</text>', shown, round(x), round(y), clean(line))


def _labels(sketch: Sketch, layout: Layout, name: Namer) -> Iterable[SafeString]:
    places = layout.labels or (None,) * len(sketch.arrows)
    for arrow, line, place in zip(sketch.arrows, layout.lines, places, strict=True):
        said = wrap(arrow_words(arrow, name), LABEL, SMALL, 2)
        if not said:
            continue
        x, y = place or _beside(line, max(width(each, SMALL) for each in said))
        first = y - 5 - (len(said) - 1) * 15
        for at, each in enumerate(said):
            yield _text(each, x, first + at * 15, "note label")


def _beside(line: tuple[Point, ...], wide: float) -> Point:
    """A place for words at a line that says none: above its longest level piece, or its middle."""
    pieces = list(pairwise(line))
    level = [(abs(b[0] - a[0]), a, b) for a, b in pieces if abs(a[1] - b[1]) < 1]
    long = [piece for piece in level if piece[0] >= wide]
    if long:
        _length, a, b = long[0]
        return ((a[0] + b[0] - wide) / 2, a[1])
    a, b = pieces[len(pieces) // 2]
    return ((a[0] + b[0]) / 2 + 5, (a[1] + b[1]) / 2)


def _others(reading: Reading, layout: Layout) -> list[SafeString]:
    """Lanes, notes and data where their maker put them."""
    named = {each.get("id"): each for each in reading.tree.iter("*") if each.get("id")}
    drawn = []
    for identity, (x, y, wide, high) in layout.others.items():
        element = named.get(identity)
        if element is None:
            continue
        said = element.get("name") or "".join(part.text or "" for part in element.iter("{*}text"))
        kind = "lane" if local(element) in FRAMES else "aside"
        lines = wrap(said, max(wide - 8, 60), SMALL, max(1, int(high // 16)))
        at = x + 8, y + 18
        texts = [_text(each, at[0], at[1] + 16 * n, "note label") for n, each in enumerate(lines)]
        drawn.append(
            format_html(
                '<g class="{}"><rect x="{}" y="{}" width="{}" height="{}" rx="3"/>{}</g>',
                kind,
                round(x),
                round(y),
                round(wide),
                round(high),
                _joined(texts),
            )
        )
    return drawn
