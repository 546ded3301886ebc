"""The few pages of the frame itself: the display switch and the friendly faults."""

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from andu.kit.once import READING, own_key
from andu.kit.opening import open_to_all
from andu.kit.verdict import Verdict, no
from andu.ui import colours as pigments
from andu.ui import display, outage, refusal

CODES = {400: "bad-request", 403: "forbidden", 404: "not-found"}


@open_to_all
@own_key  # open to strangers, who leave no rows
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Keep theme or text size on this device and go back; needs neither login nor scripts."""
    target = request.POST.get("next", "/")
    if not (target.startswith("/") and url_has_allowed_host_and_scheme(target, None)):
        target = "/"
    chosen = {name: request.POST.get(name, "") for name in ("theme", "size")}
    return display.remember(HttpResponseRedirect(target), **chosen)


@open_to_all
@require_safe
def colours(request: HttpRequest, version: int, colour: str) -> HttpResponse:
    """The style sheet of a main colour (UI-02), worked out from the address alone."""
    found = pigments.clean(colour)
    if not found or version != pigments.VERSION:
        raise Http404
    response = HttpResponse(pigments.sheet(found), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """The list of keys: a dialog over the page at hand (?), or a page of its own."""
    template = "ui/_keys.html" if getattr(request, "htmx", False) else "ui/keys.html"
    return render(request, template)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400: what came in can't be read. More than a form may carry is refused with what to do."""
    if (verdict := _too_much(exception)) is not None:
        return refusal.answer(request, verdict)
    return _fault(request, 400, _("这个请求读不懂"), _("返回上一页，刷新后再试一次。"))


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403: signed in, but not for this."""
    return _fault(request, 403, _("你没有这里的权限"), _("需要办理的，联系本单位的管理员。"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the session."""
    said = _("返回上一页，刷新后重新提交；已写的内容保存在本机。")
    return _fault(request, 403, _("页面停留太久，没有提交"), said)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: nothing here, or nothing this person may see; both look the same."""
    said = _("地址可能写错了，事项也可能已经移走或者不在你的范围。")
    return _fault(request, 404, _("这里没有东西"), said)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; 503: the machine's. The page asks neither database nor session. It doesn't
    know how far the work had come, and says so; the number of the request leads to the line in the
    log (R41)."""
    error = sys.exception()
    if (away := outage.found(error)) is not None:
        return outage.answer(request, away, error)
    number, writes = getattr(request, "number", ""), request.method not in READING
    if refusal.wants_json(request):
        words = _("系统出了故障，没有读出来，请稍后再试。")
        if writes:
            words = _("系统出了故障，不一定办成了。请用同一个 Idempotency-Key 重发，不会办两次。")
        return refusal.problem(500, words, "broken", number=number)
    context = {"number": number, "writes": writes}
    return HttpResponse(render_to_string("ui/500.html", context), status=500)


def _too_much(exception: Any) -> Verdict | None:
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        said = _("一次最多随表单提交 {most} 个附件，没有保存。请返回上一页，分几次添加附件。")
    elif isinstance(exception, TooManyFieldsSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        said = _(
            "表单一次最多提交 {most} 个格子，没有保存。请返回上一页，减少明细行，"
            "或者把明细做成表格作为附件。"
        )
    elif isinstance(exception, RequestDataTooBig):
        most = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) >> 20
        said = _(
            "一次提交的文字不能超过 {most} MB，没有保存。请返回上一页，精简内容，"
            "或者把长文作为附件。"
        )
    else:
        return None
    return no(said.format(most=most), "size")


def _fault(request: HttpRequest, status: int, title: str, said: str) -> HttpResponse:
    if refusal.wants_json(request):
        return refusal.problem(status, said, CODES[status], title=title)
    context = {"status": status, "title": title, "said": said}
    context |= {"back": refusal.back(request), "frame": refusal.frame(request)}
    return render(request, "ui/fault.html", context, status=status)
