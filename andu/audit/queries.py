"""Reads for the pages of the audit."""

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from andu.audit.models import Entry
from andu.kit.actor import Actor
from andu.kit.events import Event


def entries(by: Actor, given: dict[str, Any]) -> QuerySet[Entry]:
    """The entries the actor may read, narrowed by what the filter form gives."""
    found = Entry.objects.visible_to(by)
    if since := given.get("since"):
        found = found.filter(at__gte=_midnight(since))
    if until := given.get("until"):
        found = found.filter(at__lt=_midnight(until) + datetime.timedelta(days=1))
    if person := given.get("person"):
        found = found.filter(Q(actor_name__icontains=person) | Q(actor_code__iexact=person))
    if event := given.get("event"):
        found = found.filter(event=event)
    if subject := given.get("subject"):
        found = found.filter(subject__icontains=subject)
    if text := given.get("text"):
        found = found.filter(Q(sentence__icontains=text) | Q(basis__icontains=text))
    return found


def trace(by: Actor, kind: str, subject_id: str) -> QuerySet[Entry]:
    """Everything about one subject."""
    return Entry.objects.visible_to(by).filter(chain__kind=kind, chain__subject_id=subject_id)


@lru_cache(maxsize=1)
def catalogue() -> tuple[tuple[str, str], ...]:
    """Every event there is: (code, its sentence without the names)."""
    known = {found.code(): pattern(str(found.sentence)) for found in _below(Event)}
    return tuple(sorted(known.items(), key=lambda item: item[0]))


def pattern(sentence: str) -> str:
    """A sentence with its gaps shown as dots: … 停用了 … 的账户."""
    return re.sub(r"\{\w+\}", "…", sentence).strip("… ")


def _below(kind: type[Event]) -> Iterator[type[Event]]:
    for found in kind.__subclasses__():
        if found.sentence and found.__module__.startswith("andu.") and ".tests." not in str(found):
            yield found
        yield from _below(found)


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
