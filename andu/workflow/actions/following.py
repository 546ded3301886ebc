"""The verbs of one who only watches: follow, unfollow."""

from django.db import transaction
from django.utils import timezone

from andu.kit.actor import Actor
from andu.kit.verdict import require
from andu.workflow import rules
from andu.workflow.models import Follow, Matter


@transaction.atomic
def follow(matter: Matter, *, by: Actor) -> Follow:
    """Hear of every step of a matter one sees (关注); following twice is following once."""
    require(rules.may_follow(by, matter))
    new = {"at": timezone.now()}
    found, _is_new = Follow.objects.get_or_create(
        matter=matter, member_id=by.member_id or 0, defaults=new
    )
    return found


@transaction.atomic
def unfollow(matter: Matter, *, by: Actor) -> None:
    """Hear no more of it."""
    require(rules.may_follow(by, matter))
    Follow.objects.filter(matter=matter, member_id=by.member_id or 0).delete()
