"""The verbs of this room: all of them about one's own notices."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.notify import rules
from andu.notify.models import Notice, Preference, Rhythm
from andu.realtime.nudging import nudge

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Tempo:
    """When somebody wants to be told beyond the bell; what is empty follows the organisation."""

    digest: str = ""
    daily_at: datetime.time | None = None
    quiet: str = ""
    quiet_since: datetime.time | None = None
    quiet_until: datetime.time | None = None


@transaction.atomic
def read(notice: Notice, *, by: Actor) -> Notice:
    """Mark a notice read, with all that lead to the same place; the first time counts."""
    notice = lock(notice)
    require(rules.may_read(by, notice))
    if notice.is_unread:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
        if notice.link:
            same = Notice.objects.visible_to(by).unread().filter(link=notice.link)
            same.update(read_at=notice.read_at)
        nudge(f"member:{notice.member_id}")
    return notice


@transaction.atomic
def read_some(ids: Iterable[int], *, by: Actor) -> int:
    """Mark some of one's notices read; returns how many were not."""
    require(rules.may_choose(by))
    chosen = Notice.objects.visible_to(by).unread().filter(pk__in=list(ids)[:MOST_AT_ONCE])
    count = chosen.update(read_at=timezone.now())
    if count:
        nudge(f"member:{by.member_id}")
    return count


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


@transaction.atomic
def arrange(wanted: Mapping[tuple[str, str], bool], rhythm: Tempo, *, by: Actor) -> Rhythm:
    """Keep which kinds come through which ways, and when; three statements."""
    require(rules.may_choose(by))
    require(rules.may_be_quiet(rhythm.quiet, rhythm.quiet_since, rhythm.quiet_until))
    member = by.member_id or 0
    rows = [
        Preference(member_id=member, kind=kind, channel=channel, wanted=yes)
        for (kind, channel), yes in wanted.items()
    ]
    Preference.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["member", "kind", "channel"],
        update_fields=["wanted"],
    )  # fmt: skip
    kept, _ = Rhythm.objects.update_or_create(member_id=member, defaults=vars(rhythm))
    return kept
