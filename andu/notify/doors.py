"""Nothing is told to whom it no longer belongs: what may not be opened any more has no title."""

from collections.abc import Iterable

from andu.kit.actor import Actor
from andu.notify.channels import all_doors
from andu.notify.models import Notice


def shut(actor: Actor, links: Iterable[str]) -> set[str]:
    """The links this person may not open now; one statement for each kind of door."""
    found: set[str] = set()
    for door in all_doors():
        behind = {link for link in links if link.startswith(door.prefix)}
        if behind:
            found |= behind - door.openable(actor, behind)
    return found


def marked(actor: Actor, notices: list[Notice]) -> list[Notice]:
    """The notices, those that lead to a shut door without what they told."""
    closed = shut(actor, [notice.link for notice in notices])
    for notice in notices:
        notice.is_withheld = notice.link in closed
    return notices
