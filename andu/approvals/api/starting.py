"""Templates one may start from, and starting."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router

from andu.approvals import actions, choosing, queries, rules, writing
from andu.approvals.actions.submitting import Paper
from andu.approvals.api.shapes import Brief, FormField, FormOut, Start, TemplateOut
from andu.approvals.choosing import picked
from andu.approvals.models import Template, TemplateVersion
from andu.approvals.told import may_be_told, told
from andu.approvals.writing import Writing
from andu.forms.access import access_to, is_required, is_visible
from andu.forms.definition import Field, FormDefinition
from andu.kit.request import Request
from andu.kit.verdict import require
from andu.ui.refusal import problem
from andu.workflow.related import seen
from andu.workflow.trace import next_holders

router = Router(tags=[_("发起")])


@router.get("/templates", response=list[TemplateOut], summary=_("可以发起的模板"))
def templates(request: Request, q: str = "") -> Any:
    """By name, pinyin or initials when `q` is given."""
    shelves = queries.catalogue(request.actor, q[:40])
    return [_template(one) for shelf in shelves for one in shelf.templates]


@router.get("/templates/{key}", response=FormOut, summary=_("一个模板和它的表单"))
def template(request: Request, key: str) -> Any:
    """The fields the initiator sees, with what may be done with each."""
    version = version_of(request, key)
    access = writing.access_of(version)
    fields = [
        _field(one, str(access_to(one, access)), is_required(one, access))
        for one in version.form_version.definition if is_visible(one, access)
    ]  # fmt: skip
    choices = [{"step": one.step, "name": one.name} for one in choosing.choices_of(version)]
    return _template(version.template) | {
        "version": version.number, "fields": fields, "choices": choices,
    }  # fmt: skip


@router.post("/templates/{key}/matters", response=Brief, summary=_("提交一件事项"))
def start(request: Request, key: str, said: Start) -> Any:
    """As on the page: the same checks, and the same request found again when it is repeated."""
    version = version_of(request, key)
    if made := queries.submitted(request.actor):
        return brief(made.matter)
    definition = version.form_version.definition
    require(may_be_told(definition, said.fields, request.actor))
    choices = {f"choice-{step}": ids for step, ids in said.choices.items()}
    post = told(
        definition, said.fields, request.actor, title=said.title, urgency=said.urgency, **choices
    )
    filled = writing.submitted(version, post, None)
    if wrong := wrong_with(filled):
        return wrong
    paper = Paper(
        title=filled.title, urgency=filled.urgency, cleaned=filled.cleaned,
        choices=picked(filled.choices), related=tuple(seen(request.actor, said.related)),
        leap=said.leap,
    )  # fmt: skip
    with transaction.atomic():
        require(rules.may_start(request.actor, version.template))
        return brief(actions.submit(version, paper, None, by=request.actor).matter)


def brief(matter: Any, said: str = "") -> dict[str, Any]:
    """Where the matter stands now."""
    return {
        "id": matter.pk, "title": matter.title, "serial": matter.serial, "state": matter.state,
        "holders": next_holders(matter), "said": said, "address": matter.get_absolute_url(),
    }  # fmt: skip


def unfit(errors: dict[str, str], definition: FormDefinition) -> HttpResponse:
    """What is wrong, all of it, by field; the sentence names the fields as people know them."""
    labels = {field.key: field.label for field in definition}
    said = (
        _("{label}：{error}").format(label=labels[key.split("-")[0]], error=error)
        if key.split("-")[0] in labels else error
        for key, error in errors.items()
    )  # fmt: skip
    detail = " ".join(dict.fromkeys(said))
    return problem(422, detail, "invalid", errors=errors)


def wrong_with(filled: Writing) -> HttpResponse | None:
    """The refusal when it can't be submitted as it stands."""
    chosen = {f"choice-{one.step}": one.error for one in filled.choices if one.error}
    errors = {**filled.errors, **filled.cleaned.errors, **chosen}
    return unfit(errors, filled.version.form_version.definition) if errors else None


def _template(one: Template) -> dict[str, Any]:
    return {"key": one.key, "name": one.name, "unit": str(one.unit), "description": one.description}


def _field(field: Field, access: str, must: bool) -> FormField:
    return FormField(
        key=field.key, label=field.label, kind=field.kind.value, access=access, required=must,
        options=list(field.options), dictionary=field.dictionary,
        columns=[_field(one, access, one.required) for one in field.columns],
    )  # fmt: skip


def version_of(request: Request, key: str) -> TemplateVersion:
    """The present version of a template this person may start from."""
    found = get_object_or_404(Template.objects.visible_to(request.actor), key=key)
    if found.current is None:
        raise Http404
    return found.current
