"""Saving one's filters under a name."""

from django.db import transaction

from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation.models import Member
from andu.portal import rules
from andu.portal.models import SavedFilter


@transaction.atomic
def save_filter(listing: str, name: str, query: str, *, by: Actor) -> SavedFilter:
    """Keep the filters of a list under a name."""
    _lock_own(by)
    require(rules.may_save_filter(by, listing, name, query))
    return SavedFilter.objects.create(
        member_id=by.member_id or 0, listing=listing, name=name, query=query
    )


@transaction.atomic
def rename_filter(saved: SavedFilter, name: str, *, by: Actor) -> SavedFilter:
    """Give a saved filter another name."""
    _lock_own(by)
    require(rules.may_keep_filter(by, saved))
    require(rules.may_name_filter(by, saved.listing, name, saved.pk))
    saved.name = name
    saved.save(update_fields=["name"])
    return saved


@transaction.atomic
def choose_filter(saved: SavedFilter, is_default: bool, *, by: Actor) -> SavedFilter:
    """Let the list open with this filter, or no longer."""
    _lock_own(by)
    require(rules.may_keep_filter(by, saved))
    mine = SavedFilter.objects.visible_to(by).filter(listing=saved.listing)
    mine.filter(is_default=True).update(is_default=False)
    saved.is_default = is_default
    saved.save(update_fields=["is_default"])
    return saved


@transaction.atomic
def drop_filter(saved: SavedFilter, *, by: Actor) -> None:
    """Throw a saved filter away."""
    require(rules.may_keep_filter(by, saved))
    saved.delete()


def _lock_own(by: Actor) -> None:
    """One change of a person's filters after the other: names and their number stay right."""
    if by.member_id:
        lock(Member(pk=by.member_id))
