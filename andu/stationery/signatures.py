"""The signature somebody had at a moment, for the rooms that show who signed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from andu.stationery.models import Signature

Moment = tuple[int | None, datetime | None]


def signatures_at(moments: Iterable[Moment]) -> dict[Moment, Signature]:
    """(member id, moment) → the signature in force then; one statement, those without are left
    out."""
    wanted = {(member, at) for member, at in moments if member and at}
    rows = Signature.objects.filter(member__in={member for member, _at in wanted})
    known: dict[int, list[Signature]] = defaultdict(list)
    for row in rows.select_related("file").order_by("since", "id"):
        known[row.member_id].append(row)
    found: dict[Moment, Signature] = {}
    for member, at in wanted:
        for row in known[member]:
            if row.since <= at and (row.until is None or at < row.until):
                found[member, at] = row
    return found
