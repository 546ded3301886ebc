"""What a draft keeps: the document of everything typed, and how it begins.

basics: texts by name · fields: the posted table of fields · steps: lines (`typed.to_document`) ·
flow: what holds for the whole · access: step key → field key → word ·
copies: lines (`copies.to_document`) · foreign: of a drawing made elsewhere what was ticked as
done, and conditions by arrow (`worklist.posted_work`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from andu.approvals.access import rows_of
from andu.approvals.called_flows import calls_in
from andu.approvals.editor import copies, typed
from andu.approvals.editor.names import Names, Wanted
from andu.approvals.editor.telling import waits_for_sides
from andu.approvals.editor.writing import levels_of, lines_of
from andu.approvals.models import Template, TemplateDraft, TemplateVersion
from andu.engine import Definition
from andu.engine.handlers import NamedPerson, Otherwise
from andu.forms import editing
from andu.organisation.models import AudienceLine
from andu.workflow.bpmn.reading import read

BASICS = ("name", "unit", "category", "description", "numbering", "icon", "audience",
          "audience_units", "audience_people_text", "layout")  # fmt: skip
FLOW = ("withdrawal", "take_back", "levels", "sides")
ICONS = (
    "forms", "calendar", "plane", "car", "coin", "shopping-cart", "receipt", "rubber-stamp",
    "package", "file-text", "users", "id-badge", "tool", "speakerphone", "scale", "school",
)  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """A template open in the editor: its document, the drawing it began from, its draft if any."""

    template: Template
    document: dict[str, Any]
    bpmn: str = ""
    drawn: bool = False
    draft: TemplateDraft | None = None

    @property
    def revision(self) -> int:
        """Which save this is."""
        return self.draft.revision if self.draft else 0


def opened(template: Template) -> Opened:
    """The draft as it stands, or what it would begin with."""
    draft = TemplateDraft.objects.filter(template=template).first()
    if draft is not None and draft.raw:
        return Opened(template, draft.raw, draft.bpmn, draft.drawn, draft)
    version = template.current
    if version is None:
        return Opened(template, _blank(template), draft=draft)
    bpmn = version.flow_version.bpmn
    definition = read(bpmn).definition
    lines, is_table = steps_of(definition, template.organisation_id)
    document = {
        "basics": basics_of(template, version),
        "fields": fields_of(version),
        "steps": typed.to_document(lines),
        "flow": flow_of(definition),
        "access": dict(rows_of(version)),
        "copies": copies_in(version),
    }
    return Opened(template, document, bpmn, not is_table, draft)


def steps_of(definition: Definition, organisation_id: int) -> tuple[list[typed.Line], bool]:
    """The lines for a definition, and whether a table tells all of it."""
    wanted = Wanted()
    for step in definition.steps:
        wanted.add(codes=[rule.code for rule in step.rules if isinstance(rule, NamedPerson)])
        if step.nobody.otherwise is Otherwise.PERSON:
            wanted.add(codes=[step.nobody.person])
        by_time = [each.rule for each in step.at_limit or ()]
        wanted.add(codes=[rule.code for rule in by_time if isinstance(rule, NamedPerson)])
    starters = [call.starter for _node, call in calls_in(definition)]
    wanted.add(codes=[rule.code for rule in starters if isinstance(rule, NamedPerson)])
    return lines_of(definition, Names(organisation_id, wanted))


def copies_in(version: TemplateVersion) -> list[dict[str, Any]]:
    """The lines of 抄送 of a version."""
    wanted = Wanted()
    wanted.add(codes=copies.codes_in(version))
    names = Names(version.template.organisation_id, wanted)
    return copies.to_document(copies.lines_of(version, names))


def basics_of(template: Template, version: TemplateVersion | None = None) -> dict[str, Any]:
    """What is said about a template, as the boxes say it."""
    basics: dict[str, Any] = {
        name: getattr(template, name)
        for name in ("name", "category", "description", "numbering", "icon")
    }
    lines = AudienceLine.objects.filter(audience=template.audience_id, left_out=False)
    rows = list(lines.select_related("unit", "member"))
    units = [line.unit.name for line in rows if line.unit and line.kind == "subtree"]
    people = [line.member.code for line in rows if line.member]
    return basics | {
        "unit": template.unit.code,
        "audience": "some" if units or people else "all" if not template.audience_id else "kept",
        "audience_units": "、".join(units), "audience_people": people,
        "layout": str(version.layout) if version else TemplateVersion.Layout.SHEET.value,
    }  # fmt: skip


def fields_of(version: TemplateVersion) -> dict[str, str]:
    """The table of fields of a version, as a browser would send it."""
    definition = version.form_version.definition
    return editing.Edited(editing.lines_of(definition)).as_sent


def flow_of(definition: Definition) -> dict[str, str]:
    """What holds for the whole flow."""
    return {
        "withdrawal": definition.withdrawal.value,
        "take_back": "on" if definition.take_back else "",
        "levels": levels_of(definition).value,
        "sides": "wait" if waits_for_sides(definition) else "",
    }


def texts_of(posted: Mapping[str, Any], prefix: str, names: tuple[str, ...]) -> dict[str, str]:
    """Known boxes of a post, cut to size; strange names are left out."""
    return {name: str(posted.get(prefix + name, ""))[:500].replace("\0", "") for name in names}


def _blank(template: Template) -> dict[str, Any]:
    flow = {"withdrawal": "until_first_decision", "take_back": "on", "levels": "policy"}
    first = typed.blank(0)
    typed.give_keys([first])
    return {
        "basics": basics_of(template), "fields": {}, "steps": typed.to_document([first]),
        "flow": flow, "access": {}, "copies": [],
    }  # fmt: skip
