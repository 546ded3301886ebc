"""The register 台账 of one kind of request: its listed fields as columns beside the matters."""

from collections.abc import Iterable
from typing import Any

from andu.approvals import access
from andu.approvals.models import Request, Template
from andu.forms.models import Value
from andu.kit.actor import Actor

Columns = dict[str, str]  # field key → label


def columns_of(actor: Actor, name: str) -> Columns:
    """The listed fields of the open or closed template with this name, as its current version has
    them, without those that any step hides; nothing when several templates share the name."""
    found = list(Template.objects.visible_to(actor).filter(name=name, newest__gt=0)[:2])
    version = found[0].current if len(found) == 1 else None
    if version is None:
        return {}
    hidden = access.hidden_somewhere(access.rows_of(version).values())
    fields = version.form_version.definition
    return {one.key: one.label for one in fields if one.listed and one.key not in hidden}


def values_of(actor: Actor, matters: Iterable[int], columns: Columns) -> dict[int, dict[str, Any]]:
    """Matter → field → value (number, amount in yuan, day or words), of those the actor may see;
    two statements."""
    seen = Request.objects.visible_to(actor).filter(matter__in=list(matters))
    matter_of = dict(seen.values_list("record", "matter"))
    found: dict[int, dict[str, Any]] = {matter: {} for matter in matter_of.values()}
    for value in Value.objects.filter(record__in=list(matter_of), key__in=list(columns)):
        found[matter_of[value.record_id]][value.key] = _plain(value)
    return found


def _plain(value: Value) -> Any:
    if value.number is not None:
        return value.number
    if value.money is not None:
        return value.money / 100
    return value.date or value.text
