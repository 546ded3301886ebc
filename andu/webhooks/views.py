"""/admin/webhooks: who is told what; /admin/webhooks/7: what was sent, and what was not."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from andu.kit import plain
from andu.kit.once import own_key
from andu.kit.opening import confirm_first, needs
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.organisation import queries as organisations
from andu.ui import toast
from andu.webhooks import actions, queries, signing
from andu.webhooks.forms import HookForm
from andu.webhooks.models import Hook
from andu.webhooks.occasions import LABELS
from andu.webhooks.rights import KEEP


@needs(KEEP.code)
@confirm_first
@own_key
@require_http_methods(["GET", "HEAD", "POST"])
def hooks(request: Request) -> HttpResponse:
    """The hooks of the organisation being looked after, and a new one, whose secret stands on this
    answer. Its own key: the kept answer of a form would hold the secret."""
    organisation = organisations.chosen(request)
    if organisation is None:
        raise Http404
    form = HookForm(request.POST or None)
    more: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.add_hook(
                organisation, plain.line(said["name"]), said["url"].strip(), said["kinds"],
                by=request.actor,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            more, form = {"made": made, "once": signing.secret_of(made)}, HookForm()
    context = more | {
        "form": form, "rows": _rows(organisation), "organisation": organisation,
        "organisations": organisations.administered(request.actor),
    }  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    answer = render(request, "webhooks/hooks.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@needs(KEEP.code)
@confirm_first
@require_safe
def hook(request: Request, pk: int) -> HttpResponse:
    """What was sent, the latest first; `dead=1`: only what was given up."""
    return _shown(request, _hook(request, pk), {})


@needs(KEEP.code)
@confirm_first
@own_key
@require_http_methods(["GET", "HEAD", "POST"])
def secret(request: Request, pk: int) -> HttpResponse:
    """Another secret, which stands on this answer; its own key as above."""
    found = _hook(request, pk)
    if request.method != "POST":
        return redirect("webhooks:hook", pk=found.pk)
    made = actions.renew_secret(found, by=request.actor)
    return _shown(request, made, {"once": signing.secret_of(made)})


@needs(KEEP.code)
@confirm_first
@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    """Away with it."""
    found = actions.stop_hook(_hook(request, pk), by=request.actor)
    toast.tell(request, _("推送“{name}”已停用。").format(name=found.name))
    return redirect("webhooks:hooks")


@needs(KEEP.code)
@confirm_first
@require_POST
def try_(request: Request, pk: int) -> HttpResponse:
    """Send a test."""
    found = _hook(request, pk)
    actions.try_hook(found, by=request.actor)
    toast.tell(request, _("测试已排队，十几秒后下面会显示结果。"))
    return redirect("webhooks:hook", pk=found.pk)


@needs(KEEP.code)
@confirm_first
@require_POST
def resend(request: Request, pk: int) -> HttpResponse:
    """Again what was given up: the ones named, or all."""
    found = _hook(request, pk)
    keys = [plain.number(one) for one in request.POST.getlist("sending")]
    count = actions.resend(found, keys, by=request.actor)
    toast.tell(request, _("已重新排队 {count} 条。").format(count=count))
    return redirect("webhooks:hook", pk=found.pk)


def _hook(request: Request, pk: int) -> Hook:
    return get_object_or_404(Hook.objects.visible_to(request.actor), pk=pk)


def _shown(request: Request, found: Hook, more: dict[str, Any]) -> HttpResponse:
    dead, after = request.GET.get("dead") == "1", request.GET.get("after", "")
    page = queries.log_of(found, after, dead=dead)
    context = more | {
        "hook": found, "rows": queries.lines_of(page.items), "next": page.next, "dead": dead,
        "is_busy": not after and queries.may_change_soon(page.items),
        "number": queries.dead_of(found),
    }  # fmt: skip
    context["kinds"] = [LABELS.get(kind, kind) for kind in found.kinds.split(",")]
    answer = render(request, "webhooks/hook.html", context)
    if more:
        answer.headers["Cache-Control"] = "no-store, private"
    return answer


def _rows(organisation: Any) -> list[dict[str, Any]]:
    return [
        {"hook": one, "kinds": [LABELS.get(kind, kind) for kind in one.kinds.split(",")]}
        for one in queries.hooks_of(organisation)
    ]
