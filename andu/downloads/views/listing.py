"""我的下载: what was asked for, how far it is, and taking it away."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from andu.downloads import actions, queries
from andu.downloads.models import Download
from andu.files.responding import respond
from andu.kit.request import Request
from andu.ui import toast


@require_safe
def index(request: Request) -> HttpResponse:
    """One's downloads; the part with the rows is asked for again while something is made."""
    if request.actor.member_id is None:
        raise PermissionDenied
    found = queries.mine(request.actor)
    context = {"downloads": found, "busy": any(each.is_under_way for each in found)}
    part = request.htmx and not request.htmx.boosted
    return render(request, "downloads/_rows.html" if part else "downloads/index.html", context)


@require_safe
def take(request: Request, pk: int) -> HttpResponseBase:
    """The file itself; the audit keeps who took it."""
    download = get_object_or_404(Download.objects.visible_to(request.actor), pk=pk)
    if download.is_under_way:  # a second click came while the first one's file is made
        toast.tell(request, _("正在生成“{name}”，请稍等。").format(name=download.name))
        return redirect("downloads:index")
    download = actions.take(download, by=request.actor)
    assert download.file is not None  # what can be taken has its file
    return respond(download.file)


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Give it up, or remove it."""
    download = get_object_or_404(Download.objects.visible_to(request.actor), pk=pk)
    actions.throw_away(download, by=request.actor)
    toast.tell(request, _("已删除“{name}”。").format(name=download.name))
    return redirect("downloads:index")
