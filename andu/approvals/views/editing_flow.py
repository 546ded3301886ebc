"""Publishing a template, its versions, its state, and drawings in and out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from andu.approvals import actions
from andu.approvals.against import standing_against
from andu.approvals.editor.document import Opened, opened
from andu.approvals.editor.foreign import fitted_to
from andu.approvals.editor.listing import manageable, managers, versions_of
from andu.approvals.editor.reading import Sheet, sheet_of
from andu.approvals.editor.telling import table_of
from andu.approvals.editor.worklist import places_of
from andu.approvals.models import Template, TemplateVersion
from andu.kit.request import Request
from andu.kit.verdict import Refused, no
from andu.ui import toast
from andu.workflow.bpmn.checking import check
from andu.workflow.bpmn.drawing import picture
from andu.workflow.bpmn.findings import Finding, Kind
from andu.workflow.bpmn.parsing import USUAL
from andu.workflow.bpmn.reading import Reading, read
from andu.workflow.bpmn.writing import write, write_into


def _template(request: Request, key: str) -> Template:
    return get_object_or_404(manageable(request.actor), key=key)


@managers
@require_POST
def publish(request: Request, key: str) -> HttpResponse:
    """Let requests start with the draft from now on."""
    template = _template(request, key)
    version = actions.publish_draft(template, by=request.actor)
    words = _("“{name}”第 {n} 版已发布，新发起的事项按这一版办理。")
    toast.tell(request, words.format(name=version.template, n=version.number))
    return redirect("approvals:process_versions", template.key)


@managers
@require_POST
def discard(request: Request, key: str) -> HttpResponse:
    """Forget the draft."""
    template = actions.discard_draft(_template(request, key), by=request.actor)
    toast.tell(request, _("草稿已丢弃。"))
    return redirect("approvals:process", template.key)


@managers
@require_POST
def close(request: Request, key: str) -> HttpResponse:
    """Nobody starts this any more."""
    actions.close_template(_template(request, key), by=request.actor)
    toast.tell(request, _("已停用，不能再发起；正在办理的不受影响。"))
    return redirect("approvals:processes")


@managers
@require_POST
def reopen(request: Request, key: str) -> HttpResponse:
    """It can be started again."""
    actions.reopen_template(_template(request, key), by=request.actor)
    toast.tell(request, _("已启用。"))
    return redirect("approvals:processes")


@managers
@require_safe
def process_versions(request: Request, key: str, number: int = 0) -> HttpResponse:
    """What was published when and by whom; the picture of one."""
    template = _template(request, key)
    rows = versions_of(template)
    shown: TemplateVersion | None
    if number:
        shown = get_object_or_404(rows.all(), number=number)
    else:
        shown = rows.filter(number=template.newest).first()
    reading = read(shown.flow_version.bpmn) if shown else None
    sheet = sheet_of(opened(template))
    drawn = _drawn(reading, sheet) if reading else ""
    context = {
        "template": template, "versions": rows, "shown": shown, "picture": drawn,
        "draft": sheet.opened.draft,
    }  # fmt: skip
    return render(request, "approvals/editor/versions.html", context)


@managers
@require_safe
def flow_file(request: Request, key: str) -> HttpResponse:
    """The flow as a BPMN file: of a published version (?version=), else of the draft."""
    template = _template(request, key)
    asked = request.GET.get("version", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 7:
        text = get_object_or_404(versions_of(template), number=int(asked)).flow_version.bpmn
    else:
        sheet = sheet_of(opened(template))
        is_drawn = sheet.opened.drawn and sheet.drawing is not None
        text = write_into(sheet.drawing, sheet.definition) if is_drawn else write(sheet.definition)  # type: ignore[arg-type]
    answer = HttpResponse(text, content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{template.key}.bpmn"'
    return answer


@managers
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, key: str) -> HttpResponse:
    """Take a BPMN file and show what becomes of everything in it, before it is adopted."""
    template, error = _template(request, key), ""
    if request.method == "POST":
        try:
            sent, name = _received(request.FILES.get("file"))
            actions.offer_drawing(template, sent, name, by=request.actor)
            return redirect("approvals:process_upload", template.key)
        except Refused as refusal:
            error = str(refusal.verdict.reason)
    start = opened(template)
    draft = start.draft
    reading = read(draft.offered) if draft and draft.offered and not error else None
    context = {"template": template, "draft": draft, "error": error, "reading": reading}
    if reading is not None:
        context |= _lists(reading, start)
    status = 422 if error else 200
    return render(request, "approvals/editor/upload.html", context, status=status)


@managers
@require_POST
def adopt(request: Request, key: str) -> HttpResponse:
    """Let the uploaded drawing be the draft's flow."""
    template = _template(request, key)
    actions.adopt_drawing(template, by=request.actor)
    toast.tell(request, _("已采用为草稿。请补全各环节的办理人，再发布。"))
    return redirect("approvals:process_page", template.key, "steps")


@managers
@require_POST
def redraw(request: Request, key: str) -> HttpResponse:
    """Edit as a table what was drawn elsewhere."""
    template = _template(request, key)
    actions.redraw_draft(template, by=request.actor)
    toast.tell(request, _("现在可以用表格改环节的先后和条件，图由系统来画。"))
    return redirect("approvals:process_page", template.key, "steps")


def _received(file: Any) -> tuple[bytes, str]:
    """The bytes and name of an upload, no more than can be read. Refused when there is none."""
    if file is None:
        raise Refused(no(_("请先选择 .bpmn 文件。"), "no-file"))
    return file.read(USUAL.size + 1), str(file.name or "flow.bpmn")


def _drawn(reading: Reading, sheet: Sheet) -> str:
    return picture(reading.definition, reading=reading, name=sheet.names.called)


def _lists(reading: Reading, start: Opened) -> dict[str, Any]:
    """The three lists, and what must be mended before publishing."""
    template = start.template
    said = check(reading, template.organisation)
    more = [each for each in said if each.kind is Kind.OPEN and each not in reading.findings]
    places = places_of(reading, more)
    against = [each for each in said if each.kind is Kind.PROBLEM]
    form = sheet_of(start).edited.tentative
    told = standing_against(fitted_to(start, reading), form, template)
    against += [Finding(kind=Kind.PROBLEM, text=text) for text in told]
    return {
        "runs": reading.runs, "carried": reading.carried, "refused": reading.refused,
        "notes": [each for each in reading.notes if not each.topic], "against": against,
        "places": places,
        "is_table": table_of(reading.definition) is not None and not reading.carried,
        "picture": picture(reading.definition, reading=reading),
    }  # fmt: skip
