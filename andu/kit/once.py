"""A request takes effect once: a double click, a retry or a reload finds the first answer."""

import hashlib
import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, TypeVar

from django.core.exceptions import BadRequest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.kit.models import RequestKey
from andu.kit.opening import OPEN, is_marked

FIELD = "_key"
BODY_LIMIT = 16 * 1024
PATIENCE = timedelta(minutes=10)  # for a request that stores a file
MACHINES = "/api/"  # there every write has a key, and every answer below 500 is kept whole
ACCOUNT = "account:"
READING = {"GET", "HEAD", "OPTIONS", "TRACE"}

_KEY = re.compile(r"[\w-]{8,64}", re.ASCII)
_NOT_CONTENT = {FIELD, "csrfmiddlewaretoken"}
_KEPT_HEADERS = ("Location", "Content-Type", "HX-Redirect", "HX-Location", "HX-Trigger",
                 "HX-Refresh", "HX-Retarget", "HX-Reswap")  # fmt: skip

_CLAIMED = ("owner", "key", "route", "content", "status", "headers", "at")
_CLAIM = """
INSERT INTO kit_requestkey (owner, key, route, content, status, headers, at)
VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING id
"""

View = TypeVar("View", bound=Callable[..., Any])
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class _Taken(Exception):
    """Another request has used this key."""


def own_key(view: View) -> View:
    """Mark a view that keeps its keys itself (an approval step: in the matter's history)."""
    view.own_key = True  # type: ignore[attr-defined]
    return view


def alone(view: View) -> View:
    """Mark a machine's view whose effects commit by themselves: a file is checked and stored
    outside any transaction. Its key is claimed first; whoever comes meanwhile is told to wait."""
    view.alone = True  # type: ignore[attr-defined]
    return view


def middleware(get_response: GetResponse) -> GetResponse:
    """Run each POST that carries a key (field `_key` or header Idempotency-Key) once.

    The claim, the view's effects and the kept answer are one transaction. An answer of 400 or
    more rolls all back and frees the key, so a refused form answers 422, not 200. The same key
    with another content is refused. `request.key` holds the key for `Actor.with_key`.

    Machines are strict: their key counts for every method and at every address of /api/, and a
    refusal is kept like any answer (its effects are rolled back, its key is used).
    """

    def handle(request: HttpRequest) -> HttpResponseBase:
        request.key = key = _key_of(request)  # type: ignore[attr-defined]
        match = _match(request) if key else None
        if (
            match is None
            or getattr(match.func, "own_key", False)
            or _is_turned_away(request, match)
        ):
            return get_response(request)
        return _kept(request, match, get_response)

    return handle


def answered_once(request: HttpRequest, answer: GetResponse) -> HttpResponseBase:
    """The same for one answer of a view that is marked `own_key` for the sake of others."""
    match = _match(request) if getattr(request, "key", "") else None
    return _kept(request, match, answer) if match else answer(request)


def despite(request: Any, keep: Callable[[], object]) -> None:
    """Do this for a machine's request when all else that a refusal has done is undone."""
    request.despite = [*getattr(request, "despite", ()), keep]


def digest_of(request: HttpRequest, *, without: Iterable[str] = ()) -> str:
    """What was sent, 64 hex digits, without the key, the CSRF token and those fields; files count
    by their bytes. For a view that keeps its own keys and must know the same form again."""
    digest = hashlib.sha256(request.get_full_path().encode())
    for part in _content(request, _NOT_CONTENT | set(without)):
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()


def forget() -> None:
    """Drop keys older than a week: no browser repeats a request that late."""
    RequestKey.objects.filter(at__lt=timezone.now() - timedelta(days=7)).delete()


def _kept(request: Any, match: ResolverMatch, get_response: GetResponse) -> HttpResponseBase:
    claim = RequestKey(
        owner=_owner(request), key=request.key, content=digest_of(request),
        route=MACHINES if _is_machine(request) else match.route[:200],
    )  # fmt: skip
    try:
        if getattr(match.func, "alone", False):
            return _claimed(claim, request, get_response)
        return _first(claim, request, get_response)
    except _Taken:
        return _again(claim, request)


def is_sound(key: str) -> bool:
    """Whether a key has the form of one."""
    return bool(_KEY.fullmatch(key))


def _is_turned_away(request: HttpRequest, match: ResolverMatch) -> bool:
    """Whether this address is closed to who asks: a stranger leaves no rows behind."""
    return not _owner(request).startswith(ACCOUNT) and not is_marked(match.func, OPEN)


def _is_machine(request: HttpRequest) -> bool:
    return request.path_info.startswith(MACHINES)


