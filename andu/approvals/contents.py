"""What a decision on a request rests on: the last save of its form."""

import json
from typing import Any

from django.db.models import F, QuerySet

from andu.approvals.facts import facts_of
from andu.approvals.models import Request
from andu.forms.definition import FormDefinition
from andu.forms.models import FormVersion
from andu.kit.editions import remembered
from andu.workflow.contents import Asked, Content, Facts, Source


def rows(matter: Any) -> QuerySet[Any, Any]:
    """The last save, for the matter's id or an expression for it."""
    last = Request.objects.filter(matter=matter, record__versions__number=F("record__newest"))
    return last.values(
        hash=F("record__versions__hash"), text=F("record__versions__text"),
        form=F("record__form_version"),
    )  # fmt: skip


def made(row: dict[str, Any]) -> Content:
    """The content as the store has read it; values become facts when a condition asks."""

    def read() -> Facts:
        return facts_of(_form(row["form"]), json.loads(row["text"]))

    return Content(row["hash"], Asked(read))


def _form(version_id: int) -> FormDefinition:
    one = FormVersion.objects.filter(pk=version_id)
    return remembered(("approvals.form", version_id), lambda: one.get().definition)


SOURCE = Source(rows, made, files_itself=True)
