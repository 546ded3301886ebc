"""Posts that are too large are refused before they are read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from andu.files import arriving, checking, rules
from andu.files.policy import MAX_SIZE, POST_SIZE
from andu.kit.request import announced
from andu.kit.verdict import Verdict, no, yes
from andu.policy.reading import value
from andu.ui import refusal

WRAPPING = checking.MB  # the other fields of a form
Handler = Callable[[HttpRequest], HttpResponse]


def bounded(get_response: Handler) -> Handler:
    """Answer 409 with the reason by the announced length alone; nothing is read or stored."""

    def handle(request: HttpRequest) -> HttpResponse:
        length = announced(request)
        if request.method == "POST" and length > WRAPPING:
            verdict = _may_be_read(request, length)
            if not verdict:
                return refusal.answer(request, verdict)
            Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(parents=True, exist_ok=True)
        return get_response(request)

    return handle


def _may_be_read(request: Any, length: int) -> Verdict:
    if request.account is None:
        return no(_("请先登录，再提交。"), "nobody")
    if request.content_type != "multipart/form-data":
        return yes  # Django refuses what is too much for memory
    place = request.actor.organisation_id
    limits = [value(one, organisation=place) for one in (MAX_SIZE, POST_SIZE)]
    if length > max(limits) * checking.MB + WRAPPING:
        words = _("一次提交的附件合计不能超过 {limit} MB，没有保存。请分几次上传，或压缩后再传。")
        return no(words.format(limit=max(limits)), "size")
    return rules.may_fit(length, arriving.free())
