"""The verbs of the template editor: keep a draft, adopt a drawing, publish."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree

from andu.approvals import rules
from andu.approvals.actions.templates import (
    Edition,
    Particulars,
    publish_template,
    revise_template,
)
from andu.approvals.editor import basics, typed
from andu.approvals.editor.document import flow_of, opened, steps_of
from andu.approvals.editor.foreign import fitted_to
from andu.approvals.editor.reading import Sheet, sheet_of
from andu.approvals.editor.rights import access_of
from andu.approvals.events import Discarded, Drawn
from andu.approvals.models import Template, TemplateDraft, TemplateVersion
from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused, no, require
from andu.organisation.audience import Line, compose
from andu.organisation.models import Audience
from andu.workflow.actions import draft_version, publish
from andu.workflow.bpmn.reading import read
from andu.workflow.bpmn.writing import write, write_into
from andu.workflow.compiled import definition_of
from andu.workflow.models import FlowVersion


@dataclass(frozen=True)
class Section:
    """One section of the document as just typed, and the save its writer began from."""

    name: str
    content: Any
    seen: int


@transaction.atomic
def keep_draft(template: Template, section: Section, *, by: Actor) -> TemplateDraft:
    """Keep what was typed, right or wrong."""
    template = lock(template)
    require(rules.may_keep(by, template, section.seen))
    draft = _draft(template)
    draft.raw = {**draft.raw, section.name: _storable(section.content)}
    return _kept(draft, by)


@transaction.atomic
def offer_drawing(template: Template, sent: bytes, name: str, *, by: Actor) -> TemplateDraft:
    """Put an uploaded drawing beside the draft, to be looked at before it is adopted. Refused when
    it cannot be read."""
    template = lock(template)
    require(rules.may_manage(by, template.unit))
    drawn = etree.tostring(read(sent).tree, encoding="unicode")
    draft = _draft(template)
    draft.offered, draft.offered_name = drawn, name.replace("\0", "")[:200]
    return _kept(draft, by)


@transaction.atomic
def adopt_drawing(template: Template, *, by: Actor) -> TemplateDraft:
    """Let the uploaded drawing be the flow of the draft: as a table where a table tells all of
    it, else as drawn."""
    template = lock(template)
    require(rules.may_manage(by, template.unit))
    draft = _draft(template)
    if not draft.offered:
        raise Refused(no(_("没有待采用的流程图，请先上传。"), "nothing-offered"))
    reading = read(draft.offered)
    lines, is_table = steps_of(fitted_to(opened(template), reading), template.organisation_id)
    draft.bpmn, draft.drawn = draft.offered, bool(not is_table or reading.carried)
    flow = flow_of(reading.definition)
    draft.raw = {**draft.raw, "steps": typed.to_document(lines), "flow": flow, "foreign": {}}
    name, draft.offered, draft.offered_name = draft.offered_name, "", ""
    record(Drawn(file=name), by=by, on=template)
    return _kept(draft, by)


@transaction.atomic
def redraw_draft(template: Template, *, by: Actor) -> TemplateDraft:
    """Edit as a table what was drawn elsewhere: from now on the picture is ours. Refused when a
    table cannot tell it."""
    template = lock(template)
    require(rules.may_manage(by, template.unit))
    draft = _draft(template)
    definition = sheet_of(opened(template)).definition
    lines, is_table = steps_of(definition, template.organisation_id)
    if not is_table:
        raise Refused(no(_("这张图的走法用表格说不全，只能照图办理。"), "not-a-table"))
    flow = {**draft.raw.get("flow", {}), "levels": flow_of(definition)["levels"]}
    draft.drawn = False
    draft.raw = {**draft.raw, "steps": typed.to_document(lines), "flow": flow}
    return _kept(draft, by)


@transaction.atomic
def discard_draft(template: Template, *, by: Actor) -> Template:
    """Forget what was written since the last version."""
    template = lock(template)
    require(rules.may_manage(by, template.unit))
    TemplateDraft.objects.filter(template=template).delete()
    record(Discarded(), by=by, on=template)
    return template


@transaction.atomic
def publish_draft(template: Template, *, by: Actor) -> TemplateVersion:
    """Publish the draft: particulars, form, flow and access at once, or nothing at all (WF-07,
    WF-10). Refused with the reasons while something is wrong."""
    template = lock(template)
    require(rules.may_manage(by, template.unit))
    sheet = sheet_of(opened(template))
    about = basics.read(sheet.opened.document["basics"], sheet.names, template)
    faults = [*about.errors.values(), *sheet.field_faults, *_in_words(sheet)]
    if faults or sheet.edited.definition is None or about.unit is None:
        raise Refused(no("\n".join(faults[:8]), "unsound"))
    audience = _audience(template, about)
    particulars = Particulars(**about.texts, audience=audience, order=template.order)
    template = revise_template(template, about.unit, particulars, by=by)
    edition = Edition(
        form=sheet.edited.definition, flow=_flow(template, sheet, by), access=access_of(sheet),
        layout=about.layout, copies=tuple(sheet.copied),
    )  # fmt: skip
    version = publish_template(template, edition, by=by)
    TemplateDraft.objects.filter(template=template).delete()
    return version


def _draft(template: Template) -> TemplateDraft:
    """The draft, or a new one that begins with the newest version."""
    start = opened(template)
    draft = start.draft or TemplateDraft(template=template)
    if not draft.raw:
        draft.raw, draft.bpmn, draft.drawn = start.document, start.bpmn, start.drawn
    return draft


def _kept(draft: TemplateDraft, by: Actor) -> TemplateDraft:
    draft.revision += 1
    draft.member_id, draft.editor, draft.updated = by.member_id, by.name, timezone.now()
    draft.save()
    return draft


def _storable(content: Any) -> Any:
    """The same without the one character PostgreSQL cannot keep."""
    if isinstance(content, str):
        return content.replace("\0", "")
    if isinstance(content, dict):
        return {key: _storable(value) for key, value in content.items()}
    return [_storable(each) for each in content] if isinstance(content, list) else content


def _in_words(sheet: Sheet) -> list[str]:
    words = _("“{step}”：{fault}")
    return [words.format(step=step, fault=fault) if step else fault for step, fault in sheet.faults]


def _flow(template: Template, sheet: Sheet, by: Actor) -> FlowVersion:
    """The flow's version: the one there is when nothing about it has changed."""
    current = template.current
    if current:
        before = definition_of(current.flow_version_id)
        if replace(before, name=sheet.definition.name) == sheet.definition:
            return current.flow_version
    drawn = sheet.opened.drawn and sheet.drawing is not None
    bpmn = write_into(sheet.drawing, sheet.definition) if drawn else write(sheet.definition)  # type: ignore[arg-type]
    return publish(draft_version(template.flow, bpmn, by=by), by=by)


def _audience(template: Template, about: basics.About) -> Audience | None:
    """Who may start: the audience there is while it names the same."""
    if about.audience == "kept":
        return template.audience
    if about.audience == "all":
        return None
    lines = [Line(each, with_below=True) for each in about.units]
    wanted = [*lines, *(Line(each) for each in about.people)]
    named = {str(each.target) for each in wanted}
    old = template.audience
    if old and {line.words for line in old.lines.filter(left_out=False)} == named:
        return old
    return compose(template.organisation, wanted)
