"""Importing people: upload, columns, preview, progress, report."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from andu.kit import keyset
from andu.kit.opening import needs
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.organisation import actions, queries, rules
from andu.organisation.actions.importing import Match, Target
from andu.organisation.forms import ConfirmForm, ImportUploadForm, MatchForm
from andu.organisation.importing import running
from andu.organisation.importing.columns import FIELDS
from andu.organisation.models import ImportBatch, ImportRow
from andu.organisation.rights import IMPORT
from andu.ui import toast

State = ImportBatch.State
Outcome = ImportRow.Outcome
SAMPLES = 3


@needs(IMPORT.code)
def imports(request: Request) -> HttpResponse:
    """Begin an import, and the imports so far."""
    form = _upload_form(request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        target = Target(said["organisation"], said.get("code", ""), said.get("name", ""))
        try:
            batch = actions.upload_import(
                said["file"].read(), said["file"].name, target, by=request.actor
            )
            return redirect("organisation:import_batch", batch.pk)
        except Refused as refused:
            form.add_error("file", str(refused))
    page = keyset.page(
        ImportBatch.objects.visible_to(request.actor).select_related("organisation"),
        ("-id",), request.GET.get("after", ""), 20,
    )  # fmt: skip
    context = {"form": form, "page": page, "at": 1}
    return render(request, "organisation/imports.html", context, status=422 if form.errors else 200)


@needs(IMPORT.code)
@require_safe
def import_batch(request: Request, pk: int) -> HttpResponse:
    """One import, at whatever step it is."""
    batch = _batch(request, pk)
    if batch.state == State.UPLOADED or ("columns" in request.GET and batch.state == State.CHECKED):
        return _columns(request, batch, _match_form(batch))
    if batch.state == State.CHECKED:
        return _preview(request, batch, ConfirmForm())
    if batch.state == State.RUNNING:
        return render(request, "organisation/import_running.html", {"batch": batch, "at": 4})
    return render(request, "organisation/import_done.html", {**_rows(request, batch), "at": 5})


@needs(IMPORT.code)
@require_POST
def match_columns(request: Request, pk: int) -> HttpResponse:
    """Take the choice of columns and compare every row."""
    batch, form = _batch(request, pk), MatchForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        match = Match(form.columns(), said["separators"], said["fill_down"], said["login_prefix"])
        try:
            actions.match_columns(batch, match, by=request.actor)
            return redirect("organisation:import_batch", batch.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    batch.columns = form.columns()
    return _columns(request, batch, form, status=422)


@needs(IMPORT.code)
@require_POST
def confirm_import(request: Request, pk: int) -> HttpResponse:
    """Let the import begin."""
    batch, form = _batch(request, pk), ConfirmForm(request.POST)
    if not form.is_valid():
        return _preview(request, batch, form, status=422)
    running.begin(batch, form.cleaned_data["basis"], by=request.actor)
    return redirect("organisation:import_batch", batch.pk)


@needs(IMPORT.code)
@require_POST
def drop_import(request: Request, pk: int) -> HttpResponse:
    """Give the import up."""
    batch = actions.drop_import(_batch(request, pk), by=request.actor)
    toast.tell(request, _("已放弃导入“{file}”，机构没有变化。").format(file=batch.filename))
    return redirect("organisation:imports")


@needs(IMPORT.code)
@require_POST
def resume_import(request: Request, pk: int) -> HttpResponse:
    """Let a stopped import go on."""
    batch = running.resume(_batch(request, pk), by=request.actor)
    toast.tell(request, _("已重新交给后台，从停下的地方继续。"))
    return redirect("organisation:import_batch", batch.pk)


@needs(IMPORT.code)
@require_safe
def import_progress(request: Request, pk: int) -> HttpResponse:
    """How far the import is; the page reloads when it is over."""
    batch = _batch(request, pk)
    response = render(request, "organisation/_import_progress.html", {"batch": batch})
    if batch.state != State.RUNNING:
        response.headers["HX-Refresh"] = "true"
    return response


def _batch(request: Request, pk: int) -> ImportBatch:
    return get_object_or_404(
        ImportBatch.objects.visible_to(request.actor).select_related("organisation"), pk=pk
    )


def _upload_form(request: Request) -> ImportUploadForm:
    rows = queries.administered(request.actor)
    first = queries.chosen(request)
    return ImportUploadForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        initial={"organisation": first}, rows=rows, may_found=bool(rules.may_found(request.actor)),
    )  # fmt: skip


def _match_form(batch: ImportBatch) -> MatchForm:
    names = ("separators", "fill_down", "login_prefix")
    return MatchForm(initial={name: getattr(batch, name) for name in names})


def _columns(
    request: Request, batch: ImportBatch, form: MatchForm, status: int = 200
) -> HttpResponse:
    samples = list(batch.rows.order_by("number").values_list("cells", flat=True)[:SAMPLES])
    chosen = {column: field for field, column in batch.columns.items()}
    columns = [
        {"number": number, "title": title, "field": chosen.get(number, ""),
         "samples": [row[number] for row in samples if number < len(row) and row[number]]}
        for number, title in enumerate(batch.titles)
        if title or any(number < len(row) and row[number] for row in samples)
    ]  # fmt: skip
    context = {"batch": batch, "form": form, "columns": columns, "fields": FIELDS.values(), "at": 2}
    return render(request, "organisation/import_columns.html", context, status=status)


def _preview(
    request: Request, batch: ImportBatch, form: ConfirmForm, status: int = 200
) -> HttpResponse:
    verdict = rules.may_confirm(request.actor, batch)
    context = {**_rows(request, batch), "form": form, "verdict": verdict, "at": 3}
    return render(request, "organisation/import_preview.html", context, status=status)


def _rows(request: Request, batch: ImportBatch) -> dict[str, Any]:
    """The rows of one outcome, fifty at a time; what is wrong comes first."""
    show = request.GET.get("show") or (
        "faulty" if batch.faulty else "noted" if batch.noted else "added"
    )
    rows = batch.rows.all()
    rows = rows.filter(noted=True) if show == "noted" else rows.filter(outcome=show)
    page = keyset.page(rows, ("number",), request.GET.get("after", ""), 50)
    tabs = [
        ("faulty", Outcome.FAULTY.label, batch.faulty), ("noted", _("有提示"), batch.noted),
        ("added", Outcome.ADDED.label, batch.added),
        ("changed", Outcome.CHANGED.label, batch.changed),
        ("unchanged", Outcome.UNCHANGED.label, batch.unchanged),
    ]  # fmt: skip
    return {"batch": batch, "page": page, "show": show, "tabs": tabs}
