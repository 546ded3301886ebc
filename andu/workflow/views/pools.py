"""领取: taking work from a pool, from a list or the page of the matter."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from andu.kit.request import Request
from andu.ui import toast
from andu.workflow import actions
from andu.workflow.models import Pool
from andu.workflow.pools import TAKEN


@require_POST
def take(request: Request, pk: int) -> HttpResponse:
    """Take it and go to the matter. Who could have taken it and was slower is told who has it,
    though they see the matter no more."""
    pool = get_object_or_404(Pool.objects.visible_to(request.actor), pk=pk)
    actions.claim(pool.matter, pool.seat.number, by=request.actor)
    toast.tell(request, str(TAKEN))
    link = pool.matter.get_absolute_url()
    return HttpResponse(headers={"HX-Redirect": link}) if request.htmx else redirect(link)
