"""Making a request findable. The search's own source asks who may see it."""

from andu.approvals import access
from andu.approvals.facts import text_of
from andu.approvals.models import Request
from andu.approvals.models.request import KIND
from andu.search.indexing import Item, put


def _index(request: Request) -> None:
    """Title, number, initiator and the words of the form that no step hides."""
    matter, kept = request.matter, request.record
    left_out = access.hidden_somewhere(access.rows_of(request.version).values())
    put(Item(
        kind=KIND, id=matter.pk, organisation_id=matter.organisation_id, title=matter.title,
        serial=matter.serial, people=f"{matter.initiator_name} {matter.initiator_unit}",
        text=f"{matter.label}\n{text_of(kept.definition, kept.current.values, left_out)}",
        link=matter.get_absolute_url(), at=matter.started,
    ))  # fmt: skip
