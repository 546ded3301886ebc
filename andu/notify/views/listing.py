"""The list behind the bell, and the bell."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from andu.kit.opening import in_background
from andu.kit.request import Request
from andu.notify.queries import fresh, notices_of, unread_count


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
    """The bell with its dot, the counts of the frame and, as a toast, what came `since`."""
    if request.actor.member_id is None:
        raise PermissionDenied
    new = fresh(request.actor, request.GET.get("since", ""))
    context = {"url": reverse("notify:index"), "count": unread_count(request.actor)}
    context |= {"news": new[0] if new else None, "more": len(new) - 1}
    return render(request, "notify/_bell.html", context)
