"""What goes into the fields of forms, for machines: the entries of a dictionary."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from andu.forms import dictionaries
from andu.forms.models import Dictionary
from andu.kit import keyset, plain
from andu.kit.request import Request

router = Router(tags=[_("发起")])
ORDER, SIZE = ("order", "id"), 100


class EntryOut(Schema):
    """One entry; its id or name goes into the field."""

    id: int
    code: str
    name: str
    parent: int | None = None


class EntriesOut(Schema):
    """A page of entries; `next` goes into `after`."""

    items: list[EntryOut]
    next: str = Field(description=_("下一页，空为没有了"))


@router.get(
    "/dictionaries/{code}/entries", response=EntriesOut,
    summary=_("字典字段可以填的值：按名称、代码、拼音查找"),
)  # fmt: skip
def dictionary_entries(request: Request, code: str, q: str = "", after: str = "") -> Any:
    """Those in use today, of one's own organisation."""
    get_object_or_404(Dictionary.objects.visible_to(request.actor), code=code)
    mine = Dictionary.objects.visible_to(request.actor).filter(code=code)
    rows = dictionaries.fitting(mine, plain.line(q)[:80])
    page = keyset.page(rows, ORDER, after, SIZE)
    return {
        "next": page.next,
        "items": [
            {"id": one.pk, "code": one.code, "name": one.name, "parent": one.parent_id}
            for one in page.items
        ],
    }  # fmt: skip
