"""The desk for machines: who I am, and every list of matters."""

from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Router, Schema

from andu.kit.request import Request
from andu.portal import queries
from andu.portal.menu import waiting
from andu.portal.tabs import OF

router = Router(tags=[_("工作台")])


class Me(Schema):
    """The person a token stands for."""

    name: str
    code: str
    unit: str
    post: str
    waiting: dict[str, str]


class RowOut(Schema):
    """One line of a list; `key` is the id of the matter (of the draft among drafts)."""

    key: int
    link: str
    title: str
    serial: str
    urgency: int
    who: str
    what: str
    state: str
    due: datetime | None = None
    at: datetime | None = None
    is_unread: bool
    on_behalf_of: str


class ListOut(Schema):
    """A page of a list; `next` goes into `after` for the following one, "" at the end."""

    items: list[RowOut]
    next: str
    remarks: list[str]


@router.get("/me", response=Me, summary=_("我是谁，有多少待办"))
def me(request: Request) -> Any:
    """Name, code, unit, post, and the counts of the menu."""
    by = request.actor
    counts = {code: str(count) for code, count in waiting(request).items()}
    return {"name": by.name, "code": by.code, "unit": by.unit, "post": by.post, "waiting": counts}


@router.get(
    "/lists/{code}", response=ListOut,
    summary=_(
        "列表：todo 待办、reading 待阅、done 已办、seen 已阅、mine 我发起的、drafts 草稿、"
        "delegated 委托给我的、entrusted 我委托出去的、followed 关注的"
    ),
)  # fmt: skip
def listing(request: Request, code: str, after: str = "") -> Any:
    """todo, reading, done, seen, mine, drafts, delegated, entrusted, followed; further parameters
    are the filters of the page, as its address has them."""
    if code not in OF:
        raise Http404
    asked = queries.read(request.GET, request.actor)
    found = queries.listed(request.actor, code, asked, after)
    return {
        "items": found.rows, "next": found.next, "remarks": queries.lists.remarks(code, asked),
    }  # fmt: skip
