"""The k-th statement or the k-th sending of an outbox fails, for every k: each message goes out at
least once, under an id by which the receiver knows it again, and none is lost (R4, R9)."""

import itertools
import sys
from contextlib import suppress

import pytest
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from andu.approvals.tests.conftest import designer, submit, template, version
from andu.kit.actor import Actor
from andu.notify import channels
from andu.notify.channels import Channel
from andu.notify.delivering import deliver_due
from andu.notify.models import Delivery
from andu.notify.telling import tell
from andu.webhooks.jobs import send_due
from andu.webhooks.models import Sending
from andu.webhooks.tests.conftest import hook, keeper, own_folder, receiver
from tests.torture.failing import HOWS, failing

FIXTURES = (designer, submit, template, version, hook, keeper, own_folder, receiver)
TOLD = {"title": "差旅费报销 被退回", "link": "/downloads", "kind": "workflow.returned"}
FEWEST = 5  # statements of a round
WAITING = "waiting"  # in both outboxes


@pytest.fixture
def post():
    """A way beyond the product: `sent` are the keys that went out; the `bad`-th sending fails."""
    sent, bad = [], {"at": 0, "count": 0}

    def send(delivery):
        bad["count"] += 1
        if bad["count"] == bad["at"]:
            raise OSError("the gateway is away")
        sent.append(delivery.key)

    Channel("post", "信使", send, by_default=True)
    yield sent, bad
    channels.forget("post")


def fails_everywhere(outbox, go, how, forget, heard):
    """A round with a fault at the 1st, 2nd, … statement, then one in peace; how many were tried."""
    keys = sorted(str(row.key) for row in outbox.objects.all())
    assert keys
    for k in itertools.count(1):
        forget()
        outbox.objects.update(state=WAITING, attempts=0, next_at=timezone.now())
        with failing(k, how) as fault, suppress(DatabaseError, InterfaceError):
            go()
        # The lease of a sender that died is over.
        outbox.objects.filter(state=WAITING).update(next_at=timezone.now())
        go()
        assert sorted(set(heard())) == keys, f"{how} at {k}"
        assert not outbox.objects.exclude(state=outbox.State.SENT).exists(), f"{how} at {k}"
        if not fault.has_struck:
            sys.stdout.write(f"\n{connection.vendor} {outbox.__name__} {how}: {k - 1} statements\n")
            assert heard() == list(dict.fromkeys(heard())), "in peace each goes out once"
            return k
    return 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", HOWS)
def test_every_webhook_goes_out_whatever_statement_fails(hook, receiver, submit, how):
    submit()

    def heard():
        return [head["X-Andu-Id"] for head, _body in receiver.heard]

    assert fails_everywhere(Sending, send_due, how, receiver.heard.clear, heard) > FEWEST


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", HOWS)
def test_every_notice_goes_out_whatever_statement_fails(post, clerk, director, office_head, how):
    tell([clerk, director, office_head], **TOLD, by=Actor(name="系统"))
    sent, _bad = post
    assert fails_everywhere(Delivery, deliver_due, how, sent.clear, lambda: sent) > FEWEST


def test_a_sending_that_fails_holds_up_no_other(post, clerk, director, office_head, db):
    sent, bad = post
    tell([clerk, director, office_head], **TOLD, by=Actor(name="系统"))
    for k in (1, 2, 3):
        sent.clear()
        bad |= {"at": k, "count": 0}
        Delivery.objects.update(state=WAITING, attempts=0, next_at=timezone.now())
        assert deliver_due() == 2
        Delivery.objects.filter(state=WAITING).update(next_at=timezone.now())
        assert deliver_due() == 1
        assert len(set(sent)) == len(sent) == 3
