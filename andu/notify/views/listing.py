"""The list behind the bell, and the bell."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from andu.kit.opening import in_background
from andu.kit.request import Request
from andu.notify.queries import notices_of, unread_count


@require_safe
def index(request: Request) -> HttpResponse:
    """One's notices, the unread first."""
    if request.actor.member_id is None:
        raise PermissionDenied
    page = notices_of(request.actor, request.GET.get("after", ""))
    following = urlencode({"after": page.next}) if page.next else ""
    context = {"notices": page.items, "next": following, "unread": unread_count(request.actor)}
    return render(request, "notify/index.html", context)


@in_background
@require_safe
def bell(request: Request) -> HttpResponse:
    """The bell with its dot, as the frame shows it; asked for again after a nudge."""
    if request.actor.member_id is None:
        raise PermissionDenied
    context = {"url": reverse("notify:index"), "count": unread_count(request.actor)}
    return render(request, "ui/_bell.html", context)
