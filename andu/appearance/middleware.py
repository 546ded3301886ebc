"""Puts the look on the request: that of the person's place, or the site's before login."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.functional import SimpleLazyObject

from andu.appearance.queries import look_of
from andu.appearance.reading import look_for
from andu.kit.request import Request
from andu.ui.look import Look


def look(get_response: Callable[[Request], HttpResponse]) -> Callable[..., HttpResponse]:
    """Lazily, so that what shows no frame costs nothing."""

    def middleware(request: Any) -> HttpResponse:
        request.look = SimpleLazyObject(lambda: _of(request))
        return get_response(request)

    return middleware


def _of(request: Any) -> Look:
    if getattr(request, "account", None) is None:
        return look_for()
    return look_of(request.actor, getattr(getattr(request, "display", None), "accent", ""))
