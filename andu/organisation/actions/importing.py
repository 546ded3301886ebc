"""An import from upload to confirmation: nothing of the organisation changes here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused, no, require
from andu.organisation import events, rules
from andu.organisation.importing import checking, columns, known, sheet
from andu.organisation.importing.people import Manner, Reading
from andu.organisation.models import ColumnMemory, ImportBatch, ImportRow, Organisation

CHUNK = 500
State = ImportBatch.State


@dataclass(frozen=True)
class Target:
    """Where an import goes: an organisation that stands, or one to be founded."""

    organisation: Organisation | None = None
    code: str = ""
    name: str = ""


@dataclass(frozen=True)
class Match:
    """What the person chose for reading the file: field → column, and the manners of writing."""

    columns: dict[str, int] = field(default_factory=dict)
    separators: str = "/"
    fill_down: bool = False
    login_prefix: str = ""


def upload_import(data: bytes, filename: str, target: Target, *, by: Actor) -> ImportBatch:
    """Read a file into the staging rows, with suggested columns.

    The rows go in by 500, each time in a transaction of its own, so that others can go on working.
    """
    require(rules.may_import(by, target.organisation))
    try:
        header = columns.find(sheet.read(data, filename))
    except sheet.Unreadable as error:
        raise Refused(no(str(error), "unreadable")) from error
    body = header.body
    batch = _receive(header, len(body), filename, target, by)
    for part in _chunks(body):
        with transaction.atomic():
            ImportRow.objects.bulk_create(
                ImportRow(batch=batch, number=number, cells=row) for number, row in part
            )
    return batch


def match_columns(batch: ImportBatch, match: Match, *, by: Actor) -> ImportBatch:
    """Take the choice of columns, compare every row with the organisation, remember the choice."""
    require(rules.may_match(by, batch))
    rows = list(batch.rows.order_by("number").values_list("number", "cells"))
    if len(rows) != batch.total:
        raise Refused(no(_("上传中断，文件不完整。请放弃这次导入，重新上传。"), "incomplete"))
    if wrong := columns.problem(match.columns):
        raise Refused(no(wrong, "columns"))
    there = known.of(batch.organisation, batch.new_name)
    manner = Manner(
        match.columns, match.separators, match.fill_down, match.login_prefix, there.root_names
    )
    found = checking.check(rows, manner, there)
    for part in _chunks(_staged(batch, rows, found.readings)):
        with transaction.atomic():
            numbers = [row.number for row in part]
            batch.rows.filter(number__in=numbers).delete()
            ImportRow.objects.bulk_create(part)
    return _checked(batch, match, found, by)


@transaction.atomic
def confirm_import(batch: ImportBatch, basis: str = "", *, by: Actor) -> ImportBatch:
    """Let the import begin; a new organisation is founded now. The job does the rest."""
    batch = lock(batch)
    require(rules.may_confirm(by, batch))
    batch.basis = basis
    if batch.organisation is None:
        batch.organisation = _found(batch, by)
    batch.state, batch.started = State.RUNNING, timezone.now()
    batch.actor, batch.by_name = _kept(by), by.name
    batch.save(update_fields=["organisation", "state", "started", "actor", "by_name", "basis"])
    _remember(batch)
    event = events.ImportConfirmed(rows=batch.to_apply, organisation=batch.organisation.name)
    record(event, by=by, on=batch, basis=basis)
    return batch


@transaction.atomic
def drop_import(batch: ImportBatch, *, by: Actor) -> ImportBatch:
    """Give an import up: its rows are deleted, the organisation is as it was."""
    batch = lock(batch)
    require(rules.may_drop(by, batch))
    batch.rows.all().delete()
    batch.state = State.DROPPED
    batch.save(update_fields=["state"])
    record(events.ImportDropped(), by=by, on=batch)
    return batch


@transaction.atomic
def _receive(
    header: columns.Header, rows: int, filename: str, target: Target, by: Actor
) -> ImportBatch:
    batch = ImportBatch(
        organisation=target.organisation, new_code=target.code, new_name=target.name,
        filename=filename[-200:], sheet=header.sheet.name[:100], header_row=header.row,
        titles=header.titles, signature=header.signature, total=rows, by_name=by.name,
    )  # fmt: skip
    batch.columns = columns.suggest(header.titles)
    remembered = ColumnMemory.objects.filter(
        organisation=target.organisation, signature=header.signature
    ).first()
    if remembered:
        batch.columns, batch.login_prefix = remembered.columns, remembered.login_prefix
    batch.separators = columns.separator(header, batch.columns)
    batch.fill_down = columns.fills_down(header, batch.columns)
    if remembered:
        batch.separators, batch.fill_down = remembered.separators, remembered.fill_down
    batch.save()
    record(events.ImportReceived(rows=rows), by=by, on=batch)
    return batch


@transaction.atomic
def _checked(batch: ImportBatch, match: Match, found: checking.Finding, by: Actor) -> ImportBatch:
    batch = lock(batch)
    require(rules.may_match(by, batch))
    batch.columns, batch.separators = match.columns, match.separators
    batch.fill_down, batch.login_prefix = match.fill_down, match.login_prefix
    batch.added, batch.changed = found.count(checking.ADDED), found.count(checking.CHANGED)
    batch.unchanged, batch.faulty = found.count(checking.UNCHANGED), found.count(checking.FAULTY)
    batch.noted = sum(bool(reading.notes) and not reading.faults for reading in found.readings)
    batch.missing, batch.new_units = len(found.missing), len(found.units)
    batch.units = [list(path) for path in found.units]
    batch.state = State.CHECKED
    batch.save()
    event = events.ImportChecked(added=batch.added, changed=batch.changed, faulty=batch.faulty)
    record(event, by=by, on=batch)
    return batch


def _staged(
    batch: ImportBatch, rows: list[tuple[int, list[str]]], readings: list[Reading]
) -> Iterator[ImportRow]:
    read = {reading.number: reading for reading in readings}
    for number, cells in rows:
        reading = read.get(number)
        if reading is None:  # a remark under the table
            yield ImportRow(batch=batch, number=number, cells=cells, outcome="unread")
            continue
        person = reading.person
        yield ImportRow(
            batch=batch, number=number, cells=cells, code=person.code[:64], name=person.name[:80],
            unit=" / ".join(person.unit)[:400], person=person.as_json(), outcome=reading.outcome,
            noted=bool(reading.notes), words="\n".join([*reading.faults, *reading.notes]),
        )  # fmt: skip


def _found(batch: ImportBatch, by: Actor) -> Organisation:
    require(rules.may_found(by))
    organisation = Organisation.objects.create(code=batch.new_code, name=batch.new_name)
    record(
        events.OrganisationFounded(number=organisation.code), by=by, on=organisation,
        basis=batch.basis,
    )  # fmt: skip
    return organisation


def _remember(batch: ImportBatch) -> None:
    ColumnMemory.objects.update_or_create(
        organisation=batch.organisation, signature=batch.signature,
        defaults={"columns": batch.columns, "separators": batch.separators,
                  "fill_down": batch.fill_down, "login_prefix": batch.login_prefix},
    )  # fmt: skip


def _kept(by: Actor) -> dict[str, Any]:
    """Who confirmed, so that the job acts in that name and in the words of that moment."""
    names = ("account_id", "member_id", "organisation_id", "code", "name", "post", "unit",
             "terminal", "address")  # fmt: skip
    return {name: getattr(by, name) for name in names}


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    source = iter(rows)
    while part := list(islice(source, CHUNK)):
        yield part
