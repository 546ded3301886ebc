"""Which room shows a matter: every kind of subject registers its pages under /w/<id>."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.verdict import Refused, no
from andu.workflow import views
from andu.workflow.actions import mark_circulation_read
from andu.workflow.models import Circulation, Matter

TRACK = "track"  # the part shown to who may only follow the way of a matter
Page = Callable[..., HttpResponseBase]
_kinds: dict[str, "Kind"] = {}
_shared: dict[str, Page] = {
    "candidates": views.candidates, "others": views.others, "said": views.said,
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A kind of matter: what people call it, and its pages by the part of the address after
    /w/<id>/ ("" is the handling page; act, preview, print, diagram, file …).

    A page is called as page(request, matter) or page(request, matter, number). The matter has
    already been found through the person; for TRACK only as one whose way they may follow
    (`tracked_by`): that page shows nothing of what is in it. `brief` decides a matter without its
    page, for many at once: called as brief(matter, verb, opinion, late_reason, by=actor) with
    agree, read or take_back, it refuses what needs more than words.
    """

    code: str
    label: Any
    pages: Mapping[str, Page]
    brief: Callable[..., Matter] | None = None


def register(kind: Kind) -> None:
    """Make a kind known; called from the room's kinds.py."""
    _kinds[kind.code] = kind


def kind_of(code: str) -> Kind:
    """The kind with this code; KeyError when no room shows it."""
    return _kinds[code]


def decide_briefly(
    matter: Matter, verb: str, opinion: str, late_reason: str = "", *, by: Actor
) -> Matter:
    """Decide a matter without opening it, by the rules of its room; Refused where that can't be.
    A circulation is read by its receipt, whatever the kind."""
    if verb == "read":
        unread = Circulation.objects.unread()
        mine = unread.filter(matter=matter, member_id=by.member_id or 0).first()
        if mine is not None:
            mark_circulation_read(mine, opinion, by=by)
            return matter
    brief = _kinds[matter.kind].brief
    if brief is None:
        raise Refused(no(_("这类事项不能批量办理，请打开办理。"), "not-brief"))
    return brief(matter, verb, opinion, late_reason, by=by)


def share(part: str, page: Page) -> None:
    """Give every kind of matter a page at this part of the address."""
    _shared[part] = page


def page_of(code: str, part: str) -> Page | None:
    """The page of a matter of this kind at this part: the kind's own, else one that all share, else
    that of an operation."""
    return _kinds[code].pages.get(part) or _shared.get(part) or views.operate(part)
