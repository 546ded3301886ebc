"""Uploads of a form, one by one as they are chosen. Everything else is in the rooms above."""

import re

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from andu.files import arriving, storing
from andu.files.models import Upload
from andu.forms.filling.attachments import file_value
from andu.forms.filling.receiving import UPLOAD
from andu.forms.showing.files import cards, no_link
from andu.kit.request import Request

_NAME = re.compile(rf"(f-[a-z][a-z0-9_]{{0,39}}){UPLOAD}", re.ASCII)


@require_POST
def upload(request: Request) -> HttpResponse:
    """Stage one file for the person and answer its line; it is attached when the form is sent.

    The file comes in the post, or came piece by piece before and is named by its token.
    """
    sent = request.FILES or request.POST
    name = next((found for one in sent if (found := _NAME.fullmatch(one))), None)
    if not name:
        raise BadRequest("one file of an attachment field")
    if request.FILES:
        file = storing.store(request.FILES[name[0]], by=request.actor)
    else:
        token = request.POST[name[0]]
        arrived = get_object_or_404(Upload.objects.visible_to(request.actor), token=token)
        file = arriving.finish(arrived, by=request.actor)
    card = cards([file_value(file)], no_link)[0]
    return render(request, "forms/_staged.html", {"card": card, "name": name[1]})
