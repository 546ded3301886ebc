"""Who asks too fast, with a token or at the door, is told when to come again; nobody else is held
up, and no process grows (R31)."""

import http.client
import json
import re
import sys
import threading
import time
from collections import Counter

import pytest

from tests.hostile.test_floods import GROWTH, heaviest, server
from tests.password import PASSWORD
from tests.torture.clients import Heard, Person

FIXTURES = (server,)
WORDS = re.compile(r"andu_[\w-]{20,}")
LIMIT = 300  # of a token in a minute
WRONG = 50  # tries from one address before it has to wait
LISTS = "/api/lists/todo"

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


def person_at(server, code):
    """Somebody who has signed in on this device before, and has a token."""
    one = Person(code, lambda: server.port, Heard(), time.monotonic() + 600)
    one.sign_in()
    one.ask("POST", "/me/confirm", {"password": PASSWORD})
    _status, page = one.ask("POST", "/me/tokens", {"name": "同步", "scope": "read", "days": "30"})
    return one, WORDS.search(page)[0]


def flood(server, token, count, told):
    """Ask so often on one line; the answers by status, and how long those refused are to wait."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    for _one in range(count):
        line.request("GET", LISTS, headers={"Authorization": f"Bearer {token}"})
        answer = line.getresponse()
        body, wait = answer.read(), answer.headers["Retry-After"]
        sound = answer.status != 429 or (
            0 < int(wait) <= 60 and "请求太多" in json.loads(body)["detail"]
        )
        told[answer.status if sound else "unsound"] += 1


def guesses(server, count):
    """Passwords for names from one address, by somebody who has never been here."""
    stranger, told = Person("x", lambda: server.port, Heard(), time.monotonic() + 600), Counter()
    stranger.ask("GET", "/login")
    for n in range(count):
        said = {"login_name": f"guess{n % 97}", "password": PASSWORD[::-1]}
        told[stranger.ask("POST", "/login", said)[0]] += 1
    return told


def assert_held_back(server, asked, tried):
    _clerk, fast = person_at(server, "clerk")
    director, slow = person_at(server, "director")
    flood(server, fast, 20, Counter())  # what is loaded once, here and below
    for _page in range(10):
        director.ask("GET", "/todo")
    memory, told, calm = heaviest(server), Counter(), Counter()
    began = time.monotonic()
    hands = [
        threading.Thread(target=flood, args=(server, fast, asked // 3, told)) for _one in range(3)
    ]
    for hand in hands:
        hand.start()
    while any(hand.is_alive() for hand in hands):
        flood(server, slow, 1, calm)
        assert director.ask("GET", "/todo")[0] == 200
        time.sleep(0.25)  # within what this token may ask
    took = time.monotonic() - began
    minutes = took // 60 + 2
    assert set(told) == {200, 429}, told
    assert told[200] <= LIMIT * minutes and told[429] >= asked - LIMIT * minutes - 3
    assert set(calm) == {200}, calm
    wrong = guesses(server, tried)
    assert wrong == {422: WRONG, 429: tried - WRONG}
    director.ask("POST", "/logout")
    assert (
        director.ask("POST", "/login", {"login_name": "director", "password": PASSWORD})[0] == 302
    )
    # Each worker keeps what its pages loaded, and the 19 MiB of a password's hash now and then.
    assert heaviest(server) < memory + 2 * GROWTH
    more = (heaviest(server) - memory) // (1 << 20)
    sys.stdout.write(f"\n{dict(told)} in {took:.0f} s, {dict(wrong)}, {more} MB more\n")


def test_who_asks_too_fast_holds_up_nobody(server):
    assert_held_back(server, 1200, 80)


@pytest.mark.long
def test_who_asks_too_fast_for_long_holds_up_nobody(server):
    assert_held_back(server, 30_000, 3_000)
