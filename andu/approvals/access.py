"""Who reads and writes which field, from the rows of a template version (C16)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from andu.approvals.models import StepAccess, TemplateVersion
from andu.engine.copies import drawn, row_of
from andu.forms.access import ONLY_ROW, WRITABLE, Access, AccessMap
from andu.forms.definition import Field
from andu.forms.rights import READ_IN_FULL
from andu.kit.actor import Actor
from andu.kit.editions import remembered
from andu.workflow.compiled import definition_of
from andu.workflow.loading import Loaded

Rights = dict[str, dict[str, str]]  # step key → field key → access word


def rows_of(version: TemplateVersion) -> Rights:
    """The rows of a version, by step."""
    return _by_step(version.access.values_list("step", "field", "access"))


def rows_of_each(versions: Iterable[TemplateVersion]) -> dict[int, Rights]:
    """The rows of several versions, by version and step; one statement when there are any."""
    found: dict[int, Rights] = {version.pk: defaultdict(dict) for version in versions}
    rows = StepAccess.objects.filter(version__in=found)
    for version, step, field, access in rows.values_list("version", "step", "field", "access"):
        found[version][step][field] = access
    return found


def _by_step(rows: Iterable[tuple[str, str, str]]) -> Rights:
    found: Rights = defaultdict(dict)
    for step, field, access in rows:
        found[step][field] = access
    return found


def written_at(version_id: int, step: str) -> AccessMap:
    """The fields the handler of a step fills in, and how; a version that is published stays as it
    is."""

    def read() -> Rights:
        written = StepAccess.objects.filter(version=version_id, access__in=WRITABLE)
        return _by_step(written.values_list("step", "field", "access"))

    return remembered(("approvals.written", version_id), read).get(drawn(step), {})


def at_step(version: TemplateVersion, step: str, rows: Rights | None = None) -> AccessMap:
    """What the handler of a step may do with each field: its rows, else read (identity and bank
    card numbers masked); the initiator's own step writes what has no row."""
    rows = rows_of(version) if rows is None else rows
    said, is_first = rows.get(drawn(step), {}), step == drafting_of(version)
    found = {
        field.key: said.get(field.key, usual(field, is_first))
        for field in version.form_version.definition
    }
    return found | _only_row(version, step)


def _only_row(version: TemplateVersion, step: str) -> dict[str, str]:
    """Whoever handles a sub-process for one row of a table fills in that row and no other."""
    number = row_of(step)
    if not number:
        return {}
    table = definition_of(version.flow_version_id).tables[drawn(step)].rows
    return {table + ONLY_ROW: str(number)}


def usual(field: Field, is_first: bool) -> Access:
    """What a step may do with a field nobody has said anything about."""
    if is_first:
        return Access.WRITE
    return Access.MASKED if field.is_sensitive else Access.READ


def in_full(found: AccessMap, by: Actor) -> AccessMap:
    """The same, with nothing masked for one who holds the right to read such numbers."""
    if not by.holds(READ_IN_FULL.code):
        return found
    return {
        key: Access.READ if access == Access.MASKED else access for key, access in found.items()
    }


def drafting_of(version: TemplateVersion) -> str:
    """The key of the initiator's own step."""
    return definition_of(version.flow_version_id).drafting.key


def for_reading(version: TemplateVersion, loaded: Loaded, member_id: int | None) -> AccessMap:
    """What somebody may see who is not at work: whatever some step of theirs has shown them.

    Who never held a turn (somebody it was copied to) sees only what no step hides.
    """
    rows = rows_of(version)
    held = (seat for seat in loaded.seats.values() if not seat.is_pool)
    mine = {drawn(seat.node) for seat in held if seat.member_id == member_id}
    if loaded.matter.initiator_id == member_id:
        mine.add(loaded.definition.drafting.key)
    maps = [at_step(version, step, rows) for step in mine]
    keys = version.form_version.definition.keys
    if not maps:
        hidden = hidden_somewhere(rows.values())
        fields = version.form_version.definition
        return {
            field.key: Access.HIDDEN if field.key in hidden else usual(field, is_first=False)
            for field in fields
        }
    return {key: _most(access[key] for access in maps) for key in keys}


def _most(found: Iterable[Access | str]) -> Access:
    """The most that any step of theirs has shown."""
    words = set(found)
    if words <= {Access.HIDDEN}:
        return Access.HIDDEN
    return Access.MASKED if words <= {Access.HIDDEN, Access.MASKED} else Access.READ


def hidden_somewhere(rows: Iterable[Mapping[str, str]]) -> set[str]:
    """The fields that at least one step hides."""
    return {key for row in rows for key, access in row.items() if access == Access.HIDDEN}
