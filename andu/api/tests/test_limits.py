"""A limit that all processes share, told in headers."""

import multiprocessing
import shutil
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from andu.api import limiting
from andu.api.limiting import NEAR, SLOTS, Table
from andu.api.models import Token
from andu.api.tests.programs import program
from andu.realtime.tests.test_redis import redis_url

FIXTURES = (redis_url,)

OF_A_MINUTE = 10


@pytest.fixture
def slow(monkeypatch):
    """Ten requests a minute, and the minute stands still."""
    monkeypatch.setattr("andu.api.middleware.value", lambda *_words: OF_A_MINUTE)
    moment = limiting.MINUTE * 30_000_000 + 15
    monkeypatch.setattr("andu.api.middleware._seconds", lambda: moment)


def test_too_many_requests_are_turned_away_and_told_when_to_come_again(slow, clerk):
    machine = program(clerk)
    answers = [machine.get("/api/me") for _ in range(OF_A_MINUTE + 2)]
    assert [one.status_code for one in answers] == [200] * OF_A_MINUTE + [429] * 2
    left = [one["RateLimit-Remaining"] for one in answers]
    assert left == [*map(str, reversed(range(OF_A_MINUTE))), "0", "0"]
    late = answers[-1]
    assert late["Retry-After"] == late["RateLimit-Reset"] == "45"
    assert late["RateLimit-Limit"] == str(OF_A_MINUTE)
    assert late.json()["code"] == "too-many" and "45 秒" in late.json()["detail"]


def test_a_token_has_its_own_limit_and_a_new_minute_begins_anew(slow, clerk, monkeypatch):
    first, second = program(clerk), program(clerk)
    for _ in range(OF_A_MINUTE + 1):
        last = first.get("/api/me")
    assert last.status_code == 429
    assert second.get("/api/me").status_code == 200
    later = limiting.MINUTE * 30_000_001
    monkeypatch.setattr("andu.api.middleware._seconds", lambda: later)
    assert first.get("/api/me").status_code == 200


def test_who_has_no_token_is_counted_by_address(slow, clerk):
    machine, browser = program(clerk), Client()
    ways = ("/api/me", "/api/nothing", "/api/openapi.json")
    for turn in range(OF_A_MINUTE):
        words = "" if turn % 2 else "Bearer andu_guess"
        last = browser.get(ways[turn % 3], HTTP_AUTHORIZATION=words)
    assert last.status_code in {200, 401, 404} and last["RateLimit-Remaining"] == "0"
    late = browser.post("/api/me", HTTP_AUTHORIZATION="Bearer andu_guess")
    assert (late.status_code, late.json()["code"], late["Retry-After"]) == (429, "too-many", "45")
    assert browser.get("/api/me", REMOTE_ADDR="10.1.1.9").status_code == 401
    assert machine.get("/api/me").status_code == 200  # a token has its own count


def test_a_network_of_ipv6_is_one_address_and_a_dead_token_is_none(slow, clerk):
    machine = program(clerk)
    Token.objects.update(revoked_at=timezone.now())
    for turn in range(OF_A_MINUTE):
        last = machine.get("/api/me", REMOTE_ADDR=f"2001:db8::{turn}")
    assert last.status_code == 401
    assert machine.get("/api/me", REMOTE_ADDR="2001:db8::ffff").status_code == 429
    assert machine.get("/api/me", REMOTE_ADDR="2001:db8:0:1::1").status_code == 401


def _count(path: Path, times: int) -> None:
    table = Table(path)
    for _ in range(times):
        table.count(7, 1)


def test_processes_count_together(tmp_path):
    """Four processes, five hundred each: not one is lost."""
    fork = multiprocessing.get_context("fork")
    work = [fork.Process(target=_count, args=(tmp_path / "limits", 500)) for _ in range(4)]
    for one in work:
        one.start()
    for one in work:
        one.join()
    assert Table(tmp_path / "limits").count(7, 1) == 2001


def test_tokens_in_neighbouring_rows_are_kept_apart(tmp_path):
    table = Table(tmp_path / "limits")
    same = [7 + SLOTS * number for number in range(NEAR)]
    for _ in range(3):
        counts = [table.count(who, 1) for who in same]
    assert counts == [3] * NEAR
    assert table.count(7 + SLOTS * NEAR, 1) == 1  # nobody is turned away for want of a row
    assert table.count(same[0], 2) == 1


@pytest.mark.server
@pytest.mark.skipif(not shutil.which("redis-server"), reason="needs redis-server")
def test_redis_counts_for_all_hosts(redis_url, settings, tmp_path):
    settings.REDIS_URL, settings.DATA = redis_url, tmp_path
    hosts = [limiting._Redis(redis_url) for _ in range(2)]
    assert [hosts[turn % 2].count("ab" * 32, 5) for turn in range(4)] == [1, 2, 3, 4]
    assert hosts[0].client.ttl(f"andu:limit:{'ab' * 16}:5") > limiting.MINUTE
    assert not (tmp_path / "limits").exists()


def test_without_redis_the_host_counts_alone(settings, tmp_path):
    settings.REDIS_URL, settings.DATA = "redis://127.0.0.1:1/0", tmp_path
    limiting._redis_now.cache_clear()
    assert [limiting.asked("ab" * 32, 5) for _ in range(2)] == [1, 2]
    limiting._redis_now.cache_clear()
