"""批量办理: chosen in a list, decided one by one in parts, the result of each on one page.

The keys are its own: each decision is a transaction of its own, found again by its own key.
"""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from andu.kit import plain
from andu.kit.once import own_key
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.portal import actions, queries
from andu.portal.models import Batch
from andu.portal.queries import batches
from andu.portal.queries.tokens import address_of
from andu.ui import toast

AT_ONCE = 20


@own_key
@require_POST
def start_batch(request: Request) -> HttpResponse:
    """Begin with what was chosen; everything a filter finds is shown once more before."""
    posted = request.POST
    verb, token = posted.get("verb", ""), posted.get("token", "")
    opinion = plain.words(posted.get("opinion", ""))
    if posted.get("every"):
        return _offer(request, {"verb": verb, "token": token, "opinion": opinion})
    chosen = [pk for pk in map(plain.number, posted.getlist("matter")) if pk]
    late = plain.words(posted["late_reason"]).strip() if "late_reason" in posted else None
    try:
        batch = actions.start_batch(verb, chosen, opinion, token[:2000], late, by=request.actor)
    except Refused as refused:
        said = {"verb": verb, "token": token, "opinion": opinion, "late_reason": late or "",
                "refusal": refused}  # fmt: skip
        return _offer(request, said | {"chosen": chosen}, 422)
    return _go_on(request, batch)


@own_key
def batch(request: Request, pk: int) -> HttpResponse:
    """What became of each; by POST the next part is decided."""
    found = get_object_or_404(Batch.objects.visible_to(request.actor), pk=pk)
    if request.method == "POST":
        return _go_on(request, found)
    return _shown(request, found)


@own_key
@require_POST
def undo_batch(request: Request, pk: int) -> HttpResponse:
    """撤销 of everything a batch has done, as far as it can be taken back."""
    found = get_object_or_404(Batch.objects.visible_to(request.actor), pk=pk)
    return _go_on(request, actions.undo_batch(found, by=request.actor))


def _offer(request: Request, said: dict[str, Any], status: int = 200) -> HttpResponse:
    rows = batches.offered(request.actor, said["token"], said.get("chosen"))
    labels = {verb.value: verb.label for verb in (Batch.Verb.AGREE, Batch.Verb.READ)}
    context = said | {"rows": rows, "label": labels.get(said["verb"], ""),
                      "late": batches.question(request.actor, said["verb"], rows),
                      "back": address_of(said["token"])}  # fmt: skip
    return render(request, "portal/batch_offer.html", context, status=status)


def _go_on(request: Request, found: Batch) -> HttpResponse:
    """Decide the next part, each item by itself; then the result, or back to the list when
    everything went well."""
    for item in batches.waiting(found, AT_ONCE):
        actions.decide_item(item, by=request.actor)
    result = batches.result_of(found)
    if not result.waiting and not result.refused:
        undo = f"/todo/batch/{found.pk}/undo" if found.verb == Batch.Verb.AGREE else ""
        toast.tell(request, batches.told(result), undo=undo)
        return _sent(request, address_of(found.token))
    if request.htmx:
        return _shown(request, found)
    return redirect(f"/todo/batch/{found.pk}")


def _sent(request: Request, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)


def _shown(request: Request, found: Batch) -> HttpResponse:
    result = queries.batches.result_of(found)
    context = {"batch": found, "result": result, "back": address_of(found.token)}
    page = "portal/_batch.html" if request.htmx else "portal/batch.html"
    return render(request, page, context)
