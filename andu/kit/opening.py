"""Doors: every view is closed to strangers unless it says otherwise (C10, PW-07, PW-20).

The marks are read by `identity.middleware.closed`; a view without a mark needs a signed-in account
whose password is in order.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied

View = TypeVar("View", bound=Callable[..., Any])

OPEN = "open_to_all"
EVEN_UNCHANGED = "open_while_changing"
CONFIRMED = "confirm_first"
ASIDE = "in_background"


def open_to_all(view: View) -> View:
    """Anybody may come, signed in or not: the login page, the health check."""
    return _marked(view, OPEN)


def open_while_changing(view: View) -> View:
    """Works although the password must be changed first: changing it, leaving."""
    return _marked(view, EVEN_UNCHANGED)


def confirm_first(view: View) -> View:
    """Asks for the password again when it was not given lately (PW-20): administration, seals."""
    return _marked(view, CONFIRMED)


def in_background(view: View) -> View:
    """Asked by the page itself, not by the person: doesn't keep an idle session alive."""
    return _marked(view, ASIDE)


def is_marked(view: Any, mark: str) -> bool:
    """Whether a view carries a mark."""
    return bool(getattr(view, mark, False))


def _marked(view: View, mark: str) -> View:
    setattr(view, mark, True)
    return view


def needs(*rights: str) -> Callable[[View], View]:
    """Only for those who hold one of these rights somewhere; 403 for everybody else.

    Finer rules (for which unit, in which state) stay with the room's rules.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def asked(request: Any, *args: Any, **kwargs: Any) -> Any:
            if not any(request.actor.scopes(right) for right in rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return asked  # type: ignore[return-value]

    return decorate
