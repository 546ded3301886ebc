"""/admin/processes/<key>/schedules: what the clock starts from a template."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from andu.approvals import writing
from andu.approvals.models import Template, TemplateVersion
from andu.forms import filling, showing
from andu.forms.filling import Raw
from andu.kit.request import Request
from andu.kit.verdict import Refused, require
from andu.recurring import actions, queries, rules
from andu.recurring.filling import access_of, kept
from andu.recurring.forms import ScheduleForm, initial_of
from andu.recurring.models import Occasion, Schedule, Start
from andu.recurring.planning import plan_of
from andu.recurring.words import when_words, who_words
from andu.ui import toast
from andu.upkeep.queries.listing import kept_by

TOLD = {
    "pause": gettext_lazy("已暂停，恢复之前不再发起。"),
    "resume": gettext_lazy("已恢复。"),
    "end": gettext_lazy("已删除，不再发起；历次记录还在下面。"),
}


@require_safe
def schedules(request: Request, key: str) -> HttpResponse:
    """The schedules of a template."""
    template = get_object_or_404(kept_by(request.actor), key=key)
    rows = queries.schedules_of(template, request.actor)
    for each in rows:
        each.when, each.whose = when_words(each), who_words(each)
    may = rules.may_schedule(request.actor, template)
    return _page(request, template, "schedules", {"rows": rows, "may": may})


@require_http_methods(["GET", "HEAD", "POST"])
def schedule_new(request: Request, key: str) -> HttpResponse:
    """Set a new one."""
    template = get_object_or_404(kept_by(request.actor), key=key)
    return _edited(request, template, None)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule_edit(request: Request, key: str, pk: int) -> HttpResponse:
    """Change one."""
    found = _found(request, key, pk)
    return _edited(request, found.template, found)


@require_safe
def schedule(request: Request, key: str, pk: int) -> HttpResponse:
    """When it comes next, and what it has come to."""
    found, by = _found(request, key, pk), request.actor
    coming = queries.next_of(found)
    context = {
        "schedule": found, "when": when_words(found), "whose": who_words(found),
        "next": coming, "unset": queries.unset_years(found, coming),
        "page": queries.held(found, by, request.GET.get("after", "")),
        "may_change": rules.may_change(by, found), "may_pause": rules.may_pause(by, found),
        "may_resume": rules.may_resume(by, found), "may_end": rules.may_end(by, found),
    }  # fmt: skip
    return _page(request, found.template, "schedule", context)


@require_safe
def occasion(request: Request, key: str, pk: int, number: int) -> HttpResponse:
    """For whom something was started on an occasion, and for whom it could not be."""
    found = _found(request, key, pk)
    one = get_object_or_404(Occasion.objects.visible_to(request.actor), schedule=found, pk=number)
    state = request.GET.get("state", "")
    people = queries.starts_of(one, request.actor, request.GET.get("after", ""), state)
    context = {
        "schedule": found, "occasion": one, "page": people, "state": state,
        "states": Start.State.choices,
    }  # fmt: skip
    return _page(request, found.template, "occasion", context)


@require_POST
def schedule_act(request: Request, key: str, pk: int, verb: str) -> HttpResponse:
    """Pause, resume or end it."""
    found = _found(request, key, pk)
    verbs: dict[str, Any] = {
        "pause": actions.pause_schedule, "resume": actions.resume_schedule,
        "end": actions.end_schedule,
    }  # fmt: skip
    verbs[verb](found, by=request.actor)
    toast.tell(request, str(TOLD[verb]))
    return redirect(found)


def _edited(request: Request, template: Template, found: Schedule | None) -> HttpResponse:
    by, version = request.actor, template.current
    require(rules.may_change(by, found) if found else rules.may_schedule(by, template))
    if version is None:
        raise Http404
    initial = initial_of(plan_of(found)) if found else {}
    posted = request.POST if request.method == "POST" else None
    form = ScheduleForm(posted, version=version, actor=by, initial=initial)
    raw, is_reshaped = _raw(request, version, found)
    if posted is not None and not is_reshaped and form.is_valid():
        try:
            plan = form.plan(kept(raw))
            made = (
                actions.reschedule(found, plan, by=by)
                if found
                else actions.schedule(template, plan, by=by)
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            toast.tell(request, _("已保存，下面是接下来几次的时间。"))
            return redirect(made)
    context = {"form": form, "schedule": found, "sheet": _sheet(version, raw, request)}
    status = 422 if posted is not None and not is_reshaped else 200
    return _page(request, template, "edit", context, status)


def _raw(
    request: Request, version: TemplateVersion, found: Schedule | None
) -> tuple[Raw, bool]:  # fmt: skip
    """The form as typed, and whether a row was only added or taken away."""
    definition, rows = version.form_version.definition, access_of(version)
    if request.method != "POST":
        return (found.raw if found else {}), False
    reshaped = filling.reshaped(definition, rows, request.POST)
    if reshaped is not None:
        return reshaped, True
    return filling.draft(definition, rows, request.POST), False


def _sheet(version: TemplateVersion, raw: Raw, request: Request) -> Any:
    definition, rows = version.form_version.definition, access_of(version)
    shown = writing.read(version, rows, raw, {}, request.actor)
    return showing.editable(definition, rows, shown, actor=request.actor)


def _found(request: Request, key: str, pk: int) -> Schedule:
    return get_object_or_404(queries.found_of(request.actor), template__key=key, pk=pk)


def _page(
    request: Request, template: Template, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:  # fmt: skip
    edits = bool(rules.may_edit(request.actor, template))
    context |= {"template": template, "edits": edits}
    return render(request, f"recurring/{name}.html", context, status=status)
