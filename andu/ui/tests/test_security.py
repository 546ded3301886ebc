"""The headers of every answer."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from andu.ui import security
from andu.ui.tests.conftest import SIGNED_IN


def test_the_policy_is_strict(glass: Client) -> None:
    answer = glass.get("/todo")
    policy = answer["Content-Security-Policy"]
    for part in (
        "default-src 'self'", "script-src 'self';", "style-src 'self';", "object-src 'none'",
        "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'",
    ):  # fmt: skip
        assert part in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_signed_in_pages_are_not_stored(glass: Client) -> None:
    assert "no-store" in glass.get("/todo")["Cache-Control"]
    SIGNED_IN["name"] = ""
    assert "Cache-Control" not in glass.get("/login")


def test_the_websocket_has_its_place(glass: Client, settings: object) -> None:
    settings.WEBSOCKET_URL = ":8001/ws"
    answer = glass.get("/todo")
    assert "connect-src 'self' ws://testserver:8001" in answer["Content-Security-Policy"]
    assert 'data-live-url-value="ws://testserver:8001/ws"' in answer.content.decode()
    assert 'data-live-topics-value="member:7"' in answer.content.decode()


@pytest.mark.parametrize(
    ("setting", "address"),
    [("", ""), ("/ws", "ws://testserver/ws"), ("wss://push.example/ws", "wss://push.example/ws")],
)
def test_where_pages_listen(setting: str, address: str) -> None:
    assert security.websocket(RequestFactory().get("/"), setting) == address


def test_a_view_opens_what_it_needs() -> None:
    @security.allow("worker-src", "'self' blob:")
    @security.allow("object-src", "'self'")
    def viewer(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    extra = viewer(RequestFactory().get("/")).csp
    policy = security.policy(extra)
    assert "worker-src 'self' blob:" in policy and "object-src 'self'" in policy
    assert "script-src 'self';" in policy
