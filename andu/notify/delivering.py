"""The outbox: sending what waits, again with growing pauses when it fails."""

import datetime
import logging
from collections import defaultdict

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.notify.channels import Digest, channel
from andu.notify.doors import shut
from andu.notify.models import Delivery
from andu.notify.policy import ATTEMPTS
from andu.organisation.acting import actor_of
from andu.policy.reading import value

AT_ONCE = 100
# Nobody else takes a delivery that is being sent, unless the sender died.
LEASE = datetime.timedelta(minutes=5)
FIRST_PAUSE = datetime.timedelta(seconds=30)
LONGEST_PAUSE = datetime.timedelta(hours=2)
_log = logging.getLogger(__name__)


def deliver_due() -> int:
    """Send what waits in the outbox; returns how many notices went out. May run in several
    workers."""
    sent = 0
    while taken := _take(timezone.now()):
        sent += sum(_sent(parcel) for parcel in _parcels(_worth_sending(taken)))
    return sent


@transaction.atomic
def _take(now: datetime.datetime) -> list[Delivery]:
    """Some of the waiting ones, leased to this worker."""
    rows = Delivery.objects.due(now).select_for_update(skip_locked=True, of=("self",))
    taken = list(rows.select_related("notice__member")[:AT_ONCE])
    mine = Delivery.objects.filter(pk__in=[row.pk for row in taken])
    mine.update(next_at=now + LEASE, attempts=F("attempts") + 1)
    return taken


def _worth_sending(taken: list[Delivery]) -> list[Delivery]:
    """Without what was read meanwhile, and what the person may no longer see."""
    unread = [row for row in taken if row.notice.is_unread]
    by_member: dict[int, list[Delivery]] = defaultdict(list)
    for row in unread:
        by_member[row.notice.member_id].append(row)
    closed: set[int] = set()
    for rows in by_member.values():
        links = shut(actor_of(rows[0].notice.member), [row.notice.link for row in rows])
        closed |= {row.pk for row in rows if row.notice.link in links}
    for row in taken:
        if not row.notice.is_unread:
            _note(row, Delivery.State.SPARED)
        elif row.pk in closed:
            _note(row, Delivery.State.WITHHELD)
    return [row for row in unread if row.pk not in closed]


def _parcels(rows: list[Delivery]) -> list[list[Delivery]]:
    """What goes out as one message: all of one person, where the way gathers; else one by one."""
    found: dict[object, list[Delivery]] = defaultdict(list)
    for row in rows:
        way = channel(row.channel)
        gathers = way is not None and way.send_many is not None
        found[(row.notice.member_id, row.channel) if gathers else row.pk].append(row)
    return list(found.values())


def _sent(parcel: list[Delivery]) -> int:
    """Send one message; a fault of the channel stays with its deliveries."""
    way = channel(parcel[0].channel)
    try:
        if way is None:
            raise LookupError(_("没有这个发送方式：{code}").format(code=parcel[0].channel))
        if len(parcel) > 1 and way.send_many:
            way.send_many(Digest(tuple(sorted(parcel, key=lambda row: row.notice_id))))
        else:
            way.send(parcel[0])
    except Exception as error:  # a gateway may fail in any way, and the next one still goes
        _log.warning("delivery %s failed: %s", parcel[0].key, error)
        for row in parcel:
            _failed(row, str(error))
        return 0
    for row in parcel:
        _note(row, Delivery.State.SENT)
    return len(parcel)


def _failed(delivery: Delivery, error: str) -> None:
    attempts = delivery.attempts + 1
    over = attempts >= value(ATTEMPTS)
    state = Delivery.State.FAILED if over else Delivery.State.WAITING
    pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    _note(delivery, state, error=error[:300], next_at=timezone.now() + pause)


def _note(delivery: Delivery, state: str, **more: object) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=state, **more)
