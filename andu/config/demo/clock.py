"""The demo's own clock: what happens inside `at(moment)` happens at that moment of the past.

Only the demo may use it (a test sees to that): nothing else in the product can write a past time.
It moves `django.utils.timezone.now` for this context alone (thread or task), whoever holds a
reference to it; other threads of the process go on by the real time. Why: docs/decisions/0100.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, tzinfo
from typing import Any

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("demo_moment", default=None)


class _Real(type(datetime)):  # type: ignore[misc]
    """A datetime is a datetime, whoever asks."""

    def __instancecheck__(cls, thing: Any) -> bool:
        return isinstance(thing, datetime)


class _Clock(datetime, metaclass=_Real):
    """What `django.utils.timezone` asks for the time."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        """The moment the demo is at, else the real one."""
        moved = _moment.get()
        return moved.astimezone(tz) if moved else datetime.now(tz)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let this context live at `moment` (aware, not in the future)."""
    if moment > datetime.now(moment.tzinfo):
        raise ValueError("the demo has no future")
    timezone.datetime = _Clock  # type: ignore[attr-defined]
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
