"""Applying a confirmed import: one step of at most 500 rows, in one transaction, at a time."""

from django.db import transaction
from django.utils import timezone

from andu.audit.recording import record, record_many
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation import events, rules
from andu.organisation.importing import known
from andu.organisation.importing.people import Path, Person
from andu.organisation.jobs import linking, opening, placing
from andu.organisation.models import ImportBatch, ImportRow

CHUNK = 500
Row = ImportRow.State
APPLIED = (ImportRow.Outcome.ADDED, ImportRow.Outcome.CHANGED)


@transaction.atomic
def apply_import(batch: ImportBatch, *, by: Actor) -> ImportBatch:
    """The next step of an import: units, then people, then superiors, then the end.

    Killed at any moment, the same call goes on where it stopped: what a step has written and the
    mark on its rows stand or fall together.
    """
    batch = lock(batch)
    require(rules.may_apply(by, batch))
    assert batch.organisation is not None
    there = known.units_of(batch.organisation)
    if missing := _missing_units(batch, there):
        units = opening.open_units(batch.organisation, there, missing[:CHUNK])
        record_many(
            [(events.UnitOpened(number=u.code), u) for u in units], by=by, basis=batch.basis
        )
    elif waiting := _next(batch, Row.WAITING):
        pairs = placing.place(batch, there, waiting)
        record_many(pairs, by=by, basis=batch.basis)
        _mark(batch, waiting, Row.PLACED)
    elif placed := _next(batch, Row.PLACED):
        linking.link(batch.organisation, there, [Person.from_json(r.person) for r in placed])
        _mark(batch, placed, Row.DONE)
    else:
        _finish(batch, by)
    return batch


def _missing_units(batch: ImportBatch, there: known.Known) -> list[Path]:
    wanted = [(), *(tuple(path) for path in batch.units)]
    return [path for path in wanted if path not in there.units]


def _next(batch: ImportBatch, state: str) -> list[ImportRow]:
    rows = batch.rows.filter(state=state, outcome__in=APPLIED).order_by("number")
    return list(rows[:CHUNK])


def _mark(batch: ImportBatch, rows: list[ImportRow], state: str) -> None:
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(state=state)
    counter = "placed" if state == Row.PLACED else "linked"
    setattr(batch, counter, getattr(batch, counter) + len(rows))
    batch.save(update_fields=["placed", "linked"])


def _finish(batch: ImportBatch, by: Actor) -> None:
    """A personnel file holds more than we may keep: only code, name and words stay."""
    batch.rows.update(cells=[], person={})
    batch.state, batch.finished = ImportBatch.State.DONE, timezone.now()
    batch.save(update_fields=["state", "finished"])
    event = events.ImportFinished(
        added=batch.added, changed=batch.changed, units=batch.new_units
    )  # fmt: skip
    record(event, by=by, on=batch, basis=batch.basis)
