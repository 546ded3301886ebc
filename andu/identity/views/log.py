"""The login log (PW-14)."""

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from andu.identity import forms, queries
from andu.identity.models import Attempt
from andu.identity.rights import LOGINS
from andu.kit.keyset import page
from andu.kit.opening import confirm_first, needs
from andu.kit.request import Request
from andu.kit.sheet import csv_answer

MOST = 10000


@needs(LOGINS.code)
@require_safe
def logins(request: Request) -> HttpResponse:
    """Every try to come in and every way out, newest first."""
    form, found = _narrowed(request)
    shown = page(found, ("-id",), request.GET.get("after", ""))
    query = request.GET.copy()
    query["after"] = shown.next
    context = {
        "form": form, "attempts": shown.items, "next": query.urlencode() if shown.next else "",
        "export": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "identity/logins.html", context)


@confirm_first
@needs(LOGINS.code)
@require_safe
def export_logins(request: Request) -> HttpResponseBase:
    """The same lines as a table for a spreadsheet, at most ten thousand."""
    _form, found = _narrowed(request)
    heads = [_("时间"), _("登录名称"), _("用户"), _("事件"), _("结果"), _("地址"), _("终端")]
    rows = (
        [
            f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}", row.login_key,
            row.account.name if row.account else "", row.get_event_display(),
            _("成功") if row.succeeded else _("失败"), row.address, row.terminal,
        ]
        for row in found.order_by("-id")[:MOST]
    )  # fmt: skip
    return csv_answer("logins", heads, rows)


def _narrowed(request: Request) -> tuple[forms.LoginFilter, QuerySet[Attempt]]:
    form = forms.LoginFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    return form, queries.attempts(request.actor, given)
