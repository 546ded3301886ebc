"""The list behind the bell, and its figure."""

from datetime import UTC, datetime

from andu.kit.actor import Actor
from andu.kit.keyset import Page, page
from andu.notify.models import Notice

ORDER = ("-read_at", "-id")
MOST_COUNTED = 100
MOST_FRESH = 10


def notices_of(actor: Actor, after: str = "", size: int = 30) -> Page:
    """A page of the person's notices: the unread first, then those read last."""
    return page(Notice.objects.visible_to(actor), ORDER, after, size)


def fresh(actor: Actor, since: str) -> list[Notice]:
    """Unread notices that came after a moment (microseconds), the latest first; at most ten."""
    if not (since.isascii() and since.isdigit() and len(since) <= 16):
        return []
    at = datetime.fromtimestamp(int(since) / 1_000_000, UTC)
    rows = Notice.objects.visible_to(actor).unread().filter(created__gt=at)
    return list(rows.order_by("-id")[:MOST_FRESH])


def unread_count(actor: Actor) -> int:
    """How many notices are unread, counted up to 100; one statement."""
    unread = Notice.objects.visible_to(actor).unread().order_by()
    return unread.values("pk")[:MOST_COUNTED].count() if actor.member_id else 0
