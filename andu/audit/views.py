"""The pages of the audit: the list, one subject's trace, the checks of the chains."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from andu.audit import actions, forms, queries
from andu.audit.models import Entry, Verification
from andu.audit.rights import READ
from andu.kit.keyset import page
from andu.kit.opening import confirm_first, needs
from andu.kit.request import Request
from andu.kit.sheet import csv_answer
from andu.ui import toast

MOST, LINES = 10000, 20


@needs(READ.code)
@require_safe
def entries(request: Request) -> HttpResponse:
    """Every act in the house, newest first."""
    form, found = _narrowed(request)
    shown = page(found, ("-id",), request.GET.get("after", ""))
    query = request.GET.copy()
    query["after"] = shown.next
    context = {
        "form": form, "entries": shown.items, "next": query.urlencode() if shown.next else "",
        "export": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "audit/entries.html", context)


@confirm_first
@needs(READ.code)
@require_safe
def export(request: Request) -> HttpResponseBase:
    """The same entries as a table, at most ten thousand; the export itself is an entry."""
    _form, found = _narrowed(request)
    actions.export(request.GET.urlencode(), by=request.actor)
    heads = [
        _("时间"), _("人"), _("编码"), _("岗位"), _("单位"), _("代"), _("内容"), _("对象"),
        _("依据"), _("地址"), _("终端"), _("序号"), _("校验值"),
    ]  # fmt: skip
    return csv_answer("audit", heads, _rows(found))


@needs(READ.code)
@require_safe
def trace(request: Request, kind: str, subject: str) -> HttpResponse:
    """What was done to one subject, link by link, newest first, each checked as it is shown."""
    if "\x00" in kind + subject:
        raise Http404
    found = queries.trace(request.actor, kind, subject)
    shown = page(found, ("-sequence",), request.GET.get("after", ""))
    if not shown.items:
        raise Http404
    query = urlencode({"after": shown.next}) if shown.next else ""
    context = {"entries": shown.items, "next": query, "subject": shown.items[0].subject}
    return render(request, "audit/trace.html", context)


@confirm_first
@needs(READ.code)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: Request) -> HttpResponse:
    """The checks so far, and a button for one now; of very many links by a job."""
    if request.method == "POST":
        if actions.verify_soon(by=request.actor) is None:
            toast.tell(request, _("记录很多，正在后台核对，结果会出现在这里。"))
        return redirect("audit:verify")
    rows = Verification.objects.visible_to(request.actor).order_by("-id")[:LINES]
    return render(request, "audit/verify.html", {"verifications": rows})


def _narrowed(request: Request) -> tuple[forms.Filter, QuerySet[Entry]]:
    form = forms.Filter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    return form, queries.entries(request.actor, given)


def _rows(found: QuerySet[Entry]) -> Iterator[list[object]]:
    for row in found.order_by("-id")[:MOST].iterator(chunk_size=500):
        yield [
            f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}", row.actor_name, row.actor_code,
            row.actor_post, row.actor_unit, row.on_behalf_of, row.sentence, row.subject,
            row.basis, row.address, row.terminal, row.sequence, row.hash,
        ]  # fmt: skip
