"""/admin/authority/<key>: the table of the next version, typed or taken from a spreadsheet."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from andu.authority import actions, cells, queries, rules, sheets, typed
from andu.authority.forms import AboutForm, UploadForm
from andu.authority.models import Matrix, Version
from andu.authority.reading import Sheet, sheet_of
from andu.authority.rights import MANAGE
from andu.authority.typed import Line
from andu.kit import plain
from andu.kit.opening import needs
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.organisation.importing.sheet import MOST_BYTES, Unreadable
from andu.ui import toast

BLANK = Line(9999)
ACTS = (
    ("copy", gettext_lazy("复制"), "copy"), ("up", gettext_lazy("上移"), "arrow-up"),
    ("down", gettext_lazy("下移"), "arrow-down"), ("drop", gettext_lazy("删除"), "trash"),
)  # fmt: skip


@needs(MANAGE.code)
@require_http_methods(["GET", "HEAD", "POST"])
def matrix(request: Request, key: str) -> HttpResponse:
    """The table to edit; every post keeps what was typed and comes back."""
    kept = _kept(request, key)
    if request.method != "POST":
        draft = queries.draft_of(kept)
        lines, form = _begun(kept, draft)
        more = [Line(len(lines) + 1)] if "add" in request.GET else []
        return _shown(request, kept, draft, [*lines, *more], form)
    lines, form = typed.posted_lines(request.POST), AboutForm(request.POST)
    line = typed.rearranged(request.POST, lines)
    if not form.is_valid():
        return _shown(request, kept, queries.draft_of(kept), lines, form)
    said, seen = form.cleaned_data, request.POST.get("seen", "")
    try:
        actions.save_draft(kept, lines, actions.About(**said, revision=seen), by=request.actor)
        if request.POST.get("go") == "publish":
            return _published(request, kept)
    except Refused as refusal:
        form.add_error(None, str(refusal.verdict.reason))
        return _shown(request, kept, queries.draft_of(kept), lines, form)
    if typed.ACT in request.POST:
        return redirect(_place(kept, lines, line))
    toast.tell(request, _("草稿已保存。"))
    return redirect("authority:matrix", kept.key)


@needs(MANAGE.code)
@require_POST
def discard(request: Request, key: str) -> HttpResponse:
    """Forget the draft."""
    kept = actions.discard_draft(_kept(request, key), by=request.actor)
    toast.tell(request, _("草稿已丢弃。"))
    return redirect("authority:matrix", kept.key)


@needs(MANAGE.code)
@require_POST
def close(request: Request, key: str) -> HttpResponse:
    """No new flow may ask it."""
    actions.close_matrix(_kept(request, key), by=request.actor)
    toast.tell(request, _("已停用，新的流程不能再选它；正在使用它的流程不受影响。"))
    return redirect("authority:matrices")


@needs(MANAGE.code)
@require_POST
def reopen(request: Request, key: str) -> HttpResponse:
    """New flows may ask it again."""
    actions.reopen_matrix(_kept(request, key), by=request.actor)
    toast.tell(request, _("已启用。"))
    return redirect("authority:matrices")


@needs(MANAGE.code)
@require_http_methods(["GET", "HEAD", "POST"])
def import_(request: Request, key: str) -> HttpResponse:
    """Take a spreadsheet and show what is to be mended, row by row, before it is adopted."""
    kept, sheet = _kept(request, key), None
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            lines = sheets.lines_in(file.read(MOST_BYTES + 1), file.name, kept)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            sheet = _read(kept, lines)
    context = _about(kept) | {"form": form, "sheet": sheet}
    if sheet is not None:
        context |= {"file": form.cleaned_data["file"].name, "wrong": _wrong(sheet)}
    status = 422 if request.method == "POST" and sheet is None else 200
    return render(request, "authority/import.html", context, status=status)


@needs(MANAGE.code)
@require_POST
def adopt(request: Request, key: str) -> HttpResponse:
    """Let the rows of the preview be the draft's."""
    kept, lines = _kept(request, key), typed.posted_lines(request.POST)
    file = plain.line(request.POST.get("file", ""))[:80]
    actions.import_rows(kept, lines, file, by=request.actor)
    toast.tell(request, _("已导入为草稿，共 {n} 行。请检查后发布。").format(n=len(lines)))
    return redirect("authority:matrix", kept.key)


def _place(kept: Matrix, lines: list[Line], line: Line | None) -> str:
    """The page at the line a button was about: in the draft, lines are counted anew."""
    href = reverse("authority:matrix", args=[kept.key])
    if line is not None and line.is_blank:
        return f"{href}?add=1#last"
    filled = [each for each in lines if not each.is_blank]
    return f"{href}#row-{filled.index(line) + 1}" if line in filled else href


def _published(request: Request, kept: Matrix) -> HttpResponse:
    version = actions.publish_version(kept, by=request.actor)
    words = _("“{name}”第 {n} 版已发布，自 {day} 起提交的事项按这一版办理。")
    said = words.format(name=kept, n=version.number, day=version.valid_from)
    toast.tell(request, said)
    return redirect(reverse("authority:version", args=[kept.key, version.number]))


def _kept(request: Request, key: str) -> Matrix:
    return get_object_or_404(queries.kept_by(request.actor), key=key)


def _begun(kept: Matrix, draft: Version | None) -> tuple[list[Line], AboutForm]:
    """The draft, else the last version as the beginning of the next."""
    if draft is not None:
        about = {
            "regulation": draft.regulation, "regulation_number": draft.regulation_number,
            "valid_from": draft.valid_from,
        }  # fmt: skip
        return typed.from_document(draft.document), AboutForm(initial=about)
    last = queries.last_of(kept)
    return (queries.lines_of(last) if last else []), AboutForm()


def _shown(
    request: Request, kept: Matrix, draft: Version | None, lines: Sequence[Line], form: AboutForm
) -> HttpResponse:
    sheet = _read(kept, lines)
    shown = list(lines) or [Line(0)]
    context = _about(kept) | {
        "lines": shown, "acts": ACTS, "form": form, "sheet": sheet, "draft": draft, "blank": BLANK,
        "seen": rules.revision_of(draft) if draft else "",
        "number": draft.number if draft else kept.newest + 1,
        "offered": cells.offered(sheet.names), "may": rules.may_edit(request.actor, kept),
        "wrong": _wrong(sheet) if draft or not kept.newest else 0,
    }  # fmt: skip
    return render(request, "authority/matrix.html", context, status=422 if form.errors else 200)


def _read(kept: Matrix, lines: Sequence[Line]) -> Sheet:
    return sheet_of(kept.organisation_id, lines, has_attribute=bool(kept.attribute_label))


def _about(kept: Matrix) -> dict[str, Any]:
    return {"matrix": kept, "labels": sheets.labels_of(kept), "parts": sheets.parts_of(kept)}


def _wrong(sheet: Sheet) -> int:
    return len(sheet.faults)
