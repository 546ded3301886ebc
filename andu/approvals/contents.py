"""What a decision on a request rests on: the last save of its form, and what a step must add."""

import json
from typing import Any

from django.db.models import F, QuerySet

from andu.approvals import access
from andu.approvals.facts import facts_of
from andu.approvals.models import Request
from andu.forms import filling
from andu.forms.definition import FormDefinition
from andu.forms.models import FormVersion
from andu.kit.editions import remembered
from andu.workflow.contents import Asked, Content, Facts, Source


def rows(matter: Any) -> QuerySet[Any, Any]:
    """The last save, for the matter's id or an expression for it."""
    last = Request.objects.filter(matter=matter, record__versions__number=F("record__newest"))
    return last.values(
        hash=F("record__versions__hash"), text=F("record__versions__text"),
        form=F("record__form_version"), template=F("version"),
    )  # fmt: skip


def made(row: dict[str, Any]) -> Content:
    """The content as the store has read it; values become facts when a condition asks."""

    def read() -> Facts:
        return facts_of(_form(row["form"]), json.loads(row["text"]))

    return Content(row["hash"], Asked(read), lambda step: _unfilled(row, step))


def _unfilled(row: dict[str, Any], step: str) -> list[str]:
    """The labels of what the handler of a step must fill in and nobody has yet."""
    written = access.written_at(row["template"], step)
    if not written:
        return []
    found = filling.unfilled(_form(row["form"]), written, json.loads(row["text"]))
    return [field.label for field in found]


def _form(version_id: int) -> FormDefinition:
    one = FormVersion.objects.filter(pk=version_id)
    return remembered(("approvals.form", version_id), lambda: one.get().definition)


def called(matter: int, field: str) -> str:
    """What a field of its form is called."""
    forms = Request.objects.filter(matter=matter).values_list("record__form_version", flat=True)
    return _form(forms.get()).label_of(field)


SOURCE = Source(rows, made, files_itself=True, called=called)
