"""As which of one's appointments one acts."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from andu.kit.request import Request
from andu.organisation.acting import APPOINTMENT, chosen_place
from andu.organisation.views.directory import colleagues
from andu.ui import toast


@colleagues
def acting(request: Request) -> HttpResponse:
    """Choose the appointment for this session; the trace then names that post and unit."""
    places = request.member.appointments.current().select_related("unit", "post")
    if request.method == "POST":
        asked = request.POST.get("appointment", "")
        place = chosen_place(request.member, asked if asked.isdigit() else "")
        if place is None:
            raise Http404
        request.session[APPOINTMENT] = place.pk
        said = _("现在以 {unit} {title} 的身份办理。")
        toast.tell(request, said.format(unit=place.unit.name, title=place.title))
        return redirect("organisation:acting")
    context = {"places": places, "now": request.actor.appointment_id}
    return render(request, "organisation/acting.html", context)
