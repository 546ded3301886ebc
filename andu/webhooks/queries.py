"""Reads for the pages."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.kit.counting import Counted
from andu.kit.keyset import Page, page
from andu.organisation.models import Organisation
from andu.webhooks.models import Hook, HookQuery, Sending
from andu.webhooks.occasions import LABELS

SHOWN = 30
MOST = 1000  # counted
SOON = datetime.timedelta(minutes=2)  # so long a page looks again by itself for what waits
TONES = {Sending.State.SENT: "ok", Sending.State.DEAD: "warn", Sending.State.WAITING: "run"}


@dataclass(frozen=True)
class Line:
    """One sending on the page; `again` is when it is tried next, after it has failed."""

    one: Sending
    label: Any
    tone: str
    state: str
    said: str
    again: datetime.datetime | None


def hooks_of(organisation: Organisation) -> HookQuery:
    """The hooks of an organisation, the latest first, with what was not delivered (`dead`) and what
    has failed and is tried again (`failing`), counted up to MOST; what was delivered, which is
    nearly all, is not looked at."""
    its = Sending.objects.filter(hook=OuterRef("pk"))
    dead = Counted(its.filter(state=Sending.State.DEAD), MOST)
    failing = Counted(its.filter(state=Sending.State.WAITING, attempts__gt=0), MOST)
    rows = Hook.objects.filter(organisation=organisation).annotate(dead=dead, failing=failing)
    return rows.order_by("-id")


def log_of(hook: Hook, after: str, *, dead: bool) -> Page:
    """What was sent, the latest first; only what was given up if asked so."""
    rows = Sending.objects.filter(hook=hook)
    rows = rows.filter(state=Sending.State.DEAD) if dead else rows
    return page(rows, ("-id",), after, SHOWN)


def dead_of(hook: Hook) -> int:
    """How many were given up."""
    return hook.sendings.filter(state=Sending.State.DEAD)[:MOST].count()


def lines_of(sendings: list[Sending]) -> list[Line]:
    """The sendings in words."""
    return [_line(one) for one in sendings]


def may_change_soon(sendings: list[Sending]) -> bool:
    """Whether something is to go out right now."""
    now = timezone.now()
    return any(
        one.state == Sending.State.WAITING and not one.attempts and now - SOON < one.next_at <= now
        for one in sendings
    )


def _line(one: Sending) -> Line:
    fails = one.state == Sending.State.WAITING and bool(one.attempts)
    return Line(
        one=one, label=LABELS.get(one.kind, one.kind), tone=TONES[Sending.State(one.state)],
        state=_("等待重试") if fails else str(one.get_state_display()), said=_said(one.answer),
        again=one.next_at if fails else None,
    )  # fmt: skip


def _said(answer: str) -> str:
    """What the receiver answered: a number means something to programmers only."""
    if not answer.isdigit():
        return answer
    status = int(answer)
    if 200 <= status < 300:
        words = _("已收到（{status}）")
    elif 300 <= status < 400:
        words = _("要求跳转到别的地址，没有跟随；请填写最终的地址（{status}）")
    elif status in (401, 403):
        words = _("拒绝接收，请对方核对密钥和权限（{status}）")
    elif status in (404, 410):
        words = _("没有这个地址，请核对（{status}）")
    elif status < 500:
        words = _("不接受这条消息，请对方查看原因（{status}）")
    else:
        words = _("对方系统出错（{status}）")
    return words.format(status=status)


def destinations(organisation_id: int) -> list[tuple[str, str]]:
    """Where flows may push to: number and name of every hook in use."""
    rows = Hook.objects.filter(organisation=organisation_id, stopped_at=None).order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
