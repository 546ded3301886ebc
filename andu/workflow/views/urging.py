"""催办 from a list, for who watches over a unit and takes no part in the matter (WF-38)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from andu.kit import plain
from andu.kit.request import Request
from andu.ui import toast
from andu.workflow import actions
from andu.workflow.urging import watched_seats


@require_POST
def urge_seat(request: Request, pk: int) -> HttpResponse:
    """Urge the holder of one open seat in a unit one oversees; then back to `next`, a path of this
    site."""
    seat = get_object_or_404(watched_seats(request.actor), pk=pk)
    words = plain.words(request.POST.get("words", ""))
    actions.urge(seat.run.matter, [seat.number], words, by=request.actor)
    toast.tell(request, _("已催办{name}。").format(name=seat.member_name))
    onward = request.POST.get("next", "")
    is_own = onward.startswith("/") and url_has_allowed_host_and_scheme(onward, None)
    return redirect(onward if is_own else "/")
