"""The door of the house: sessions end in time, and every view is closed unless it is opened."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from andu.identity import actions, queries, sessions
from andu.identity.models import Account
from andu.kit.actor import Actor
from andu.kit.opening import ASIDE, CONFIRMED, EVEN_UNCHANGED, OPEN, is_marked
from andu.kit.passing import in_passing
from andu.kit.request import terminal

Handler = Callable[[HttpRequest], HttpResponse]


def lasting(get_response: Handler) -> Handler:
    """End sessions that were idle too long or are too old; note the others as used (C02)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        account = request.user
        if isinstance(account, Account):
            if sessions.is_over(request, account):
                _end(request, account)
            elif chosen := request.session.get(sessions.DISPLAY):
                request.display = SimpleNamespace(**chosen)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def closed(get_response: Handler) -> Handler:
    """Refuse strangers, hold those who must change their password, ask again where it is due."""

    def process_view(
        request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if is_marked(view, OPEN):
            return None
        if not isinstance(request.user, Account):
            return _sent(request, "identity:login", 401, _("请先登录。"), "login")
        return _held(request, view, request.user)

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _held(request: HttpRequest, view: Any, account: Account) -> HttpResponse | None:
    if not is_marked(view, ASIDE) and sessions.is_due(request):
        with in_passing():
            actions.see(str(request.session.session_key), by=_itself(request, account))
            sessions.touch(request)  # kept with the answer, which fails where nothing can be kept
    if is_marked(view, EVEN_UNCHANGED):
        return None
    if queries.must_change(account):
        said = _("请先更换口令，然后才能办理其他事情。")
        return _sent(request, "identity:password", 403, said, "must-change")
    if is_marked(view, CONFIRMED) and not sessions.is_proved(request):
        return _sent(request, "identity:confirm", 403, _("请再输入一次口令。"), "confirm")
    return None


def _end(request: HttpRequest, account: Account) -> None:
    by = _itself(request, account)
    actions.time_out(account, str(request.session.session_key), by=by)
    auth.logout(request)
    request.timed_out = True  # type: ignore[attr-defined]


def _itself(request: HttpRequest, account: Account) -> Actor:
    return Actor(
        account_id=account.pk, code=account.login_name, name=account.name,
        address=request.META.get("REMOTE_ADDR", ""),
        terminal=terminal(request),
    )  # fmt: skip


def _sent(request: HttpRequest, to: str, status: int, said: str, code: str) -> HttpResponse:
    """To another page and back again; machines get a problem document instead."""
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "status": status, "detail": said, "code": code}
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    if getattr(request, "timed_out", False):
        messages.info(request, _("很久没有操作，已经自动退出。没有写完的内容保存在本机。"))
    query = {"next": _came_from(request)}
    url = f"{reverse(to)}?{urlencode(query)}" if query["next"] != "/" else reverse(to)
    if getattr(request, "htmx", None):
        return HttpResponse(status=status, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _came_from(request: HttpRequest) -> str:
    """The page to return to: where the person was, not the address a form is sent to."""
    if request.method in {"GET", "HEAD"} and not getattr(request, "htmx", None):
        return request.get_full_path()
    source = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(source, request.get_host()):
        return "/"
    parts = urlsplit(source)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
