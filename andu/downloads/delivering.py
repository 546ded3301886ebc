"""For other rooms' views: ask, and answer with the file or with the way to 我的下载."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from andu.downloads import actions, jobs
from andu.downloads.models import Download
from andu.kit.actor import Actor
from andu.kit.once import answered_once
from andu.kit.request import Request
from andu.kit.verdict import Refused, no
from andu.ui import toast


@dataclass(frozen=True)
class Wish:
    """What a person asks for: the maker's code, the file's name without its ending, and what the
    maker is told (plain JSON)."""

    code: str
    name: str
    told: Mapping[str, Any]


def deliver(request: Request, wish: Wish, *, at_once: bool) -> HttpResponseBase:
    """Make it now (`at_once`, for what takes less than a second) or by a job, and lead there.

    The view is marked `own_key`: what is asked for twice by one click is asked for once, and the
    file is made outside any transaction, so that nobody waits for it.
    """
    asked: list[Download] = []

    def ask(_again: object) -> HttpResponse:
        asked.append(
            actions.ask(wish.code, wish.name, wish.told, by=request.actor, at_once=at_once)
        )
        return redirect("downloads:take", asked[0].pk) if at_once else _waiting(request, asked[0])

    answer = answered_once(request, ask)
    if at_once and asked:
        _made(asked[0])
    return answer


def made_now(wish: Wish, *, by: Actor) -> Download:
    """Ask for something small and make it in this call; not within a transaction of the caller."""
    return _made(actions.ask(wish.code, wish.name, wish.told, by=by, at_once=True))


def _made(download: Download) -> Download:
    jobs.make(download.pk)
    download.refresh_from_db()
    if download.state == Download.State.FAILED:
        raise Refused(no(download.said, "not-made"))
    return download


def _waiting(request: Request, download: Download) -> HttpResponse:
    toast.tell(request, _("正在生成“{name}”，好了会通知你。").format(name=download.name))
    return redirect("downloads:index")
