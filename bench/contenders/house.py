"""Other things of ours than steps: to-do pages, signing in, importing people."""

# ruff: noqa: E402 - models can be imported only after setup

import json
import random
import time
from typing import Any

import django
from django.db import connection

django.setup()

from andu.identity.actions import sign_in
from andu.kit.actor import Actor
from andu.organisation.actions import confirm_import
from andu.organisation.importing import running
from andu.organisation.models import Member, Organisation
from andu.organisation.tests import sheets
from andu.portal.queries import lists
from andu.portal.queries.criteria import Criteria
from bench.contenders.base import Contender
from bench.meters import backend_cpu, percentile
from tests.cast import PASSWORD, make_account

# Skewed: the first hundredth of the people hold a fifth of the lines.
LINES = """
INSERT INTO todo_todo(organisation_id, assignee_id, kind, due, matter_id, seat_id, title, serial,
  label, initiator, step, link, arrived, urged)
SELECT %(place)s, %(first)s + floor(power(random(), 3) * %(people)s)::int, 'todo',
  now() + (g %% 2000) * interval '1 hour', g, g, %(title)s || g, 'QJ-2026-' || g, %(label)s,
  %(name)s, %(step)s, '/w/' || g, now() - g * interval '1 second', 0
FROM generate_series(1, %(lines)s) g
"""
WORDS = {
    "title": "关于报送年度预算执行情况的请示",
    "label": "请示",  # noqa: chinese
    "name": "方亦舒",
    "step": "科长审核",  # noqa: chinese
}
DUTY, UNITS = "科员", "局领导/第{0}处/第{1}科"  # noqa: chinese
PERSON = "陈砚{0}"  # noqa: chinese


class House(Contender):
    """The product, asked for one thing at a time."""

    def fill(self, lines: int, people: int) -> dict[str, Any]:
        """An inbox for everybody: so many open lines among so many people."""
        place = Organisation.objects.create(code="bench", name=WORDS["name"])
        Member.objects.bulk_create(
            (Member(organisation=place, code=f"b{n}", name=f"b{n}") for n in range(people)),
            batch_size=2000,
        )
        self.place, self.people = place.pk, people
        self.first = Member.objects.order_by("pk").values_list("pk", flat=True)[0]
        said = {"place": place.pk, "first": self.first, "people": people, "lines": lines}
        with connection.cursor() as cursor:
            cursor.execute("SELECT setseed(0.42)")
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("SET synchronous_commit = off")
            cursor.execute(LINES, said | WORDS)
            cursor.execute("RESET session_replication_role")
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        return {"lines": lines}

    def pages(self, times: int) -> dict[str, Any]:
        """The first page of 待办 for people as they come (busy ones oftener): the product's own
        statement, by the clock and in buffers of the database."""
        chance = random.Random(7)
        asked = [self._page(int(chance.random() ** 3 * self.people)) for _time in range(times)]
        seconds = []
        with connection.cursor() as cursor:
            for sql, params in asked:
                begun = time.perf_counter()
                cursor.execute(sql, params)
                cursor.fetchall()
                seconds.append(time.perf_counter() - begun)
            buffers = [_buffers(cursor, *one) for one in asked[:40]]
        return {
            "p50_ms": percentile(seconds, 50) * 1e3, "p99_ms": percentile(seconds, 99) * 1e3,
            "buffers": max(buffers),
        }  # fmt: skip

    def _page(self, place: int) -> tuple[str, Any]:
        actor = Actor(member_id=self.first + place, organisation_id=self.place)
        rows = lists.found(actor, "todo", Criteria())[: lists.SIZE + 1]
        found: tuple[str, Any] = rows.query.sql_with_params()
        return found

    def login(self, seconds: float) -> dict[str, Any]:
        """Signing in: the password alone, and the whole action."""
        account = make_account("bench", "bench")
        by = Actor(address="127.0.0.1")
        pid = connection.connection.info.backend_pid
        sign_in("bench", PASSWORD, by=by)
        alone = _each(seconds, lambda: account.check_password(PASSWORD), pid)
        whole = _each(seconds, lambda: sign_in("bench", PASSWORD, by=by), pid)
        return {"password_us": alone, "sign_in_us": whole, "logins_s": 1e6 / whole}

    def bring_in(self, people: int) -> dict[str, Any]:
        """A spreadsheet of a new organisation, from upload to the last account; seconds."""
        rows = [
            [f"{100000 + n}", PERSON.format(n), UNITS.format(n // 500, n // 25), DUTY,
             f"{100000 + n // 25 * 25}" if n % 25 else "", f"139{n:08}"]
            for n in range(people)
        ]  # fmt: skip
        data = sheets.xlsx(sheets.TITLES, *rows)
        used, begun = time.process_time(), time.perf_counter()
        batch = sheets.check(data)
        checked = time.perf_counter()
        running.run(confirm_import(batch, by=sheets.SYSTEM).pk)
        ended = time.perf_counter()
        batch.refresh_from_db()
        if batch.added != people or Member.objects.count() != people:
            raise RuntimeError(f"{batch.added} of {people} brought in")
        return {
            "checked_s": checked - begun, "applied_s": ended - checked, "whole_s": ended - begun,
            "client_s": time.process_time() - used,
        }  # fmt: skip


def _each(seconds: float, work: Any, pid: int) -> float:
    """CPU of one call in microseconds, server included."""
    count, used, served = 0, time.process_time(), backend_cpu([pid])
    begun = time.perf_counter()
    while time.perf_counter() - begun < seconds:
        assert work()
        count += 1
    return (time.process_time() - used + backend_cpu([pid]) - served) / count * 1e6


def _buffers(cursor: Any, sql: str, params: Any) -> int:
    cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql, params)
    found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
