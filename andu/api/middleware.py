"""Programs come in with a token: `Authorization: Bearer andu_…`, only at /api/, without cookies."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.translation import gettext as _

from andu.api import actions, limiting, queries, rules, secrets
from andu.api.models import Token
from andu.api.policy import A_MINUTE, STRANGERS
from andu.identity.models.login import network_of
from andu.kit import once
from andu.kit.actor import Actor
from andu.kit.passing import in_passing
from andu.kit.verdict import Verdict
from andu.policy.reading import value
from andu.ui.refusal import problem

PREFIX = once.MACHINES
MINUTE = limiting.MINUTE


def bearer(get_response: Callable[[Any], HttpResponse]) -> Callable[..., HttpResponse]:
    """At /api/ the token alone says who asks: a browser's session counts for nothing there, so
    that no page elsewhere can act with it (C34)."""

    def middleware(request: Any) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return get_response(request)
        request.user, request.by_token = AnonymousUser(), True
        kind, _space, words = request.headers.get("Authorization", "").partition(" ")
        token = queries.bearer(words.strip()) if kind.lower() == "bearer" else None
        known = rules.may_come_in(token)
        if token is not None and known:
            request.user, request.edition = token.account, token.edition
            pace = Pace.of(token.digest, value(A_MINUTE))
            refused = _refused(request, token, pace)
        else:
            pace = Pace.of(_stranger(request), value(STRANGERS))
            refused = _too_many(pace) or (_turned_away(known) if token else None)
        if refused is None and token is not None:
            _note(request, token)
        return pace.told(remembered(request, refused or get_response(request)))

    return middleware


@dataclass(frozen=True)
class Pace:
    """How fast a token, or an address without one, asks: so many of so many in a minute."""

    limit: int
    made: int
    left: int  # seconds of this minute

    @classmethod
    def of(cls, digest: str, limit: int) -> "Pace":
        """Count one more request of who has this digest."""
        now = _seconds()
        made = limiting.asked(digest, now // MINUTE)
        return cls(limit, made, MINUTE - now % MINUTE)

    def told(self, answer: HttpResponse) -> HttpResponse:
        """With the headers by which a program holds back in time."""
        answer.headers["RateLimit-Limit"] = str(self.limit)
        answer.headers["RateLimit-Remaining"] = str(max(self.limit - self.made, 0))
        answer.headers["RateLimit-Reset"] = str(self.left)
        return answer


def _seconds() -> int:
    return int(timezone.now().timestamp())


def remembered(request: Any, answer: HttpResponse) -> HttpResponse:
    """What was read has an ETag of its content, and is not sent again to who has it."""
    if answer.status_code == 405:
        words = _("这个地址不接受 {method} 请求，请对照接口说明。").format(method=request.method)
        allowed = answer.headers.get("Allow", "")
        answer = problem(405, words, "method")
        answer.headers["Allow"] = allowed
    if answer.status_code == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    patch_vary_headers(answer, ["Authorization"])
    if request.method != "GET" or answer.status_code != 200:
        return answer
    if not answer.has_header("Cache-Control"):
        answer.headers["Cache-Control"] = "private, no-cache"
    if not answer.has_header("ETag"):
        set_response_etag(answer)
    return cast(
        HttpResponse,
        get_conditional_response(request, etag=answer.headers.get("ETag"), response=answer),
    )


def _refused(request: Any, token: Token, pace: Pace) -> HttpResponse | None:
    writes = request.method not in once.READING
    if writes and token.scope != Token.Scope.ACT:
        return problem(403, _("这个令牌只能读取，不能办理。"), "read-only")
    return _too_many(pace) or (_keyless(request) if writes else None)


def _too_many(pace: Pace) -> HttpResponse | None:
    if pace.made <= pace.limit:
        return None
    words = _("请求太多，请过 {left} 秒再试。").format(left=pace.left)
    answer = problem(429, words, "too-many")
    answer.headers["Retry-After"] = str(pace.left)
    return answer


def _stranger(request: Any) -> str:
    """By which somebody without a token is counted: the address, of IPv6 its /64."""
    return secrets.digest(f"address {network_of(request.META.get('REMOTE_ADDR', ''))}")


def _turned_away(verdict: Verdict) -> HttpResponse:
    return problem(401, str(verdict.reason), verdict.code)


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


def _note(request: Any, token: Token) -> None:
    if queries.is_due(token):
        account = token.account
        with in_passing():
            actions.see(token, by=Actor(account_id=account.pk, name=account.name))
