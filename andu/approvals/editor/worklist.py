"""What was taken over from another maker's drawing and what is still to be completed of it, place
by place: the flow as a whole, then each step; each with where to complete it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from andu.engine import Step
from andu.workflow.bpmn.findings import Finding, Kind
from andu.workflow.bpmn.reading import Reading

if TYPE_CHECKING:
    from andu.approvals.editor.reading import Sheet

PAGES = {"form": "fields", "start": "basics"}
"""Where what a remark is about is seen to, when not at the step."""
MOST, LONGEST, CONDITION = 300, 300, 2000


@dataclass(frozen=True)
class Item:
    """One thing to complete. `ticked`: somebody says it is done; `seen`: the step shows it."""

    mark: str
    reason: str
    remedy: str
    topic: str
    ticked: bool = False
    seen: bool = False

    @property
    def needs_tick(self) -> bool:
        """Whether the step cannot show by itself that it is done."""
        return self.topic not in {"people", "unit"}

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.ticked or self.seen


@dataclass
class Place:
    """A step, or the flow as a whole (no key): what became a rule, what is open, what to know."""

    key: str
    name: str
    anchor: str = ""
    taken: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # words, and the page to see to it
    wrong: bool = False  # what was taken over does not fit this organisation or form

    @property
    def open(self) -> list[Item]:
        """What is left to do."""
        return [item for item in self.items if not item.is_done]


def places_of(
    reading: Reading,
    more: Iterable[Finding] = (),
    done: Collection[str] = (),
    now: Mapping[str, Step] | None = None,
) -> list[Place]:
    """The places of a drawing that other makers' rules say something about. `more` is what is said
    beside the drawing, `now` the steps as they stand."""
    drawn = {shape.key for shape in reading.sketch.shapes}
    drawn |= {arrow.key for arrow in reading.sketch.arrows}
    found: dict[str, Place] = {}
    for finding in (*reading.findings, *more):
        if not (finding.topic or finding.kind in {Kind.TAKEN, Kind.OPEN}):
            continue
        key = finding.element if finding.element in drawn else ""
        name = finding.name if key else _("整个流程")
        place = found.setdefault(key, Place(key, name))
        _put(place, finding, reading, done, now or {})
    return sorted(found.values(), key=lambda place: bool(place.key))  # stable: the flow first


def _put(
    place: Place, finding: Finding, reading: Reading, done: Collection[str],
    now: Mapping[str, Step],
) -> None:  # fmt: skip
    if finding.kind is Kind.TAKEN:
        place.taken.append(finding.text)
    elif finding.kind is Kind.OPEN:
        mark = f"{finding.element}|{finding.reason}"[:LONGEST]
        step, was = now.get(finding.element), reading.definition.nodes.get(finding.element)
        seen = step is not None and isinstance(was, Step) and _seen(finding.topic, step, was)
        item = Item(mark, finding.reason, finding.remedy, finding.topic, mark in done, seen)
        place.items.append(item)
    else:
        place.notes.append((finding.text, PAGES.get(finding.topic, "")))


def _seen(topic: str, step: Step, was: Step) -> bool:
    """Whether the step itself shows that somebody has seen to it."""
    if topic == "people":
        return bool(step.handlers)
    if topic == "unit":
        return bool(step.handlers) and step.handlers != was.handlers
    return topic == "limit" and step.handle_within is not None


def remark_work(sheet: "Sheet") -> None:
    """The sheet's places, and what is open of them beside the lines where it is seen to. Who
    handles a step is asked for there anyway."""
    if sheet.drawing is None:
        return
    lines = {line.key: line for line in sheet.lines}
    now = {step.key: step for step in sheet.definition.steps}
    done = sheet.opened.document.get("foreign", {}).get("done", [])
    places = places_of(sheet.drawing, sheet.units, done, now)
    asked = {way.key for way in sheet.ways if sheet.opened.drawn}  # each has a box of its own
    sheet.places = [place for place in places if place.key not in asked]
    if not _is_fresh(sheet.places, sheet.drawing):
        sheet.places = []  # every step has rules of ours: nothing is taken over any more
    plain = _("待补充：{reason}{remedy}")
    ticked = plain + _("办好后在“从别的软件转来的规则”里勾“已处理”。")
    for place in sheet.places:
        line = lines.get(place.key)
        place.anchor = f"line-{line.number}" if line else ""
        place.wrong = bool(line and line.errors and not place.open)
        errors = line.errors if line else sheet.errors
        for item in place.open:
            if item.topic != "people":
                words = ticked if item.needs_tick else plain
                errors.append(words.format(reason=item.reason, remedy=item.remedy))


def _is_fresh(places: list[Place], drawing: Reading) -> bool:
    """Whether a step still takes anything from what another maker wrote or drew."""
    own = {shape.key for shape in drawing.sketch.shapes if shape.is_draft}
    hints = any(each.topic in {"people", "joint"} for each in drawing.notes)
    return hints or any(each.items or (each.taken and each.key not in own) for each in places)


def posted_work(sheet: "Sheet", posted: Any) -> dict[str, Any]:
    """What was ticked and typed, for the draft; strange names are left out."""
    marks = {item.mark for place in sheet.places for item in place.items}
    conditions = {
        way.key: str(posted.get(way.box, way.text))[:CONDITION].replace("\0", "")
        for way in sheet.ways
    }  # fmt: skip
    ticked = [mark for mark in posted.getlist("t-done")[:MOST] if mark in marks]
    return {"done": ticked, "conditions": conditions}
