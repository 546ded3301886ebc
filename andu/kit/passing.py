"""What is only noted beside reading: where nothing can be written, the page is still shown."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, connection

_log = logging.getLogger("andu.passing")


@contextmanager
def in_passing() -> Iterator[None]:
    """A full disk, or a database that takes no writing, loses the note within and not the page. A
    connection that is gone fails the next statement; within a transaction, which is lost with the
    note, the fault goes on."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        if connection.in_atomic_block:
            raise
        _log.warning("not noted: %s", " ".join(str(error).split())[:200])
