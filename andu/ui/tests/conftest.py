"""The house of glass: its addresses, its templates, and somebody signed in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client

from andu.kit.actor import Actor
from andu.ui import menu

HERE = Path(__file__).parent
SIGNED_IN = {"name": ""}


class Account:
    """Stands for an account: only its office matters here."""

    office = ""


def somebody(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Puts a member, an administrator or nobody on the request, as the test says."""

    def middleware(request: HttpRequest) -> HttpResponse:
        name = SIGNED_IN["name"]
        request.account = Account() if name else None
        request.actor = Actor(
            name=name, account_id=1, member_id=7, unit="局领导", rights={"users.manage": ("",)}
        )
        return get_response(request)

    return middleware


@pytest.fixture
def glass(settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client on the pages of sheet.py; `SIGNED_IN` says who asks."""
    settings.ROOT_URLCONF = "andu.ui.tests.sheet"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [HERE / "templates"]}]
    settings.MIDDLEWARE = _middleware()
    monkeypatch.setattr(menu, "_entries", {})
    monkeypatch.setitem(SIGNED_IN, "name", "顾清和")
    menu._address.cache_clear()
    yield Client(raise_request_exception=False)
    menu._address.cache_clear()


def _middleware() -> list[str]:
    """The house's own, with somebody where the rooms above would put the person."""
    above = (
        "andu.organisation.", "andu.identity.", "andu.appearance.", "andu.api.", "andu.kit.once",
        "andu.config.requests.named",
        "AuthenticationMiddleware",
    )  # fmt: skip
    own = [name for name in settings.MIDDLEWARE if not any(part in name for part in above)]
    at = own.index("django.contrib.messages.middleware.MessageMiddleware")
    return [*own[:at], "andu.ui.tests.conftest.somebody", *own[at:]]
