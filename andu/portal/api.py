"""The desk for machines: who I am, and every list of matters."""

from datetime import datetime
from typing import Any

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from andu.kit import plain
from andu.kit.request import Request
from andu.notify.queries import unread_count
from andu.portal import actions, queries
from andu.portal.menu import claimable, waiting
from andu.portal.models import SavedFilter
from andu.portal.tabs import OF

router = Router(tags=[_("工作台")])


class Me(Schema):
    """The person a token stands for."""

    name: str
    code: str
    unit: str
    post: str
    waiting: dict[str, str]
    id: int | None = Field(None, description=_("我的人员编号"))
    unread: int = Field(0, description=_("未读通知，数到 100"))


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
    pool: int = Field(0, description=_("待领取的编号，领取时用；不是待领取的为 0"))
    many: int = Field(0, description=_("待领取的有多少候选人"))


class ListOut(Schema):
    """A page of a list; `next` goes into `after` for the following one, "" at the end."""

    items: list[RowOut]
    next: str
    remarks: list[str]


@router.get("/me", response=Me, summary=_("我是谁，有多少待办"))
def me(request: Request) -> Any:
    """Name, code, unit, post, and the counts of the menu."""
    by = request.actor
    found = {**waiting(request), "claimable": claimable(request)}
    counts = {code: str(count) for code, count in found.items()}
    return {
        "name": by.name, "code": by.code, "unit": by.unit, "post": by.post, "waiting": counts,
        "id": by.member_id, "unread": unread_count(by),
    }  # fmt: skip


@router.get(
    "/lists/{code}", response=ListOut,
    summary=_(
        "列表：todo 待办、claimable 待领取、reading 待阅、done 已办、seen 已阅、mine 我发起的、"
        "drafts 草稿、"
        "delegated 委托给我的、entrusted 我委托出去的、asked 向我征询的、followed 关注的"
    ),
)  # fmt: skip
def listing(request: Request, code: str, after: str = "") -> Any:
    """todo, claimable, reading, done, seen, mine, drafts, delegated, entrusted, asked,
    followed; further parameters are the filters of the page, as its address has them."""
    asked = queries.read(request.GET, request.actor)
    found = queries.listed(request.actor, _list(code), asked, after)
    return {
        "items": found.rows, "next": found.next, "remarks": queries.lists.remarks(code, asked),
    }  # fmt: skip


class FilterOut(Schema):
    """Filters of a list under a name; `query` goes behind the question mark of the list."""

    id: int
    listing: str
    name: str
    query: str
    is_default: bool


class FilterIn(Schema):
    """What to keep."""

    name: str = Field(description=_("名称"), max_length=20)
    query: str = Field(description=_("筛选条件，写法与网页地址相同"), max_length=2000)


class FilterChange(Schema):
    """What to change; what is not said stays."""

    name: str | None = Field(None, description=_("新名称"), max_length=20)
    is_default: bool | None = Field(None, description=_("打开列表时先用它"))


@router.get("/lists/{code}/filters", response=list[FilterOut], summary=_("一个列表上我保存的筛选"))
def filters(request: Request, code: str) -> Any:
    """The oldest first."""
    return queries.filters.saved_filters(request.actor, _list(code))


@router.post("/lists/{code}/filters", response=FilterOut, summary=_("保存一个筛选"))
def save_filter(request: Request, code: str, said: FilterIn) -> Any:
    """Conditions the list does not know are left out."""
    query = queries.read(QueryDict(said.query.lstrip("?")), request.actor).query
    return actions.save_filter(_list(code), plain.line(said.name), query, by=request.actor)


@router.patch("/filters/{number}", response=FilterOut, summary=_("给筛选改名，或设为默认"))
def change_filter(request: Request, number: int, said: FilterChange) -> Any:
    """One's own."""
    saved = _filter(request, number)
    if said.name is not None:
        saved = actions.rename_filter(saved, plain.line(said.name), by=request.actor)
    if said.is_default is not None:
        saved = actions.choose_filter(saved, said.is_default, by=request.actor)
    return saved


@router.delete("/filters/{number}", response={204: None}, summary=_("删除一个筛选"))
def drop_filter(request: Request, number: int) -> Any:
    """One's own."""
    actions.drop_filter(_filter(request, number), by=request.actor)
    return Status(204, None)


def _list(code: str) -> str:
    if code not in OF:
        raise Http404
    return code


def _filter(request: Request, number: int) -> SavedFilter:
    return get_object_or_404(SavedFilter.objects.visible_to(request.actor), pk=number)
