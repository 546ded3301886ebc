"""What is being written: kept, read, submitted, thrown away; nobody else sees it."""

from typing import Any, cast

from django.db import transaction
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Status

from andu.approvals import actions, queries, rules, writing
from andu.approvals.actions.drafts import Typed
from andu.approvals.actions.submitting import Paper
from andu.approvals.api.shapes import Brief, DraftIn, DraftOut
from andu.approvals.api.starting import brief, version_of, wrong_with
from andu.approvals.choosing import picked
from andu.approvals.models import Draft, TemplateVersion
from andu.approvals.told import Told, may_be_told, told
from andu.approvals.writing import RELATED
from andu.forms import filling
from andu.kit.request import Request
from andu.kit.verdict import require
from andu.workflow.related import seen

router = Router(tags=[_("草稿")])


@router.post("/templates/{key}/drafts", response=DraftOut, summary=_("存一份新草稿"))
def keep_draft(request: Request, key: str, said: DraftIn) -> Any:
    """Right or wrong: a draft is checked when it is submitted."""
    return _out(request, _kept(request, version_of(request, key), said, None))


@router.get("/drafts/{number}", response=DraftOut, summary=_("一份草稿"))
def draft(request: Request, number: int) -> Any:
    """As it was left."""
    return _out(request, _found(request, number))


@router.put("/drafts/{number}", response=DraftOut, summary=_("改写一份草稿"))
def rewrite_draft(request: Request, number: int, said: DraftIn) -> Any:
    """The whole of it; fields that are not said are emptied."""
    found = _found(request, number)
    return _out(request, _kept(request, _version(found), said, found))


@router.post("/drafts/{number}/submit", response=Brief, summary=_("提交一份草稿"))
def submit_draft(request: Request, number: int) -> Any:
    """Checked as on the page; the draft is gone with it."""
    if made := queries.submitted(request.actor):
        return brief(made.matter)
    found = _found(request, number)
    version = _version(found)
    filled = writing.submitted(version, cast(Any, _posted(request, found)), found)
    if wrong := wrong_with(filled):
        return wrong
    related = tuple(seen(request.actor, found.choices.get(RELATED, [])))
    paper = Paper(
        title=filled.title, urgency=filled.urgency, cleaned=filled.cleaned,
        choices=picked(filled.choices), related=related, leap=found.leap,
    )  # fmt: skip
    with transaction.atomic():
        require(rules.may_start(request.actor, version.template))
        return brief(actions.submit(version, paper, found, by=request.actor).matter)


@router.delete("/drafts/{number}", response={204: None}, summary=_("扔掉一份草稿"))
def drop_draft(request: Request, number: int) -> Any:
    """Nobody gets it back."""
    actions.drop_draft(_found(request, number), by=request.actor)
    return Status(204, None)


def _kept(request: Request, version: TemplateVersion, said: DraftIn, old: Draft | None) -> Draft:
    definition, by = version.form_version.definition, request.actor
    require(may_be_told(definition, said.fields, by))
    choices = {f"choice-{step}": ids for step, ids in said.choices.items()}
    post = told(definition, said.fields, by, title=said.title, urgency=said.urgency, **choices)
    raw = filling.receive_draft(definition, writing.access_of(version), cast(Any, post))
    filled = writing.typed(version, post.POST, raw, old, by)
    related = tuple(one.pk for one in seen(by, said.related))
    typed = Typed(
        title=filled.title, urgency=filled.urgency, raw=raw,
        choices={**picked(filled.choices), RELATED: related}, leap=said.leap,
    )  # fmt: skip
    return actions.save_draft(version, typed, old, by=by)


def _posted(request: Request, found: Draft) -> Told:
    post = QueryDict(mutable=True)
    for name, texts in found.raw.items():
        post.setlist(name, texts)
    post["title"], post["urgency"] = found.title, str(found.urgency)
    for step, ids in found.choices.items():
        if step != RELATED:
            post.setlist(f"choice-{step}", [str(one) for one in ids])
    return Told(request.actor, post)


def _out(request: Request, found: Draft) -> dict[str, Any]:
    filled = writing.resumed(found, _version(found), request.actor)
    choices = {step: ids for step, ids in found.choices.items() if step != RELATED}
    return {
        "id": found.pk, "template": found.version.template.key, "title": found.title,
        "urgency": found.urgency, "fields": filled.cleaned.values, "choices": choices,
        "related": found.choices.get(RELATED, []), "updated": found.updated,
    }  # fmt: skip


def _version(found: Draft) -> TemplateVersion:
    """The present version of its template: a draft is submitted by what holds now."""
    current = found.version.template.current
    if current is None:
        raise Http404
    return current


def _found(request: Request, number: int) -> Draft:
    return get_object_or_404(Draft.objects.visible_to(request.actor), pk=number)
