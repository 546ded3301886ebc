"""发起: the catalogue, the page on which a request is written, drafts."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from andu.approvals import actions, queries, rules, writing
from andu.approvals.actions.drafts import Typed
from andu.approvals.actions.submitting import Paper
from andu.approvals.choosing import picked
from andu.approvals.models import Draft, Template, TemplateVersion
from andu.approvals.models import Request as Approval
from andu.approvals.writing import RELATED, Writing
from andu.forms import filling
from andu.kit import plain
from andu.kit.once import digest_of, own_key
from andu.kit.request import Request
from andu.kit.verdict import Refused, require
from andu.ui import toast
from andu.workflow.related import found, offered, seen
from andu.workflow.trace import next_holders

CHANGING = ("draft", "version")  # a page that is still open learns them between two tries


@require_GET
def start(request: Request) -> HttpResponse:
    """The templates the person may start from, by owning department."""
    words = plain.line(request.GET.get("q", ""))[:40]
    context: dict[str, Any] = {"shelves": queries.catalogue(request.actor, words), "words": words}
    if request.htmx and request.htmx.target == "shelves":
        return render(request, "approvals/_shelves.html", context)
    context["usual"] = [] if words else queries.usual(request.actor)
    context["drafts"] = len(queries.drafts(request.actor))
    return render(request, "approvals/start.html", context)


@own_key
def begin(request: Request, key: str) -> HttpResponse:
    """A request being written: shown, kept as a draft, or submitted.

    Its own key: a refusal must not take back the uploads; a second submission finds the first.
    """
    version = _version(request, key)
    if request.method != "POST":
        require(rules.may_start(request.actor, version.template))
        draft = _draft(request, request.GET.get("draft", ""))
        opened = (
            writing.resumed(draft, version, request.actor)
            if draft
            else writing.blank(version, request.actor)
        )
        if draft:
            opened.related = seen(request.actor, draft.choices.get(RELATED, []))
        return _shown(request, opened)
    draft = _kept_draft(request)
    raw = filling.reshaped(
        version.form_version.definition, writing.access_of(version), request.POST
    )
    if raw is not None:
        typed = writing.typed(version, request.POST, raw, draft, request.actor)
        typed.related = found(request.POST, request.actor)
        return _shown(request, typed)
    if request.POST.get("do") == "keep":
        _keep(request, version, draft)
        toast.tell(request, _("已存为草稿。"))
        return redirect("approvals:drafts")
    return _submit(request, version, draft)


@own_key
@require_POST
def keep(request: Request, key: str) -> HttpResponse:
    """Autosave: keep what was typed, and tell the way it would take."""
    version = _version(request, key)
    if queries.submitted(request.actor):  # this came later than its form
        return HttpResponse(status=204)
    draft = _keep(request, version, _kept_draft(request))
    kept = writing.resumed(draft, version, request.actor)
    return render(request, "approvals/_kept.html", {"draft": draft, "way": kept.way})


@require_GET
def pick_matters(request: Request) -> HttpResponse:
    """Options for the matters a new request belongs to: those one sees, by title or number."""
    options = offered(request.actor, plain.line(request.GET.get("q", "")))
    return render(request, "ui/_options.html", {"options": options, "icon_name": "file-text"})


@require_GET
def drafts(request: Request) -> HttpResponse:
    """What was begun and not submitted stands among the lists of the desk."""
    return redirect("/todo/drafts")


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Throw a draft away."""
    draft = get_object_or_404(Draft.objects.visible_to(request.actor), pk=pk)
    actions.drop_draft(draft, by=request.actor)
    toast.tell(request, _("草稿已删除。"))
    return redirect("approvals:drafts")


def _submit(request: Request, version: TemplateVersion, draft: Draft | None) -> HttpResponse:
    """The first answer again for the same request; what was typed again when the draft is gone, or
    when the page was gone back to and says something else now."""
    digest = digest_of(request, without=CHANGING)
    made = queries.submitted(request.actor)
    if made and rules.may_be_repeated(made, digest):
        return _submitted(request, made)
    filled = writing.submitted(version, request, draft)
    filled.related = found(request.POST, request.actor)
    if not filled.is_sound or filled.errors:
        return _shown(request, filled, 422)
    paper = Paper(
        title=filled.title, urgency=filled.urgency, cleaned=filled.cleaned,
        choices=picked(filled.choices), related=tuple(filled.related), digest=digest,
        leap=filled.leap,
    )  # fmt: skip
    try:
        if made:
            require(rules.may_be_repeated(made, digest))
        if request.POST.get("draft"):
            require(rules.may_go_on_with(draft))
        with transaction.atomic():
            require(rules.may_be_unchanged(version, request.POST.get("version", "")))
            made = actions.submit(version, paper, draft, by=request.actor)
            require(rules.may_be_repeated(made, digest))
    except Refused as error:
        filled.errors[""] = str(error.verdict.reason)
        return _shown(request, filled, 422)
    return _submitted(request, made)


def _submitted(request: Request, made: Approval) -> HttpResponse:
    toast.tell(request, _said(made.matter))
    return redirect(made.matter.get_absolute_url())


def _said(matter: Any) -> str:
    holders = next_holders(matter)
    if holders:
        return _("已提交，{holders}。").format(holders=holders)
    return _("已提交。") if matter.is_open else _("已提交，事项办结。")


def _keep(request: Request, version: TemplateVersion, draft: Draft | None) -> Draft:
    definition, rows = version.form_version.definition, writing.access_of(version)
    raw = filling.receive_draft(definition, rows, request, draft.raw if draft else None)
    told = writing.typed(version, request.POST, raw, draft, request.actor)
    said = Typed(
        title=told.title, urgency=told.urgency, raw=raw,
        choices={**picked(told.choices), RELATED: _related(request)}, leap=told.leap,
    )  # fmt: skip
    return actions.save_draft(version, said, draft, by=request.actor)


def _related(request: Request) -> tuple[int, ...]:
    return tuple(one.pk for one in found(request.POST, request.actor))


def _version(request: Request, key: str) -> TemplateVersion:
    template = get_object_or_404(Template.objects.visible_to(request.actor), key=key)
    version = template.current
    if version is None:
        raise Http404
    return version


def _draft(request: Request, pk: str) -> Draft | None:
    if not (pk.isascii() and pk.isdigit()) or len(pk) > 15:
        return None
    return get_object_or_404(Draft.objects.visible_to(request.actor), pk=int(pk))


def _kept_draft(request: Request) -> Draft | None:
    """The draft a form goes on with; None when there is none, or none any more: what was typed
    must not be lost with it."""
    pk = plain.number(request.POST.get("draft", ""))
    return Draft.objects.visible_to(request.actor).filter(pk=pk).first()


def _shown(request: Request, filled: Writing, status: int = 200) -> HttpResponse:
    context = {"writing": filled, "template": filled.version.template, "sheet": filled.sheet}
    return render(request, "approvals/begin.html", context, status=status)
