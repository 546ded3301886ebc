"""The list behind the bell, and the bell."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from andu.kit.opening import in_background
from andu.kit.request import Request
from andu.notify.queries import fresh, grouped, kinds_of, notices_of, unread_count


@require_safe
def index(request: Request) -> HttpResponse:
    """One's notices, the unread first, those of one matter together; by kind, or unread only."""
    if request.actor.member_id is None:
        raise PermissionDenied
    kinds = kinds_of(request.actor)
    kind = request.GET.get("kind", "")
    kind = kind if kind in dict(kinds) else ""
    unread_only = request.GET.get("unread") == "1"
    page = notices_of(
        request.actor, request.GET.get("after", ""), kind=kind, unread=unread_only
    )  # fmt: skip
    kept = {"kind": kind, "unread": "1" if unread_only else ""}
    kept = {name: said for name, said in kept.items() if said}
    context = {
        "groups": grouped(page.items), "unread": unread_count(request.actor), "kinds": kinds,
        "kind": kind, "unread_only": unread_only, "is_filtered": bool(kept),
        "next": urlencode({**kept, "after": page.next}) if page.next else "",
        "here": f"{request.path}?{urlencode(kept)}" if kept else request.path,
        "any_unread": any(one.is_unread for one in page.items),
    }  # fmt: skip
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
