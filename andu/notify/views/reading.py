"""Opening a notice, and marking all read."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from andu.kit.request import Request
from andu.notify import actions
from andu.notify.models import Notice
from andu.ui import toast


@require_POST
def open_(request: Request, pk: int) -> HttpResponse:
    """Mark the notice read and go where it leads."""
    notice = get_object_or_404(Notice.objects.visible_to(request.actor), pk=pk)
    notice = actions.read(notice, by=request.actor)
    if notice.link and url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None):
        return redirect(notice.link)
    return redirect("notify:index")


@require_POST
def read_all(request: Request) -> HttpResponse:
    """Mark all read."""
    if request.actor.member_id is None:
        raise PermissionDenied
    count = actions.read_all(by=request.actor)
    words = ngettext("已将 {count} 条通知标为已读。", "已将 {count} 条通知标为已读。", count)
    toast.tell(request, words.format(count=count))
    return redirect("notify:index")


@require_POST
def read_some(request: Request) -> HttpResponse:
    """Mark the chosen ones read; each box names the notices of its group."""
    if request.actor.member_id is None:
        raise PermissionDenied
    said = " ".join(request.POST.getlist("notice")).split()
    ids = [int(one) for one in said if one.isascii() and one.isdigit() and len(one) < 16]
    if not ids:
        toast.warn(request, _("还没有选中通知。请先在要标为已读的前面打勾。"))
        return redirect("notify:index")
    count = actions.read_some(ids, by=request.actor)
    words = ngettext("已将 {count} 条通知标为已读。", "已将 {count} 条通知标为已读。", count)
    toast.tell(request, words.format(count=count))
    back = request.POST.get("back", "")
    own = back.startswith("/me/notices") and url_has_allowed_host_and_scheme(back, None)
    return redirect(back if own else "notify:index")
