import asyncio
import json

import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils.timezone import now

from andu.identity.models import Account, SignIn
from andu.realtime import consumers, registry
from andu.realtime.hub import hub
from andu.realtime.receiving import heed, receiving
from andu.realtime.registry import Topic
from andu.realtime.tests.browser import page

pytestmark = pytest.mark.django_db(transaction=True)  # Channels closes connections in between


@pytest.fixture(autouse=True)
def topics(monkeypatch):
    monkeypatch.setattr(registry, "_topics", {})
    monkeypatch.setattr(consumers, "TOGETHER", 0)
    Topic("desk", may_listen=lambda actor, key: actor.member_id == int(key))
    Topic("hall", may_listen=lambda actor, key: True)


def run(story, *pages):
    async_to_sync(story)(*pages)


def told(topics: list[str]) -> None:
    heed(json.dumps({"tell": topics}).encode())


def test_a_page_hears_what_it_may(clerk, director):
    mine, other = f"desk:{clerk.pk}", f"desk:{director.pk}"

    async def story(socket):
        assert await socket.connect()
        await socket.say({"listen": [mine, other, "hall:1", "desk:x"]})
        assert await socket.hear() == {"refused": sorted([other, "desk:x"])}
        told([other, mine, mine])
        assert await socket.hear() == {"topic": mine}
        assert await socket.receive_nothing(0.05)
        await socket.leave()

    run(story, page(clerk))
    assert not hub.topics_of(None)
    assert not hub._pages


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://evil.example", "host": "evil.example"},
        {"origin": "http://localhost:8000"},
        {"origin": "http://127.0.0.1:x"},
    ],
)
def test_a_foreign_page_is_not_let_in(clerk, headers):
    async def story(socket):
        assert not await socket.connect()

    run(story, page(clerk, **headers))


def test_behind_a_proxy_both_stand_on_one_port(clerk):
    async def story(socket):
        assert await socket.connect()
        await socket.leave()

    run(story, page(clerk, host="localhost", origin="https://localhost"))


def test_nobody_is_not_let_in(db):
    async def story():
        assert not await page().connect()
        assert not await page(cookie="sessionid=forged").connect()

    run(story)


@pytest.mark.parametrize("end", ["session", "account", "elsewhere", "idle"])
def test_a_page_is_cut_off_when_its_session_ends(clerk, end):
    def sign_out():
        row = Session.objects.get()
        if end == "session":
            row.delete()
        elif end == "account":
            Account.objects.filter(pk=clerk.account_id).update(state=Account.State.SUSPENDED)
        elif end == "elsewhere":
            SignIn.objects.create(
                account=clerk.account, session_key=row.pk, last_seen=now(), ended=now()
            )
        else:
            data = SessionStore(row.pk)
            data["seen"] = 0
            data.save()

    async def story(socket):
        await socket.listen("hall:1")
        await database_sync_to_async(sign_out)()
        heed(json.dumps({"recheck": [clerk.account_id]}).encode())
        assert await socket.closed() == consumers.SIGNED_OUT
        await socket.leave()

    run(story, page(clerk))


def test_rights_lost_are_topics_lost(clerk):
    allowed = [True]
    Topic("desk", may_listen=lambda actor, key: allowed[0])

    async def story(socket):
        await socket.listen("desk:1", "hall:1")
        allowed[0] = False
        heed(json.dumps({"recheck": [clerk.account_id]}).encode())
        assert await socket.hear() == {"refused": ["desk:1"]}
        told(["desk:1", "hall:1"])
        assert await socket.hear() == {"topic": "hall:1"}
        await socket.leave()

    run(story, page(clerk))


@pytest.mark.parametrize(
    "message", ["", "[]", "{}", "null", '{"listen": "hall:1"}', '{"listen": [1]}', "x" * 5000]
)
def test_a_malformed_message_ends_the_talk(clerk, message):
    async def story(socket):
        assert await socket.connect()
        await socket.say(message)
        assert await socket.closed() == consumers.MALFORMED
        await socket.leave()

    run(story, page(clerk))


def test_too_many_topics_messages_or_pages_end_the_talk(clerk, monkeypatch):
    monkeypatch.setattr(consumers, "TOPIC_LIMIT", 2)
    monkeypatch.setattr(consumers, "MESSAGES_PER_MINUTE", 1)
    monkeypatch.setattr(consumers, "PAGES_PER_ACCOUNT", 2)

    async def story(first, second, third):
        assert await first.connect()
        await first.say({"listen": ["hall:1", "hall:2", "hall:3"]})
        assert await first.closed() == consumers.TOO_MANY
        await first.leave()
        await second.listen()
        other = page()
        other.scope["headers"] = second.scope["headers"]
        assert await other.connect()
        assert await third.connect()
        assert await third.closed() == consumers.TOO_MANY
        await second.say({"listen": []})
        assert await second.closed() == consumers.TOO_MANY
        for socket in (second, third, other):
            await socket.leave()

    run(story, page(clerk), page(clerk), page(clerk))
    assert not hub._pages


def test_the_process_hears_nudges_from_the_unix_socket(clerk, settings, tmp_path):
    settings.NUDGE_SOCKET = tmp_path / "nudge.sock"
    settings.NUDGE_SOCKET.write_text("left behind by a killed process")

    async def story(socket):
        async with receiving():
            await socket.listen("hall:1")
            loop = asyncio.get_running_loop()
            sender, _ = await loop.create_datagram_endpoint(
                asyncio.DatagramProtocol, remote_addr=str(settings.NUDGE_SOCKET), family=1
            )
            for message in (b"nonsense", b"[]", b'{"tell": ["hall:1"]}'):
                sender.sendto(message)
            assert await socket.hear() == {"topic": "hall:1"}
            sender.close()
            await socket.leave()

    run(story, page(clerk))
    assert not settings.NUDGE_SOCKET.exists()
