"""The outbox: sending what waits, again with growing pauses when it fails."""

import datetime
import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.notify.channels import channel
from andu.notify.models import Delivery
from andu.notify.policy import ATTEMPTS
from andu.policy.reading import value

AT_ONCE = 100
# Nobody else takes a delivery that is being sent, unless the sender died.
LEASE = datetime.timedelta(minutes=5)
FIRST_PAUSE = datetime.timedelta(seconds=30)
LONGEST_PAUSE = datetime.timedelta(hours=2)
_log = logging.getLogger(__name__)


def deliver_due() -> int:
    """Send what waits in the outbox; returns how many went out. May run in several workers."""
    sent = 0
    while taken := _take(timezone.now()):
        sent += sum(_sent(delivery) for delivery in taken)
    return sent


@transaction.atomic
def _take(now: datetime.datetime) -> list[Delivery]:
    """Some of the waiting ones, leased to this worker."""
    rows = Delivery.objects.due(now).select_for_update(skip_locked=True, of=("self",))
    taken = list(rows.select_related("notice__member")[:AT_ONCE])
    mine = Delivery.objects.filter(pk__in=[row.pk for row in taken])
    mine.update(next_at=now + LEASE, attempts=F("attempts") + 1)
    return taken


def _sent(delivery: Delivery) -> bool:
    """Send one; a fault of the channel stays with the delivery."""
    way = channel(delivery.channel)
    if not delivery.notice.is_unread:
        _note(delivery, Delivery.State.SPARED)
        return False
    try:
        if way is None:
            raise LookupError(_("没有这个发送方式：{code}").format(code=delivery.channel))
        way.send(delivery)
    except Exception as error:  # a gateway may fail in any way, and the next one still goes
        _log.warning("delivery %s failed: %s", delivery.key, error)
        _failed(delivery, str(error))
        return False
    _note(delivery, Delivery.State.SENT)
    return True


def _failed(delivery: Delivery, error: str) -> None:
    attempts = delivery.attempts + 1
    over = attempts >= value(ATTEMPTS)
    state = Delivery.State.FAILED if over else Delivery.State.WAITING
    pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    _note(delivery, state, error=error[:300], next_at=timezone.now() + pause)


def _note(delivery: Delivery, state: str, **more: object) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=state, **more)
