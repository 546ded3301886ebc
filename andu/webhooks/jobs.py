"""Sending what waits, again with growing pauses when it fails, until it is given up."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.kit import outgoing
from andu.kit.jobs import later
from andu.webhooks import known, rules, signing
from andu.webhooks.models import Hook, Sending
from andu.workflow.actions import pushed
from andu.workflow.succession import the_system

AT_ONCE = 20
LEASE = timedelta(minutes=5)  # nobody else takes what is being sent, unless the sender died
PAUSES = (60, 300, 1800, 7200, 21600, 86400)  # seconds after the 1st, 2nd, … failure
KEPT = timedelta(days=30)
_log = logging.getLogger(__name__)


def send_due() -> int:
    """Send what waits; returns how many were delivered. May run in several workers."""
    if not known.is_marked() and Hook.objects.exists():
        known.touch()
    sent = 0
    while taken := _take(timezone.now()):
        sent += _sent(taken)
    return sent


def clear_old() -> None:
    """What was delivered is forgotten after a month, what was given up after three."""
    now = timezone.now()
    Sending.objects.filter(state=Sending.State.SENT, sent_at__lt=now - KEPT).delete()
    Sending.objects.filter(state=Sending.State.DEAD, made_at__lt=now - 3 * KEPT).delete()


@transaction.atomic
def _take(now: datetime) -> list[Sending]:
    """Some of those that wait, leased to this worker."""
    rows = Sending.objects.due(now).select_for_update(skip_locked=True, of=("self",))
    taken = list(rows.select_related("hook")[:AT_ONCE])
    mine = Sending.objects.filter(pk__in=[one.pk for one in taken])
    mine.update(next_at=now + LEASE, attempts=F("attempts") + 1)
    return taken


def _sent(taken: list[Sending]) -> int:
    """Send them; an address that fails is left alone for the rest of this round."""
    down: set[int] = set()
    sent = 0
    for one in taken:
        if one.hook.stopped_at is not None:
            _note(one, state=Sending.State.DEAD, answer=_("推送已停用，没有发送。"))
        elif one.hook_id in down:
            soon = timezone.now() + timedelta(seconds=PAUSES[0])
            _note(one, attempts=one.attempts, next_at=soon)
        elif _goes(one):
            sent += 1
        else:
            down.add(one.hook_id)
    return sent


def _goes(one: Sending) -> bool:
    now = timezone.now()
    try:
        head = signing.headers(one.hook, one, now)
        status = outgoing.post(one.hook.url, one.body.encode(), head, rules.hosts())
    except outgoing.Unreachable as error:
        answer, sound = str(error), False
    else:
        answer, sound = str(status), 200 <= status < 300
    if sound:
        _note(one, state=Sending.State.SENT, answer=answer, sent_at=timezone.now())
        return True
    _log.warning("webhook %s was not delivered: %s", one.key, answer)
    over = one.attempts >= len(PAUSES)
    pause = timedelta(seconds=PAUSES[min(one.attempts, len(PAUSES) - 1)])
    state = Sending.State.DEAD if over else Sending.State.WAITING
    _note(one, state=state, answer=answer[:200], next_at=timezone.now() + pause)
    return False


def _note(one: Sending, **what: object) -> None:
    """Keep it, and with its end that a flow which waits for it is to hear."""
    with transaction.atomic():
        Sending.objects.filter(pk=one.pk).update(**what)
        if one.errand and what.get("state") in (Sending.State.SENT, Sending.State.DEAD):
            later(tell_flow, one.pk, key=f"pushed:{one.key}:{what['state']}:{one.attempts}")


def tell_flow(pk: int) -> None:
    """As a job: the flow goes on, or whoever looks after it hears that nothing arrived."""
    one = Sending.objects.select_related("hook").get(pk=pk)
    words = _("没有送到“{hook}”：{answer}。请检查对方系统，再重试。")
    dead = one.state == Sending.State.DEAD
    problem = words.format(hook=one.hook.name, answer=one.answer.rstrip("。")) if dead else ""
    pushed(one.errand, problem, by=the_system(one.hook.organisation_id))
