import json
import socket

import pytest
from django.db import transaction

from andu.identity.events import AccountSuspended
from andu.kit.actor import Actor
from andu.kit.events import announce
from andu.realtime import nudge, recheck

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ear(tmp_path, settings):
    """The websocket process's end of the socket."""
    settings.NUDGE_SOCKET = tmp_path / "nudge.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(settings.NUDGE_SOCKET))
        ear.setblocking(False)
        yield ear


def heard(ear) -> list[dict]:
    messages = []
    while True:
        try:
            messages.append(json.loads(ear.recv(65536)))
        except BlockingIOError:
            return messages


def test_nudges_of_a_transaction_go_out_together_after_commit(ear):
    with transaction.atomic():
        for topic in ("member:3", "member:4", "member:3"):
            nudge(topic)
        recheck(7)
        assert heard(ear) == []
    assert heard(ear) == [{"tell": ["member:3", "member:4"]}, {"recheck": [7]}]


def test_outside_a_transaction_they_go_out_at_once(ear):
    nudge("member:3")
    assert heard(ear) == [{"tell": ["member:3"]}]


def test_nothing_goes_out_for_what_was_rolled_back(ear):
    with pytest.raises(RuntimeError), transaction.atomic():
        nudge("member:3")
        raise RuntimeError
    with transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            nudge("member:4")
            raise RuntimeError
        nudge("member:5")
    assert heard(ear) == [{"tell": ["member:5"]}]


def test_many_topics_are_few_datagrams(ear):
    with transaction.atomic():
        for number in range(1000):
            nudge(f"member:{number}")
    assert sum(len(message["tell"]) for message in heard(ear)) == 1000


def test_without_a_listener_the_request_goes_on(settings, tmp_path):
    settings.NUDGE_SOCKET = tmp_path / "nobody.sock"
    nudge("member:3")


def test_a_listener_that_sleeps_does_not_hold_up_the_request(ear):
    for number in range(50):
        nudge(f"member:{number}")
    assert 0 < len(heard(ear)) <= 50


def test_redis_that_is_away_is_left_alone_for_a_while(ear, settings, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    for _ in range(3):
        nudge("member:3")
    assert len(heard(ear)) == 3
    assert caplog.text.count("Redis did not take a nudge") == 1


def test_suspending_an_account_asks_its_pages_again(ear, clerk, security_administrator):
    by = Actor(account_id=security_administrator.pk)
    with transaction.atomic():
        announce(AccountSuspended(), on=clerk.account, by=by)
        assert heard(ear) == []
    assert heard(ear) == [{"recheck": [clerk.account_id]}]
