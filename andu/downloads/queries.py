"""One's downloads, and what is cleared away."""

from andu.downloads.models import Download
from andu.kit.actor import Actor

SHOWN = 50


def mine(actor: Actor) -> list[Download]:
    """The person's downloads, the newest first."""
    return list(Download.objects.visible_to(actor).select_related("file").order_by("-id")[:SHOWN])
