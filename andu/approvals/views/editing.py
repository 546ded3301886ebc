"""The template editor: list, new, and the numbered pages of one template."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from andu.approvals import actions
from andu.approvals.actions.editing import Section
from andu.approvals.editor import basics, boxes, copies, document, rights, typed
from andu.approvals.editor.beginning import NewTemplate
from andu.approvals.editor.beside import pages_beside
from andu.approvals.editor.document import opened
from andu.approvals.editor.filling import form_of
from andu.approvals.editor.listing import listed, manageable, managers
from andu.approvals.editor.names import PICKED
from andu.approvals.editor.reading import Sheet, settle, sheet_of
from andu.approvals.editor.worklist import posted_work
from andu.approvals.models import Template
from andu.forms import editing as fields_table
from andu.kit.actor import Actor
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.ui import toast

PAGES = ("basics", "fields", "steps", "access", "check")


def _template(request: Request, key: str) -> Template:
    return get_object_or_404(manageable(request.actor), key=key)


@managers
@require_safe
def processes(request: Request) -> HttpResponse:
    """Every template within the person's right: owner, version, state, how many are running."""
    context = listed(request.actor, request.GET)
    return render(request, "approvals/editor/list.html", context)


@managers
@require_http_methods(["GET", "HEAD", "POST"])
def process_new(request: Request) -> HttpResponse:
    """Name, code and owning unit; everything else comes in the editor."""
    form = NewTemplate(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.create_template(said["unit"], said["key"], form.about, by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            return redirect("approvals:process", made.key)
    status = 422 if request.method == "POST" else 200
    return render(request, "approvals/editor/new.html", {"form": form}, status=status)


@managers
@require_http_methods(["GET", "HEAD", "POST"])
def process(request: Request, key: str, page: str = "basics") -> HttpResponse:
    """One numbered page of a template; every post keeps what was typed and comes back."""
    template = _template(request, key)
    if page not in PAGES:
        raise Http404
    if request.method == "POST":
        place = _keep(request, template, page)
        return _onward(request, template, page, place)
    sheet = sheet_of(opened(template))
    context = _context(request, sheet, page) | _ABOUT[page](sheet, request.actor)
    return render(request, f"approvals/editor/{page}.html", context)


@managers
@require_POST
def preview(request: Request, key: str, page: str) -> HttpResponse:
    """Keep what was typed so far; the picture, and what is to be mended beside each line."""
    template = _template(request, key)
    if page not in PAGES:
        raise Http404
    _keep(request, template, page)
    sheet = sheet_of(opened(template))
    context = _context(request, sheet, page) | {"fresh": True}
    if page == "fields":
        context["form"] = form_of(sheet, request.actor)
    if page != "steps":
        return render(request, "approvals/editor/_kept.html", context)
    return render(request, "approvals/editor/_preview.html", context | boxes.steps(sheet))


def _keep(request: Request, template: Template, page: str) -> str:
    """Keep the posted page in the draft; the place on the page to come back to."""
    seen, posted = request.POST.get("seen", ""), request.POST
    revision = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    place = ""
    for name, content, at in _SECTIONS[page](template, posted):
        draft = actions.keep_draft(template, Section(name, content, revision), by=request.actor)
        revision, place = draft.revision, at or place
    return place


Sections = list[tuple[str, Any, str]]


def _basics(template: Template, posted: Any) -> Sections:
    said: dict[str, Any] = document.texts_of(posted, "b-", document.BASICS)
    picked = posted.getlist("b-audience_people")[:100]
    said["audience_people"] = [PICKED + str(each)[:20] for each in picked]
    return [("basics", said, "")]


def _fields(template: Template, posted: Any) -> Sections:
    lines = fields_table.rearranged(posted)
    if lines is None:
        return [("fields", fields_table.parse(posted).as_sent, "")]
    place = "fields-end" if posted.get(fields_table.ACT) == "add" else ""
    return [("fields", fields_table.Edited(lines).as_sent, place)]


def _steps(template: Template, posted: Any) -> Sections:
    lines = typed.posted_lines(posted)
    line = typed.rearranged(posted, lines)
    typed.give_keys(lines)
    start = opened(template)
    copied = copies.posted_copies(posted)
    sheet = sheet_of(start, lines, copied)
    settle([*lines, *copied], sheet.names)
    flow = document.texts_of(posted, "f-", document.FLOW)
    kept = start.document["steps"] if start.drawn and not lines else typed.to_document(lines)
    sections: Sections = [
        ("steps", kept, f"line-{line.number}" if line else ""), ("flow", flow, ""),
    ]  # fmt: skip
    if sheet.places or sheet.ways:
        sections.append(("foreign", posted_work(sheet, posted), ""))
    sent = copies.to_document(copied)
    if sent != start.document.get("copies", []):
        sections.append(("copies", sent, "copies" if posted.get(copies.ACT) else ""))
    return sections


def _access(template: Template, posted: Any) -> Sections:
    return [("access", rights.posted_access(posted, sheet_of(opened(template))), "")]


_SECTIONS: dict[str, Callable[[Template, Any], Sections]] = {
    "basics": _basics, "fields": _fields, "steps": _steps, "access": _access,
    "check": lambda _template, _posted: [],
}  # fmt: skip


def _onward(request: Request, template: Template, page: str, place: str) -> HttpResponse:
    """Back to the page, or on to the one whose button was pressed."""
    go = request.POST.get("go", "")
    to = go if go in PAGES else page
    href = reverse("approvals:process" if to == "basics" else "approvals:process_page",
                   args=[template.key] if to == "basics" else [template.key, to])  # fmt: skip
    if not place and to == page and request.POST.get("go") == "save":
        toast.tell(request, _("草稿已保存。"))
    return redirect(f"{href}#{place}" if place else href)


def _context(request: Request, sheet: Sheet, page: str) -> dict[str, Any]:
    template = sheet.opened.template
    return {
        "template": template, "sheet": sheet, "page": page, "draft": sheet.opened.draft,
        "revision": sheet.opened.revision, "tabs": boxes.tabs(sheet, page),
        "onward": PAGES[min(PAGES.index(page) + 1, len(PAGES) - 1)], "beside": pages_beside(),
    }  # fmt: skip


def _about_basics(sheet: Sheet, _by: Actor) -> dict[str, Any]:
    said = sheet.opened.document["basics"]
    about = basics.read(said, sheet.names, sheet.opened.template)
    people = [sheet.names.settled(each) for each in said.get("audience_people", [])]
    return {
        "said": said, "unit_text": sheet.names.text("unit", said.get("unit", "")),
        "errors": about.errors if sheet.opened.draft else {},
        "icons": document.ICONS, "units": sheet.names.options("unit"),
        "layouts": boxes.LAYOUTS, "people": sheet.names.chips(people),
    }  # fmt: skip


def _about_fields(sheet: Sheet, by: Actor) -> dict[str, Any]:
    context = fields_table.table_context(sheet.edited, by)
    if not sheet.edited.lines:
        context |= {"lines": [fields_table.blank(0)], "errors": []}
    return context | {"form": form_of(sheet, by)}


def _about_access(sheet: Sheet, _by: Actor) -> dict[str, Any]:
    return {
        "columns": rights.columns_of(sheet), "matrix": rights.matrix_of(sheet),
    }  # fmt: skip


_ABOUT: dict[str, Callable[[Sheet, Actor], dict[str, Any]]] = {
    "basics": _about_basics, "fields": _about_fields,
    "steps": lambda sheet, _by: boxes.steps(sheet), "access": _about_access,
    "check": lambda sheet, by: boxes.steps(sheet) | {"about": _about_basics(sheet, by)["errors"]},
}  # fmt: skip
