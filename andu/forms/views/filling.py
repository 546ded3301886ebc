"""What a form asks for while it is filled in: uploads, one by one, and options of its pickers.
Everything else is in the rooms above."""

import re

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from andu.files.receiving import taken
from andu.forms import dictionaries
from andu.forms.filling.attachments import file_value
from andu.forms.filling.finding import row_of_matter
from andu.forms.filling.receiving import UPLOAD
from andu.forms.showing.files import cards, no_link
from andu.kit.request import Request
from andu.search.queries import search

PICKED = 12
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
    file = taken(request, name[0])
    card = cards([file_value(file)], no_link)[0]
    return render(request, "forms/_staged.html", {"card": card, "name": name[1]})


@require_safe
def pick(request: Request) -> HttpResponse:
    """Options for ?q=: entries of the organisation's dictionary of this code, or matters the person
    may see."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:80]
    code = request.GET.get("dictionary", "")[:40].replace("\0", "")
    if code:
        options = [
            {"value": each.pk, "label": each.name, "said": each.parent.name if each.parent else ""}
            for each in dictionaries.picked(code, text, request.actor)
        ]
    else:
        found = search(request.actor, text, size=PICKED).items if text else []
        rows = [row_of_matter(each) for each in found[:PICKED]]
        options = [{"value": row.pk, "label": row.name, "said": row.code} for row in rows]
    context = {"options": options, "is_matter": not code, "asked": bool(text)}
    return render(request, "forms/_options.html", context)
