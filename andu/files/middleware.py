"""Posts with files that are too large are refused before they are read."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from andu.files import checking
from andu.files.policy import MAX_SIZE, POST_SIZE
from andu.kit.verdict import Verdict, no, yes
from andu.policy.reading import value
from andu.ui import refusal

WRAPPING = checking.MB  # the other fields of a form
Handler = Callable[[HttpRequest], HttpResponse]


def bounded(get_response: Handler) -> Handler:
    """Answer 409 with the reason by the announced length alone; nothing is stored."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.content_type == "multipart/form-data":
            verdict = _may_be_read(request)
            if not verdict:
                return refusal.answer(request, verdict)
        return get_response(request)

    return handle


def _may_be_read(request: Any) -> Verdict:
    length = int(request.headers.get("Content-Length") or 0)
    if length <= WRAPPING:
        return yes
    place = request.actor.organisation_id
    limits = [value(one, organisation=place) for one in (MAX_SIZE, POST_SIZE)]
    if length > max(limits) * checking.MB + WRAPPING:
        words = _("一次提交的附件合计不能超过 {limit} MB，没有保存。请分几次上传，或压缩后再传。")
        return no(words.format(limit=max(limits)), "size")
    return yes
