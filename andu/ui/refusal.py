"""How a refusal reaches a person or a machine (d.6, design section 7)."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from andu.kit.verdict import Verdict
from andu.ui.display import is_signed_in

INVALID = "invalid"


def status_of(verdict: Verdict) -> int:
    """429 when it is too often, 422 when what was sent can't be used (code "invalid"), 409 when the
    rule says not now."""
    if verdict.wait:
        return 429
    return 422 if verdict.code == INVALID else 409


def holding_back(response: HttpResponse, verdict: Verdict) -> HttpResponse:
    """The answer, which tells a machine too when to come again."""
    if verdict.wait:
        response.status_code = 429
        response.headers["Retry-After"] = str(verdict.wait)
    return response


def answer(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """The refusal as a toast (htmx), a problem document (machines), or a page."""
    return holding_back(_answer(request, verdict), verdict)


def _answer(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    status = status_of(verdict)
    if wants_json(request):
        return problem(status, str(verdict.reason), verdict.code)
    if getattr(request, "htmx", False):
        toast = {"text": verdict.reason, "level": "error"}
        response = render(request, "ui/_toast.html", toast, status=status)
        response.headers["HX-Retarget"] = "#toasts"
        response.headers["HX-Reswap"] = "beforeend"
        return response
    context = {"reason": verdict.reason, "back": back(request), "frame": frame(request)}
    return render(request, "ui/refused.html", context, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether a machine asks."""
    accepts = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or (
        "json" in accepts and "text/html" not in accepts and "*/*" not in accepts
    )


def problem(status: int, detail: str, code: str, **more: Any) -> JsonResponse:
    """A problem document (RFC 9457); `more` are members of its own."""
    body = {"type": "about:blank", "status": status, "detail": detail, "code": code, **more}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def frame(request: HttpRequest) -> str:
    """The page around a message: the shell for who is signed in, the bare one otherwise."""
    return "ui/page.html" if is_signed_in(request) else "ui/plain.html"


def back(request: HttpRequest) -> str:
    """The page the person came from, when it is ours; else the first page."""
    came = request.headers.get("Referer", "")
    if came and url_has_allowed_host_and_scheme(
        came, {request.get_host()}, require_https=request.is_secure()
    ):
        parts = urlsplit(came)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return "/"
