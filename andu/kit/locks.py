"""Taking the one lock a change needs."""

from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def lock(row: Row) -> Row:
    """The same row, read afresh and locked until the transaction ends.

    On SQLite the immediate transaction already holds the write lock.
    """
    manager = row._meta.model._base_manager  # also behind a lazy object
    locked: Row = manager.select_for_update(of=("self",)).get(pk=row.pk)  # type: ignore[assignment]
    return locked
