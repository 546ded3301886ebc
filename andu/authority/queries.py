"""Reads of matrices shaped for pages, for the editor of flows, and for deciding."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone

from andu.authority import cells
from andu.authority.coverage import Span
from andu.authority.models import Matrix, Row, Version
from andu.authority.names import Names
from andu.authority.reading import Sheet, amount_text, sheet_of
from andu.authority.typed import Line, from_document
from andu.engine.handlers import Candidates, HandlerRule, NamedPerson
from andu.engine.plain import from_plain
from andu.kit.actor import Actor
from andu.kit.editions import remembered


def kept_by(actor: Actor) -> QuerySet[Matrix]:
    """The matrices the actor keeps, each with the number and regulation of what is in force."""
    today = timezone.localdate()
    here = Version.objects.in_force(today).filter(matrix=OuterRef("pk"))
    draft = Version.objects.filter(matrix=OuterRef("pk"), state=Version.State.DRAFT)
    return Matrix.objects.visible_to(actor).select_related("unit").annotate(
        current=Subquery(here.values("number")[:1]),
        regulation=Subquery(here.values("regulation")[:1]),
        since=Subquery(here.values("valid_from")[:1]),
        drafted=Subquery(draft.values("number")[:1]),
    )  # fmt: skip


def published_by(actor: Actor, key: str) -> QuerySet[Version]:
    """The published versions of a matrix the actor keeps, newest first, with how many matters keep
    to each."""
    rows = Version.objects.published().filter(matrix__in=Matrix.objects.visible_to(actor))
    rows = rows.filter(matrix__key=key).select_related("matrix__unit")
    return rows.annotate(used=Count("kept")).order_by("-number")


def draft_of(matrix: Matrix) -> Version | None:
    """The draft of its next version."""
    return matrix.versions.filter(state=Version.State.DRAFT).first()


def last_of(matrix: Matrix) -> Version | None:
    """What was published last."""
    return matrix.versions.published().order_by("-number").first()


def read_draft(matrix: Matrix, draft: Version | None) -> Sheet:
    """The draft with everything to be mended."""
    lines = from_document(draft.document) if draft else []
    return sheet_of(
        matrix.organisation_id, lines, has_attribute=bool(matrix.attribute_label)
    )  # fmt: skip


def lines_of(version: Version) -> list[Line]:
    """A published version as lines to edit, with today's names."""
    rows = [(row, _rules(row.countersign), _rules(row.final)) for row in version.rows.all()]
    people = {
        rule.code for _row, *parts in rows for part in parts for rule in part
        if isinstance(rule, NamedPerson)
    }  # fmt: skip
    names = Names(version.matrix.organisation_id, people)
    return [
        Line(row.number, {
            "category": row.category, "attribute": row.attribute, "low": amount_text(row.low),
            "high": amount_text(row.high), "countersign": cells.text_of(countersign, names),
            "final": cells.text_of(final, names),
        })
        for row, countersign, final in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Published:
    """A published row: what it holds for and whom it names."""

    span: Span
    countersign: tuple[HandlerRule, ...]
    final: tuple[HandlerRule, ...]


def rows_of(version_id: int) -> list[Published]:
    """The rows of a published version, which never change."""

    def read() -> list[Published]:
        rows = Row.objects.filter(version=version_id).order_by("number")
        return [
            Published(
                Span(row.number, row.category, row.attribute, row.low, row.high),
                tuple(_rules(row.countersign)), tuple(_rules(row.final)),
            )
            for row in rows
        ]  # fmt: skip

    return remembered(("authority.rows", version_id), read)


def version_in_force(
    organisation_id: int, key: str, day: datetime.date | None = None
) -> Version | None:
    """What decides on a day (today)."""
    found = Version.objects.in_force(day or timezone.localdate())
    rows = found.filter(matrix__organisation=organisation_id, matrix__key=key)
    return rows.select_related("matrix__unit").first()


def versions_in_force(organisation_id: int, keys: Iterable[str]) -> dict[str, Version]:
    """What decides today, of several matrices by key, in one statement."""
    rows = Version.objects.in_force(timezone.localdate()).select_related("matrix")
    found: dict[str, Version] = {}
    for version in rows.filter(matrix__organisation=organisation_id, matrix__key__in=list(keys)):
        found.setdefault(version.matrix.key, version)
    return found


def in_force(organisation_id: int) -> dict[str, Matrix]:
    """The matrices that decide something today and may be asked by new flows, by key."""
    today = timezone.localdate()
    decided = Version.objects.published().filter(valid_from__lte=today).values("matrix")
    rows = Matrix.objects.filter(organisation_id=organisation_id, closed=False, pk__in=decided)
    return {matrix.key: matrix for matrix in rows.order_by("name")}


def values_in(spans: Iterable[Span]) -> tuple[list[str], list[str]]:
    """The categories and attributes that rows name, in their order."""
    spans = list(spans)
    categories = dict.fromkeys(span.category for span in spans if span.category)
    attributes = dict.fromkeys(span.attribute for span in spans if span.attribute)
    return list(categories), list(attributes)


def _rules(plain: list[Any]) -> list[HandlerRule]:
    return [from_plain(Candidates, each) for each in plain]
