"""For other rooms' views: ask, and answer with the file or with the way to 我的下载."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from andu.downloads import actions
from andu.downloads.models import Download
from andu.kit.request import Request
from andu.kit.verdict import Refused, no
from andu.ui import toast


def deliver(
    request: Request, code: str, name: str, wish: Mapping[str, Any], *, at_once: bool
) -> HttpResponse:
    """Make it now (`at_once`, for what takes less than a second) or by a job, and lead there."""
    download = actions.ask(code, name, wish, by=request.actor, at_once=at_once)
    if download.state == Download.State.FAILED:
        raise Refused(no(download.said, "not-made"))
    if at_once:
        return redirect("downloads:take", download.pk)
    toast.tell(request, _("正在生成“{name}”，好了会通知你。").format(name=download.name))
    return redirect("downloads:index")
