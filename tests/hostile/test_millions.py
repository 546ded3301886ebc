"""A million lines of the audit and of the login log: checking them takes time in proportion and no
more memory, a page of them as much work as of a few (R18, R29). The long form runs by hand."""

import sys
import time
import tracemalloc

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from andu.audit.models import Entry
from andu.audit.recording import record_many
from andu.audit.verifying import breaks
from andu.identity.models import Attempt
from andu.policy.events import Decided
from tests.cast import PASSWORD, actor_of
from tests.hostile.test_volumes import largest
from tests.house.counting import queries_of

PART = 500
FEW, MANY = 1_000, 4_000
HUNDRED_THOUSAND, MILLION = 100_000, 1_000_000
MB = 1 << 20
GROWTH, MOST = MB, 96 * MB
SLACK = 1.6  # times the proportion, on a machine that others use
PAGES = (
    "/admin/audit", "/admin/audit?person=方亦舒", "/admin/audit/organisation.member/{clerk}",
    "/admin/logins", "/admin/logins?text=guess",
)  # fmt: skip


@pytest.fixture
def browser(audit_administrator):
    client = Client()
    client.force_login(audit_administrator)
    client.post("/me/confirm", {"password": PASSWORD})
    return client


def lines(member, others, count):
    """So many more entries, every second about one and the same person; and tries to come in."""
    said = Decided(label="口令长度", before="6", after="8", place="全系统")
    by = actor_of(member)
    pairs = [(said, member if n % 2 else others[n % len(others)]) for n in range(PART)]
    for _part in range(count // PART):
        with transaction.atomic():
            record_many(pairs, by=by)
        Attempt.objects.bulk_create(
            Attempt(login_key=f"guess{n}", succeeded=False, address="192.0.2.1",
                    network="192.0.2.1", at=timezone.now(), terminal="x" * 100)
            for n in range(PART)
        )  # fmt: skip


def checked():
    """Seconds it takes to check all chains, which are sound."""
    began = time.monotonic()
    assert not list(breaks())
    return time.monotonic() - began


def held():
    """The most memory checking holds at a moment."""
    tracemalloc.start()
    try:
        checked()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def pages(clerk):
    return [each.format(clerk=clerk.pk) for each in PAGES]


def test_a_long_chain_is_checked_in_the_memory_of_a_short_one(clerk, director, office_head):
    others = [director, office_head]
    lines(clerk, others, FEW)
    held()  # what is loaded once
    few = held()
    lines(clerk, others, MANY - FEW)
    assert held() < few + GROWTH


def test_a_page_of_many_lines_is_no_more_work(browser, clerk, director):
    lines(clerk, [director], FEW)
    browser.get("/admin/audit")  # what is read once
    first = [len(queries_of(browser, one)) for one in pages(clerk)]
    lines(clerk, [director], FEW)
    assert [len(queries_of(browser, one)) for one in pages(clerk)] == first
    for one in pages(clerk):
        answer = browser.get(one)
        assert answer.context["next"]
        behind = browser.get(f"{one.partition('?')[0]}?{answer.context['next']}")
        assert behind.content.count(b"<tr>") == answer.content.count(b"<tr>") == 51


def taken(browser, clerk):
    """Seconds of each page, of its next, of a search for what is not there, and of the exports."""
    found = {}
    more = ("/admin/audit?text=没有这样的话", "/admin/audit.csv", "/admin/logins.csv")
    for one in (*pages(clerk), *more):
        began = time.monotonic()
        answer = browser.get(one)
        size = sum(map(len, answer)) if answer.streaming else len(answer.content)
        assert answer.status_code == 200 and size > 1000
        found[one] = round(time.monotonic() - began, 3)
    return found


@pytest.mark.long
@pytest.mark.skipif(connection.vendor == "sqlite", reason="its test database lies in memory")
def test_a_million_lines_are_checked_and_paged(browser, clerk, director, office_head, finance_head):
    others = [director, office_head, finance_head]
    lines(clerk, others, HUNDRED_THOUSAND)
    few, pages_few, before = checked(), taken(browser, clerk), largest()
    lines(clerk, others, MILLION - HUNDRED_THOUSAND)
    assert Entry.objects.count() >= MILLION
    many, pages_many = checked(), taken(browser, clerk)
    more = (largest() - before) // MB
    sys.stdout.write(
        f"\nchecked {few:.1f} s, {many:.1f} s, {more} MB more\n{pages_few}\n{pages_many}\n"
    )
    assert many < SLACK * 10 * few
    assert largest() - before < MOST
