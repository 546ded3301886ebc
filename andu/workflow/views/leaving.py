"""离岗交接: whose turns lie with people who left, and handing them over."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from andu.kit import keyset, plain
from andu.kit.opening import in_background, needs
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.organisation.models import Member, Organisation
from andu.ui import toast
from andu.workflow import actions, queries
from andu.workflow.forms import HandoverForm
from andu.workflow.models import Handover, Matter
from andu.workflow.rights import ADMINISTER


@needs(ADMINISTER.code)
@require_safe
def handovers(request: Request) -> HttpResponse:
    """People who left with open turns, and the latest handovers."""
    body = _body(request)
    rows = Handover.objects.visible_to(request.actor).filter(organisation=body)
    page = keyset.page(queries.with_progress(rows), ("-id",), request.GET.get("after", ""), 30)
    departed = queries.departed_with_turns(request.actor)
    return render(request, "workflow/handovers.html", {"departed": departed, "page": page})


@needs(ADMINISTER.code)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: Request) -> HttpResponse:
    """Choose a successor and begin."""
    body = _body(request)
    initial = {"giver": _asked(request, "member"), "taker": _asked(request, "to")}
    form = HandoverForm(request.POST or None, organisation=body, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.hand_over(said["giver"], said["taker"], said["reason"], by=request.actor)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            words = _("已开始交接 {n} 件给{name}。")
            toast.tell(request, words.format(n=made.total, name=made.taker.name))
            return redirect("workflow:handover", made.pk)
    context = {"form": form}
    return render(request, "workflow/hand_over.html", context, status=422 if form.errors else 200)


@needs(ADMINISTER.code)
@require_safe
def handover(request: Request, pk: int) -> HttpResponse:
    """One handover: how far it is, and every item."""
    found = _found(request, pk)
    page = keyset.page(
        found.items.select_related("matter"), ("id",), request.GET.get("after", ""), 50
    )
    matters = Matter.objects.visible_to(request.actor)
    rows = matters.filter(pk__in=[item.matter_id for item in page.items])
    seen = set(rows.values_list("pk", flat=True))
    context = {"handover": found, "page": page, "seen": seen}
    return render(request, "workflow/handover.html", context)


@needs(ADMINISTER.code)
@in_background
@require_safe
def progress(request: Request, pk: int) -> HttpResponse:
    """The figures alone, asked every second while it runs."""
    found = _found(request, pk)
    response = render(request, "workflow/_handover_progress.html", {"handover": found})
    if not found.is_running:
        response["HX-Refresh"] = "true"
    return response


def _found(request: Request, pk: int) -> Handover:
    rows = Handover.objects.visible_to(request.actor)
    found: Handover = get_object_or_404(queries.with_progress(rows), pk=pk)
    return found


def _body(request: Request) -> Organisation:
    body = queries.organisation_of(request.actor)
    if body is None:
        raise PermissionDenied
    return body


def _asked(request: Request, name: str) -> list[Member]:
    asked = plain.number(request.GET.get(name, ""))
    if not asked:
        return []
    return list(Member.objects.visible_to(request.actor).filter(pk=asked))
