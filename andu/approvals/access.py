"""Who reads and writes which field, from the rows of a template version (C16)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from andu.approvals.models import TemplateVersion
from andu.forms.access import Access, AccessMap
from andu.workflow.compiled import definition_of
from andu.workflow.loading import Loaded

Rights = dict[str, dict[str, str]]  # step key → field key → access word


def rows_of(version: TemplateVersion) -> Rights:
    """The rows of a version, by step."""
    found: Rights = defaultdict(dict)
    for step, field, access in version.access.values_list("step", "field", "access"):
        found[step][field] = access
    return found


def at_step(version: TemplateVersion, step: str, rows: Rights | None = None) -> AccessMap:
    """What the handler of a step may do with each field: its rows, else read; the initiator's own
    step writes what has no row."""
    rows = rows_of(version) if rows is None else rows
    usual = Access.WRITE if step == drafting_of(version) else Access.READ
    keys = version.form_version.definition.keys
    return {key: rows.get(step, {}).get(key, usual) for key in keys}


def drafting_of(version: TemplateVersion) -> str:
    """The key of the initiator's own step."""
    return definition_of(version.flow_version_id).drafting.key


def for_reading(version: TemplateVersion, loaded: Loaded, member_id: int | None) -> AccessMap:
    """What somebody may see who is not at work: whatever some step of theirs has shown them.

    Who never held a turn (somebody it was copied to) sees only what no step hides.
    """
    rows = rows_of(version)
    mine = {seat.node for seat in loaded.seats.values() if seat.member_id == member_id}
    if loaded.matter.initiator_id == member_id:
        mine.add(loaded.definition.drafting.key)
    maps = [at_step(version, step, rows) for step in mine]
    keys = version.form_version.definition.keys
    if not maps:
        hidden = hidden_somewhere(rows.values())
        return {key: Access.HIDDEN if key in hidden else Access.READ for key in keys}
    return {key: Access.READ if _shown(maps, key) else Access.HIDDEN for key in keys}


def _shown(maps: Iterable[AccessMap], key: str) -> bool:
    return any(access[key] != Access.HIDDEN for access in maps)


def hidden_somewhere(rows: Iterable[Mapping[str, str]]) -> set[str]:
    """The fields that at least one step hides."""
    return {key for row in rows for key, access in row.items() if access == Access.HIDDEN}
