"""Opening a notice, and marking all read."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
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
