"""What I want to hear of, where and when."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.notify import actions
from andu.notify.channels import all_channels, all_kinds
from andu.notify.forms import RhythmForm
from andu.notify.policy import DIGEST, DIGEST_AT, QUIET, URGENT_BREAKS
from andu.notify.queries import choices_of, rhythm_of, ways
from andu.policy.reading import value
from andu.ui import toast


@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: Request) -> HttpResponse:
    """Kinds by ways, the rhythm, quiet hours, and the browser's own notifications."""
    if request.actor.member_id is None:
        raise PermissionDenied
    held = rhythm_of(request.actor)
    posted = request.POST if request.method == "POST" else None
    form = RhythmForm(posted, instance=held)
    if posted is not None and form.is_valid():
        try:
            tempo = actions.Tempo(**form.cleaned_data)
            actions.arrange(_wanted(request), tempo, by=request.actor)
        except Refused as refused:
            form.add_error("quiet_since", str(refused.verdict.reason))
        else:
            toast.tell(request, _("已保存。"))
            return redirect("notify:arrange")
    status = 422 if form.errors else 200
    return render(request, "notify/arrange.html", _context(request, form), status=status)


def _wanted(request: Request) -> dict[tuple[str, str], bool]:
    ticked = set(request.POST.getlist("wanted"))
    return {
        (kind.code, code): f"{kind.code}:{code}" in ticked
        for kind in all_kinds() for code, _label, _default in ways()
    }  # fmt: skip


def _context(request: Request, form: RhythmForm) -> dict[str, Any]:
    place = request.actor.organisation_id
    rows = choices_of(request.actor)
    if request.method == "POST":  # what was ticked stands, though it was refused
        ticked = set(request.POST.getlist("wanted"))
        rows = [
            (label, [type(one)(one.name, one.label, one.name in ticked) for one in choices])
            for label, choices in rows
        ]
    return {
        "form": form, "rows": rows, "ways": ways(), "has_channels": bool(all_channels()),
        "usual": dict(DIGEST.type.options)[value(DIGEST, organisation=place)],
        "usual_at": value(DIGEST_AT, organisation=place),
        "usual_quiet": value(QUIET, organisation=place).replace("-", "–"),
        "breaks": value(URGENT_BREAKS, organisation=place),
    }  # fmt: skip
