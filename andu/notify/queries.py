"""The list behind the bell, and its figure."""

from andu.kit.actor import Actor
from andu.kit.keyset import Page, page
from andu.notify.models import Notice

ORDER = ("-read_at", "-id")
MOST_COUNTED = 100


def notices_of(actor: Actor, after: str = "", size: int = 30) -> Page:
    """A page of the person's notices: the unread first, then those read last."""
    return page(Notice.objects.visible_to(actor), ORDER, after, size)


def unread_count(actor: Actor) -> int:
    """How many notices are unread, counted up to 100; one statement."""
    unread = Notice.objects.visible_to(actor).unread().order_by()
    return unread.values("pk")[:MOST_COUNTED].count() if actor.member_id else 0
