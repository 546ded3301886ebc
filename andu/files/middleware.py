"""Posts that are too large are refused before they are read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from andu.files import arriving, rules
from andu.kit.request import announced
from andu.ui import refusal

Handler = Callable[[HttpRequest], HttpResponse]


def bounded(get_response: Handler) -> Handler:
    """Answer 409 with the reason by the announced length alone; nothing is read or stored."""

    def handle(request: Any) -> HttpResponse:
        length = announced(request)
        if request.method == "POST" and length > rules.WRAPPING:
            is_form = request.content_type == "multipart/form-data"
            verdict = rules.may_post(request.actor, length, arriving.free(), is_form=is_form)
            if not verdict:
                return refusal.answer(request, verdict)
            Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(parents=True, exist_ok=True)
        return get_response(request)

    return handle
