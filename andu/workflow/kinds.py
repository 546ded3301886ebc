"""Which room shows a matter: every kind of subject registers its pages under /w/<id>."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase

from andu.workflow import views

Page = Callable[..., HttpResponseBase]
_kinds: dict[str, "Kind"] = {}
_shared: dict[str, Page] = {"others": views.others, "said": views.said}


@dataclass(frozen=True)
class Kind:
    """A kind of matter: what people call it, and its pages by the part of the address after
    /w/<id>/ ("" is the handling page; act, preview, print, diagram, file …).

    A page is called as page(request, matter) or page(request, matter, number). The matter has
    already been found through the person.
    """

    code: str
    label: Any
    pages: Mapping[str, Page]


def register(kind: Kind) -> None:
    """Make a kind known; called from the room's kinds.py."""
    _kinds[kind.code] = kind


def kind_of(code: str) -> Kind:
    """The kind with this code; KeyError when no room shows it."""
    return _kinds[code]


def share(part: str, page: Page) -> None:
    """Give every kind of matter a page at this part of the address."""
    _shared[part] = page


def page_of(code: str, part: str) -> Page | None:
    """The page of a matter of this kind at this part: the kind's own, else one that all share, else
    that of an operation."""
    return _kinds[code].pages.get(part) or _shared.get(part) or views.operate(part)
