"""Programs come in with a token: `Authorization: Bearer andu_…`, only at /api/, without cookies."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.api import actions, queries
from andu.api.models import Token
from andu.api.policy import A_MINUTE
from andu.kit import once
from andu.kit.actor import Actor
from andu.policy.reading import value
from andu.ui.refusal import problem

PREFIX = once.MACHINES
MINUTE = 60


def bearer(get_response: Callable[[Any], HttpResponse]) -> Callable[..., HttpResponse]:
    """At /api/ the token alone says who asks: a browser's session counts for nothing there, so
    that no page elsewhere can act with it (C34)."""

    def middleware(request: Any) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return get_response(request)
        request.user = AnonymousUser()
        kind, _space, words = request.headers.get("Authorization", "").partition(" ")
        token = queries.bearer(words.strip()) if kind.lower() == "bearer" else None
        if token is not None:
            request.user = token.account
            if refused := _refused(request, token):
                return refused
            _note(request, token)
        return get_response(request)

    return middleware


def _refused(request: Any, token: Token) -> HttpResponse | None:
    writes = request.method not in once.READING
    if writes and token.scope != Token.Scope.ACT:
        return problem(403, _("这个令牌只能读取，不能办理。"), "read-only")
    if _asked(token) > value(A_MINUTE):
        answer = problem(429, _("请求太多，请过一分钟再试。"), "too-many")
        answer.headers["Retry-After"] = str(MINUTE)
        return answer
    return _keyless(request) if writes else None


def _keyless(request: Any) -> HttpResponse | None:
    """Every write has a key, so that a program may send it again after a broken connection."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        words = _(
            "请带上 Idempotency-Key 请求头再发：每次办理用一个新的键（8 到 64 个字母、数字、"
            "连字符或下划线，例如 UUID）；断线后重发同一个请求，用同一个键。"
        )
        return problem(400, words, "key-missing")
    if not once.is_sound(key):
        words = _("Idempotency-Key 应为 8 到 64 个字母、数字、连字符或下划线，例如 UUID。")
        return problem(400, words, "key-invalid")
    return None


def _asked(token: Token) -> int:
    """How often in this minute, as far as this process knows."""
    key = f"api:{token.pk}:{int(timezone.now().timestamp()) // MINUTE}"
    cache.add(key, 0, MINUTE * 2)
    return int(cache.incr(key))


def _note(request: Any, token: Token) -> None:
    if queries.is_due(token):
        account = token.account
        actions.see(token, by=Actor(account_id=account.pk, name=account.name))
