"""One's own profile, and as which of one's appointments one acts."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from andu.kit import plain
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.organisation import actions, queries
from andu.organisation.acting import APPOINTMENT, chosen_place
from andu.organisation.actions import Reach
from andu.organisation.completeness import domains_of, missing
from andu.organisation.forms import ProfileForm
from andu.organisation.models import Member
from andu.organisation.views.directory import colleagues
from andu.ui import toast

REACH = ("phone", "mobile", "email")


@colleagues
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request) -> HttpResponse:
    """How to reach me, with what is still missing (ID-14)."""
    me = queries.with_places(Member.objects.visible_to(request.actor)).get(
        pk=request.actor.member_id
    )
    form = ProfileForm(request.POST or None, initial={name: getattr(me, name) for name in REACH})
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.fill_profile(me, Reach(**form.cleaned_data), by=request.actor)
            return _kept(request, saved)
        except Refused as refused:
            form.add_error("email", str(refused.verdict.reason))
    context = {
        "who": me, "form": form, "missing": missing(me), "account": request.account,
        "domains": domains_of(me.organisation_id),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "organisation/profile.html", context, status=status)


def _kept(request: Request, member: Member) -> HttpResponse:
    lacks = missing(member)
    words = _("已保存。还缺{what}。") if lacks else _("已保存，个人信息齐全。")
    toast.tell(request, words.format(what="、".join(lacks)))
    return redirect("organisation:profile")


@colleagues
def acting(request: Request) -> HttpResponse:
    """Choose the appointment for this session; the trace then names that post and unit."""
    places = request.member.appointments.current().select_related("unit", "post")
    if request.method == "POST":
        asked = request.POST.get("appointment", "")
        place = chosen_place(request.member, plain.number(asked))
        if place is None:
            raise Http404
        request.session[APPOINTMENT] = place.pk
        said = _("现在以 {unit} {title} 的身份办理。")
        toast.tell(request, said.format(unit=place.unit.name, title=place.title))
        return redirect("organisation:acting")
    context = {"places": places, "now": request.actor.appointment_id}
    return render(request, "organisation/acting.html", context)
