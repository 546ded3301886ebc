"""What the page shows of circulations: what waits for the viewer, and who has read."""

from collections.abc import Sequence
from dataclasses import dataclass

from andu.kit.actor import Actor
from andu.workflow.circulating import may_withdraw_circulation
from andu.workflow.models import Circulation, Matter

MOST = 200


@dataclass(frozen=True)
class Receipt:
    """One reader's line; `may_withdraw` for whoever sent it."""

    circulation: Circulation
    may_withdraw: bool


@dataclass(frozen=True)
class Readers:
    """Everybody it was laid before, the unread first."""

    receipts: Sequence[Receipt]
    total: int
    read: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.receipts)


def readers_of(matter: Matter, by: Actor) -> Readers | None:
    """The receipts of a matter; None when it was never circulated. Three statements."""
    rows = Circulation.objects.standing().filter(matter=matter)
    total = rows.count()
    if not total:
        return None
    unread = list(rows.filter(read__isnull=True).order_by("id")[:MOST])
    read = list(rows.filter(read__isnull=False).order_by("-read")[: MOST - len(unread)])
    receipts = [Receipt(row, bool(may_withdraw_circulation(by, row))) for row in [*unread, *read]]
    return Readers(receipts, total, total - rows.filter(read__isnull=True).count())


def waiting_for(matter: Matter, by: Actor) -> Circulation | None:
    """What the viewer has not read yet."""
    mine = Circulation.objects.unread().filter(matter=matter, member_id=by.member_id or 0)
    return mine.first()