def _key_of(request: HttpRequest) -> str:
    if _is_machine(request):
        writes = request.method not in READING
        key = request.headers.get("Idempotency-Key", "") if writes else ""
    elif request.method != "POST":
        return ""
    else:
        key = request.headers.get("Idempotency-Key") or request.POST.get(FIELD) or ""
    if key and not is_sound(key):
        raise BadRequest("a request key has 8 to 64 letters, digits, - or _")
    return key


def _match(request: HttpRequest) -> ResolverMatch | None:
    try:
        return resolve(request.path_info, getattr(request, "urlconf", None))
    except Resolver404:
        return None


def _first(claim: RequestKey, request: HttpRequest, get_response: GetResponse) -> HttpResponseBase:
    with transaction.atomic():
        _take(claim)
        if _is_machine(request):
            response, kept = _undone(request, get_response), 500
        else:
            response, kept = get_response(request), 400
        if response.status_code >= kept:
            transaction.set_rollback(True)
        else:
            _keep(claim, response, None if kept == 500 else BODY_LIMIT)
    return response


def _undone(request: HttpRequest, get_response: GetResponse) -> HttpResponseBase:
    """The answer; the effects of a refused request are undone here, the claim stands, and what is
    to be kept all the same."""
    with transaction.atomic():
        response = get_response(request)
        if response.status_code >= 400:
            transaction.set_rollback(True)
    for keep in getattr(request, "despite", ()):
        keep()
    return response


def _claimed(
    claim: RequestKey, request: HttpRequest, get_response: GetResponse
) -> HttpResponseBase:  # fmt: skip
    """The claim stands before the effect; one whose request died is given up after a while."""
    mine = RequestKey.objects.filter(owner=claim.owner, key=claim.key, route=claim.route)
    mine.filter(status=0, at__lt=timezone.now() - PATIENCE).delete()
    _take(claim)
    response = None
    try:
        response = get_response(request)
    finally:
        if response is None or response.status_code >= 500:
            claim.delete()
    if response.status_code < 500:
        _keep(claim, response, None)
    return response


def _take(claim: RequestKey) -> None:
    """Insert the claim; on PostgreSQL this waits for a request that holds the same key. Without an
    error when it is taken, so that no savepoint is needed."""
    fields = [each for each in RequestKey._meta.concrete_fields if each.name in _CLAIMED]
    given = [each.get_db_prep_save(each.pre_save(claim, True), connection) for each in fields]
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, given)
        made = cursor.fetchone()
    if made is None:
        raise _Taken
    claim.pk, claim._state.adding = made[0], False


def _keep(claim: RequestKey, response: HttpResponseBase, most: int | None) -> None:
    claim.status = response.status_code
    claim.headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
    if isinstance(response, HttpResponse) and (most is None or len(response.content) <= most):
        claim.body = response.content
    claim.save(update_fields=["status", "headers", "body"])


def _again(claim: RequestKey, request: HttpRequest) -> HttpResponse:
    kept = RequestKey.objects.filter(owner=claim.owner, key=claim.key, route=claim.route).first()
    if kept is None or kept.content != claim.content:
        return _other_content(request)
    if not kept.status:
        words = _("同一个请求正在处理，请稍候再用同一个键重发。")
        return _problem(409, words, "key-busy")
    if kept.body is None:
        return HttpResponse(status=303, headers={"Location": request.get_full_path()})
    return HttpResponse(bytes(kept.body), status=kept.status, headers=kept.headers)


def _other_content(request: HttpRequest) -> HttpResponse:
    """The key has been used for something else; machines hear it as a problem document."""
    if _is_machine(request):
        words = _("这个 Idempotency-Key 已经用于别的内容，请换一个再发。")
        return _problem(422, words, "key-used")
    words = _("这张表单已经提交过，内容又有改动。请重新打开页面再填写提交。")
    return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")


def _problem(status: int, words: str, code: str) -> JsonResponse:
    said = {"type": "about:blank", "status": status, "detail": words, "code": code}
    return JsonResponse(said, status=status, content_type="application/problem+json")


def _owner(request: HttpRequest) -> str:
    """The account, else the session (as a digest: a session key is a secret), else nobody."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"{ACCOUNT}{user.pk}"
    session = getattr(request, "session", None)
    key = session.session_key if session is not None else None
    return f"session:{hashlib.sha256(key.encode()).hexdigest()[:40]}" if key else ""


def _content(request: HttpRequest, without: set[str]) -> Iterable[bytes]:
    if request.content_type not in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        yield request.body
        return
    for name in sorted(set(request.POST) - without):
        yield name.encode()
        yield from (value.encode(errors="surrogatepass") for value in request.POST.getlist(name))
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            yield f"{name}\n{upload.name}".encode()
            yield from upload.chunks()
            upload.seek(0)
