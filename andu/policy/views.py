"""The pages of settings."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from andu.kit.opening import confirm_first, needs
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.policy import actions, queries, showing
from andu.policy.declaring import Setting, all_settings
from andu.policy.forms import Decide
from andu.policy.models import Decision
from andu.policy.reading import value
from andu.policy.rights import CHANGE, READ

LINES = 50


@needs(CHANGE.code, READ.code)
@require_safe
def settings(request: Request) -> HttpResponse:
    """All settings by group, with the value in force."""
    return render(request, "policy/settings.html", {"groups": queries.groups()})


@confirm_first
@needs(CHANGE.code, READ.code)
@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: Request, code: str) -> HttpResponse:
    """One setting: its form, made from the declaration, and every decision so far."""
    found = _found(code)
    form = Decide(found, value(found), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, found, form)
            messages.success(request, _("“{label}”已调整。").format(label=found.label))
            return redirect("policy:setting", code=found.code)
        except Refused as refused:
            form.add_error(None, str(refused.verdict.reason))
    rows = Decision.objects.visible_to(request.actor).filter(code=found.code).order_by("-id")
    context = {
        "setting": found, "form": form, "may_change": request.actor.holds(CHANGE.code),
        "now": showing.shown(found.type, value(found)),
        "default": showing.shown(found.type, queries.default(found)),
        "history": queries.history(found, rows[:LINES]),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "policy/setting.html", context, status=status)


def _decide(request: Request, found: Setting, form: Decide) -> None:
    given = form.cleaned_data
    actions.decide(
        found, given["value"], by=request.actor, at=form.places[given["place"]],
        basis=given["basis"], locked=given.get("locked", False),
    )  # fmt: skip


def _found(code: str) -> Setting:
    for found in all_settings():
        if found.code == code:
            return found
    raise Http404
