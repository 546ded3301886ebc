"""Taking the one lock a change needs."""

from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def lock(row: Row, *beside: str) -> Row:
    """The same row, read afresh and locked until the transaction ends; with what it points to under
    these names, which is only read.

    On SQLite the immediate transaction already holds the write lock.
    """
    manager = row._meta.model._base_manager  # also behind a lazy object
    rows = manager.select_related(*beside) if beside else manager
    locked: Row = rows.select_for_update(of=("self",)).get(pk=row.pk)  # type: ignore[assignment]
    return locked
