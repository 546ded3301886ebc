"""Published versions, what one changed, spreadsheets, and 试算."""

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from andu.authority import actions, comparing, queries, sheets, trying
from andu.authority.forms import TryForm
from andu.authority.models import Matrix, Version
from andu.authority.rights import MANAGE
from andu.files.zipping import safe
from andu.kit import plain
from andu.kit.opening import needs
from andu.kit.request import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(MANAGE.code)
@require_safe
def versions(request: Request, key: str, number: int = 0) -> HttpResponse:
    """What was published when, by whom and after which regulation; the rows of one, and what it
    changed against another (?with=, else the one before)."""
    kept = _kept(request, key)
    rows = list(queries.published_by(request.actor, key))
    shown = next((each for each in rows if number in (0, each.number)), None)
    if number and shown is None:
        raise Http404
    other = _other(rows, shown, plain.number(request.GET.get("with", ""))) if shown else None
    prefetch_related_objects([each for each in (shown, other) if each], "rows")
    context = {
        "matrix": kept, "versions": rows, "shown": shown, "other": other,
        "labels": sheets.labels_of(kept),
        "rows": shown.rows.all() if shown else [],
        "differences": comparing.differences(other, shown) if shown and other else [],
    }  # fmt: skip
    return render(request, "authority/versions.html", context)


@needs(MANAGE.code)
@require_safe
def export(request: Request, key: str) -> HttpResponse:
    """A published version (?version=), else the last; without any the columns alone."""
    kept = _kept(request, key)
    asked = plain.number(request.GET.get("version", ""))
    shown = _shown(request, key, asked) if asked else queries.last_of(kept)
    lines = []
    if shown is not None:
        actions.note_export(shown, by=request.actor)
        lines = queries.lines_of(shown)
    answer = HttpResponse(sheets.workbook(kept, lines), content_type=XLSX)
    name = safe(f"{kept.name} {shown.number if shown else ''}")
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    return answer


@needs(MANAGE.code)
@require_safe
def try_(request: Request, key: str) -> HttpResponse:
    """Who would sign: by the draft when there is one, else by what is in force."""
    kept = _kept(request, key)
    draft = queries.draft_of(kept)
    asked = request.GET.copy()
    if not (asked.get("initiator") or asked.get("initiator_text")):
        asked["initiator"] = str(request.actor.member_id or "")
    is_asked = "amount" in asked or "category" in asked
    form = TryForm(
        asked if is_asked else None, actor=request.actor, labels=sheets.labels_of(kept),
        initial={"initiator": [request.actor.member_id] if request.actor.member_id else []},
    )  # fmt: skip
    by_draft = draft is not None and request.GET.get("by") != "current"
    current = queries.version_in_force(kept.organisation_id, kept.key)
    rows = []
    if by_draft:
        rows = trying.rows_in(queries.read_draft(kept, draft))
    elif current is not None:
        rows = queries.rows_of(current.pk)
    found = None
    if form.is_valid():
        said = form.cleaned_data
        wish = trying.Wish(
            said["initiator"], said["category"], said.get("attribute", ""), said["amount"]
        )
        found = trying.outcome(rows, wish)
    values = queries.values_in(row.span for row in rows)
    context = {
        "matrix": kept, "form": form, "outcome": found, "values": values, "draft": draft,
        "by_draft": by_draft, "current": current,
    }  # fmt: skip
    return render(request, "authority/try.html", context)


def _kept(request: Request, key: str) -> Matrix:
    return get_object_or_404(queries.kept_by(request.actor), key=key)


def _shown(request: Request, key: str, number: int) -> Version:
    return get_object_or_404(queries.published_by(request.actor, key), number=number)


def _other(rows: list[Version], shown: Version, asked: int) -> Version | None:
    """The version asked for, else the one before."""
    others = (each for each in rows if each != shown)
    if asked:
        return next((each for each in others if each.number == asked), None)
    return next((each for each in others if each.number < shown.number), None)
