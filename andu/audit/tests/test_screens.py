from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from andu.audit import actions, queries
from andu.audit.models import Entry, Export, Verification
from andu.audit.recording import entries_of, record
from andu.kit.events import Event
from andu.kit.jobs.worker import drain
from andu.policy.events import Decided
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries


@pytest.fixture
def browser(audit_administrator):
    client = Client()
    client.force_login(audit_administrator)
    return client


def write(member, label="口令长度", times=1):
    with transaction.atomic():
        for _n in range(times):
            event = Decided(label=label, before="6", after="8", place="全系统")
            record(event, by=actor_of(member), on=member, basis="附表1-003")


def test_the_list_narrows(browser, clerk, director):
    write(clerk)
    write(director, label="=HYPERLINK")
    for query, seen in (
        ("person=方亦舒", True), ("person=沈知远", False), ("text=附表1", True),
        ("subject=方亦舒", True), ("event=policy.Decided", True),
        ("event=identity.SignedIn", False),
        ("since=2020-01-01", True), ("until=2020-01-01", False), ("text=没有的", False),
    ):  # fmt: skip
        text = browser.get(f"/admin/audit?{query}").content.decode()
        assert ("“口令长度”由" in text) is seen, query


def test_pages_follow_the_last_key_seen(browser, clerk):
    write(clerk, times=60)
    first = browser.get("/admin/audit")
    assert first.content.decode().count("“口令长度”由") == 50
    second = browser.get(f"/admin/audit?{first.context['next']}")
    assert second.content.decode().count("“口令长度”由") == 10


def test_the_list_takes_a_constant_number_of_queries(browser, clerk):
    assert constant_queries(browser, "/admin/audit", lambda n: write(clerk, times=n)) <= 6


def test_an_export_is_harmless_and_leaves_a_trace(browser, clerk):
    write(clerk, label="a\r\nb")
    with transaction.atomic():
        record(
            Decided(label="x", before="1", after="2", place="p"),
            by=actor_of(clerk),
            on=clerk,
            basis="=1+1",
        )
    text = b"".join(browser.get("/admin/audit.csv?person=方亦舒").streaming_content).decode()
    assert "'=1+1" in text
    assert Export.objects.get().narrowed.startswith("person=")
    assert Entry.objects.filter(event="audit.Exported").exists()


def test_a_trace_shows_an_altered_link(browser, clerk):
    write(clerk, times=2)
    address = f"/admin/audit/organisation.member/{clerk.pk}"
    assert "被改动" not in browser.get(address).content.decode()
    entries_of(clerk).filter(sequence=1).update(sentence="没有这回事")
    assert "被改动" in browser.get(address).content.decode()


def test_a_check_is_kept_with_what_it_found(browser, clerk):
    write(clerk, times=3)
    assert browser.post("/admin/audit/verify").status_code == 302
    assert Verification.objects.get().faults == 0
    entries_of(clerk).filter(sequence=2).delete()
    browser.post("/admin/audit/verify")
    text = browser.get("/admin/audit/verify").content.decode()
    assert f"organisation.member {clerk.pk} #2: missing" in text


def test_very_many_links_are_checked_by_a_job(browser, clerk, monkeypatch):
    write(clerk, times=3)
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    answer = browser.post("/admin/audit/verify", follow=True)
    assert "正在后台核对" in answer.content.decode()
    assert not Verification.objects.exists()
    drain()
    kept = Verification.objects.get()
    assert (kept.by_name, kept.faults) == ("审计管理员", 0)
    assert Entry.objects.filter(event="audit.Verified", actor_name="审计管理员").exists()


def test_a_long_trace_has_pages_the_newest_first(browser, clerk):
    write(clerk, times=60)
    address = f"/admin/audit/organisation.member/{clerk.pk}"
    first = browser.get(address)
    assert [row.sequence for row in first.context["entries"]] == [*range(60, 10, -1)]
    rest = browser.get(f"{address}?{first.context['next']}")
    assert [row.sequence for row in rest.context["entries"]] == [*range(10, 0, -1)]
    assert not rest.context["next"]


def test_others_see_nothing_of_it(clerk, system_administrator, security_administrator):
    write(clerk)
    other = Client()
    for browser in (client_of(clerk), other):
        assert browser.get("/admin/audit").status_code in {302, 403}
    for account in (system_administrator, security_administrator):
        other.force_login(account)
        for address in ("/admin/audit", "/admin/audit.csv", "/admin/audit/verify"):
            assert other.get(address).status_code == 403
        assert other.post("/admin/audit/verify").status_code == 403
    assert not Verification.objects.exists()


@pytest.mark.parametrize("subject", ["0", "1\x00", "neu"])
def test_a_subject_nobody_touched_has_no_trace(browser, clerk, subject):
    write(clerk)
    assert browser.get(f"/admin/audit/organisation.member/{quote(subject)}").status_code == 404


def test_only_events_of_the_product_are_offered():
    class Unheard(Event):
        """An event of this story."""

        sentence = "{by} 什么也没有做"

    queries.catalogue.cache_clear()
    offered = dict(queries.catalogue())
    assert "policy.Decided" in offered
    assert Unheard.code() not in offered
