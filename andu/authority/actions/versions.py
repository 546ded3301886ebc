"""Drafts of versions, and publishing them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from andu.audit.recording import record
from andu.authority import rules
from andu.authority.events import (
    DraftDiscarded,
    DraftKept,
    MatrixExported,
    RowsImported,
    VersionPublished,
)
from andu.authority.models import Matrix, Row, Version
from andu.authority.queries import draft_of, read_draft
from andu.authority.reading import Read
from andu.authority.typed import Line, to_document
from andu.engine.plain import to_plain
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require


@dataclass(frozen=True, kw_only=True)
class About:
    """Which regulation a version comes from, and from when it decides. `revision` is what the page
    was made from; "" when nobody asked."""

    regulation: str = ""
    regulation_number: str = ""
    valid_from: datetime.date | None = None
    revision: str = ""


@transaction.atomic
def save_draft(matrix: Matrix, lines: Sequence[Line], about: About, *, by: Actor) -> Version:
    """Keep the table as typed, right or wrong; what is wrong keeps it from being published."""
    matrix = lock(matrix)
    require(rules.may_edit(by, matrix))
    draft = _draft(matrix)
    require(rules.may_save(draft, about.revision))
    draft.regulation = about.regulation.strip()[:120]
    draft.regulation_number = about.regulation_number.strip()[:60]
    draft.valid_from = about.valid_from
    kept = to_document(lines)
    is_changed = kept != draft.document or not draft.revision
    _keep(draft, kept)
    if is_changed:
        record(DraftKept(number=draft.number, rows=len(kept)), by=by, on=matrix)
    return draft


@transaction.atomic
def import_rows(matrix: Matrix, lines: Sequence[Line], file: str, *, by: Actor) -> Version:
    """Let the rows of a spreadsheet be the draft's; the regulation and day stay as they were."""
    matrix = lock(matrix)
    require(rules.may_edit(by, matrix))
    draft = _draft(matrix)
    _keep(draft, to_document(lines))
    rows = len(draft.document)
    record(RowsImported(number=draft.number, rows=rows, file=file[:80]), by=by, on=matrix)
    return draft


@transaction.atomic
def discard_draft(matrix: Matrix, *, by: Actor) -> Matrix:
    """Forget the draft; what is published stays in force."""
    matrix = lock(matrix)
    draft = draft_of(matrix)
    require(rules.may_discard(by, draft))
    assert draft is not None  # the rule has seen to it
    draft.delete()
    record(DraftDiscarded(number=draft.number), by=by, on=matrix)
    return matrix


@transaction.atomic
def publish_version(matrix: Matrix, *, by: Actor) -> Version:
    """Let the draft decide from its day on; nobody changes it any more (WF-13)."""
    matrix = lock(matrix)
    draft = draft_of(matrix)
    sheet = read_draft(matrix, draft)
    require(rules.may_publish(by, draft, sheet))
    assert draft is not None  # the rule has seen to it
    draft.state, draft.published_at = Version.State.PUBLISHED, timezone.now()
    draft.publisher_id, draft.publisher_name = by.member_id, by.words[:80]
    draft.save(update_fields=["state", "published_at", "publisher", "publisher_name"])
    Row.objects.bulk_create(_row(draft, read) for read in sheet.rows)
    matrix.newest = draft.number
    matrix.save(update_fields=["newest"])
    day = draft.valid_from.isoformat() if draft.valid_from else ""
    record(
        VersionPublished(number=draft.number, regulation=draft.basis, valid_from=day),
        by=by, on=matrix,
    )  # fmt: skip
    return draft


@transaction.atomic
def note_export(version: Version, *, by: Actor) -> Version:
    """A version leaves as a spreadsheet, which is remembered."""
    require(rules.may_keep(by, version.matrix.unit))
    record(MatrixExported(number=version.number), by=by, on=version.matrix)
    return version


def _draft(matrix: Matrix) -> Version:
    """The draft, or a new one after the last version."""
    return draft_of(matrix) or Version(matrix=matrix, number=matrix.newest + 1)


def _keep(draft: Version, document: list[dict[str, str]]) -> None:
    draft.document = document
    draft.revision += 1
    draft.save()


def _row(version: Version, read: Read) -> Row:
    span = read.span
    return Row(
        version=version, number=span.row, category=span.category, attribute=span.attribute,
        low=span.low, high=span.high,
        countersign=[to_plain(rule) for rule in read.countersign],
        final=[to_plain(rule) for rule in read.final],
        countersign_words=read.countersign_words[:400], final_words=read.final_words[:400],
    )  # fmt: skip
