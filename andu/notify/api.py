"""Notices for machines: read, marked read; how one wants to be told."""

from datetime import datetime, time
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema
from pydantic import AfterValidator

from andu.kit.request import Request
from andu.kit.verdict import Refused, no
from andu.notify import actions, queries
from andu.notify.channels import all_kinds
from andu.notify.models import Notice, Rhythm

router = Router(tags=[_("通知")])


class NoticeOut(Schema):
    """One thing one was told."""

    id: int
    kind: str
    title: str
    text: str
    link: str
    source: str
    urgency: int
    created: datetime
    is_unread: bool


class NoticesOut(Schema):
    """A page of notices; `next` goes into `after`."""

    items: list[NoticeOut]
    next: str
    unread: int = Field(description=_("未读的条数，数到 100"))


class Marked(Schema):
    """How many were marked."""

    count: int


class Chosen(Schema):
    """Which notices."""

    ids: list[int] = Field(description=_("通知编号"), max_length=500)


def _of_the_wall(clock: time) -> time:
    """A time of day as the clock here shows it; one with a zone (a number, too) is none."""
    if clock.tzinfo is not None:
        raise ValueError("a time of day has no zone")
    return clock


Clock = Annotated[time, AfterValidator(_of_the_wall)]


class Rhythms(Schema):
    """Which kinds come through which ways, and when; what is empty follows the organisation."""

    wanted: dict[str, bool] = Field(description=_("“种类:方式” → 要不要"))
    digest: str = Field("", description="at_once, hourly, daily, working")
    daily_at: Clock | None = Field(None, description=_("本地时间，如 08:30，不带时区"))
    quiet: str = Field("", description="none, own")
    quiet_since: Clock | None = None
    quiet_until: Clock | None = None


@router.get("/notices", response=NoticesOut, summary=_("我的通知，未读在前"))
def notices(request: Request, after: str = "", kind: str = "", unread: bool = False) -> Any:
    """Those that lead to what one may no longer see tell no title."""
    page = queries.notices_of(request.actor, after, kind=kind[:60], unread=unread)
    return {
        "items": [_out(one) for one in page.items], "next": page.next,
        "unread": queries.unread_count(request.actor),
    }  # fmt: skip


@router.post("/notices/read", response=Marked, summary=_("把几条通知标为已读"))
def read_notices(request: Request, said: Chosen) -> Any:
    """One's own; others are passed over."""
    return {"count": actions.read_some(said.ids, by=request.actor)}


@router.post("/notices/read-all", response=Marked, summary=_("全部通知标为已读"))
def read_all_notices(request: Request) -> Any:
    """Every one."""
    return {"count": actions.read_all(by=request.actor)}


@router.post("/notices/{number}/read", response=NoticeOut, summary=_("打开一条通知，标为已读"))
def read_notice(request: Request, number: int) -> Any:
    """With all that lead to the same place."""
    found = get_object_or_404(Notice.objects.visible_to(request.actor), pk=number)
    return _out(actions.read(found, by=request.actor))


@router.get("/notices/settings", response=Rhythms, summary=_("我怎样接收通知"))
def notice_settings(request: Request) -> Any:
    """Every kind by every way."""
    rows = queries.choices_of(request.actor)
    wanted = {one.name: one.wanted for _label, choices in rows for one in choices}
    held = queries.rhythm_of(request.actor) or Rhythm()
    return {"wanted": wanted, **{name: getattr(held, name) for name in TEMPO}}


@router.put("/notices/settings", response=Rhythms, summary=_("改变我怎样接收通知"))
def arrange_notices(request: Request, said: Rhythms) -> Any:
    """Kinds and ways that are not named stay as they are."""
    rows = queries.choices_of(request.actor)
    held = {one.name: one.wanted for _label, choices in rows for one in choices}
    if strange := sorted(set(said.wanted) - set(held)):
        words = _("没有这些种类或方式：{names}。").format(names="、".join(strange[:10]))
        raise Refused(no(words, "invalid"))
    wrong = [
        name for name, known in (("digest", Rhythm.Digest), ("quiet", Rhythm.Quiet))
        if getattr(said, name) not in {"", *known.values}
    ]  # fmt: skip
    if wrong:
        words = _("请检查这些设置的值：{names}。").format(names="、".join(wrong))
        raise Refused(no(words, "invalid"))
    codes = {one.code for one in all_kinds()}
    wanted = {
        (kind, way): yes
        for (kind, _mark, way), yes in (
            (name.rpartition(":"), yes) for name, yes in {**held, **said.wanted}.items()
        )
        if kind in codes
    }
    tempo = actions.Tempo(**{name: getattr(said, name) for name in TEMPO})
    actions.arrange(wanted, tempo, by=request.actor)
    return notice_settings(request)


TEMPO = ("digest", "daily_at", "quiet", "quiet_since", "quiet_until")


def _out(one: Notice) -> dict[str, Any]:
    hidden = one.is_withheld
    return {
        "id": one.pk, "kind": one.kind, "urgency": one.urgency, "created": one.created,
        "is_unread": one.is_unread, "source": one.source,
        "title": _("内容已不可查看") if hidden else one.title,
        "text": "" if hidden else one.text, "link": "" if hidden else one.link,
    }  # fmt: skip
