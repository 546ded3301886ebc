"""Which pages of this room open for whom; actions ask their own rules besides."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from andu.kit.request import Request
from andu.kit.rights import Right

View = Callable[..., HttpResponse]


def holding(*rights: Right) -> Callable[[View], View]:
    """The page opens for those who hold one of the rights anywhere."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(request.actor.scopes(right.code) for right in rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


def members(view: View) -> View:
    """The page opens for people of an organisation."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.member_id is None:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
