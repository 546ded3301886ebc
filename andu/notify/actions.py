"""The verbs of this room: all of them about one's own notices."""

from django.db import transaction
from django.utils import timezone

from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.notify import rules
from andu.notify.models import Notice, Preference
from andu.realtime.nudging import nudge


@transaction.atomic
def read(notice: Notice, *, by: Actor) -> Notice:
    """Mark a notice read; the first time counts."""
    notice = lock(notice)
    require(rules.may_read(by, notice))
    if notice.is_unread:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
        nudge(f"member:{notice.member_id}")
    return notice


@transaction.atomic
def read_all(*, by: Actor) -> int:
    """Mark all one's notices read; returns how many there were."""
    require(rules.may_choose(by))
    count = Notice.objects.visible_to(by).unread().update(read_at=timezone.now())
    nudge(f"member:{by.member_id}")
    return count


@transaction.atomic
def choose(kind: str, channel: str, wanted: bool, *, by: Actor) -> Preference:
    """Choose whether a kind of notice comes through a channel."""
    require(rules.may_choose(by))
    assert by.member_id is not None  # the rule has seen to it
    preference, _ = Preference.objects.update_or_create(
        member_id=by.member_id, kind=kind, channel=channel, defaults={"wanted": wanted}
    )
    return preference
