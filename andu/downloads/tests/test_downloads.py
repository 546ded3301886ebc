"""Asking, making, taking, throwing away; always one's own."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from andu.audit.recording import entries_of
from andu.downloads import actions, jobs, makers, rules
from andu.downloads.clearing import clear_old
from andu.downloads.delivering import Wish, made_now
from andu.downloads.models import Download
from andu.files.models import File
from andu.kit.jobs.worker import drain
from andu.kit.verdict import Refused, no
from andu.notify.models import Notice
from andu.organisation.acting import administrator
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries

pytestmark = pytest.mark.django_db


def _lines(actor, wish, out, progress):
    progress.expect(wish["lines"])
    for n in range(wish["lines"]):
        out.write(f"{actor.name} {n}\n".encode())
        progress.made(n + 1)


def _noticing(actor, wish, out, progress):
    assert not connection.in_atomic_block
    out.write(b"made outside")


def _refuse(actor, wish, out, progress):
    raise Refused(no("这些事项里没有你能看的。"))


@pytest.fixture(autouse=True)
def test_makers():
    makers.Maker("test.lines", "行", "txt", "text", _lines)
    makers.Maker("test.none", "无", "txt", "text", _refuse)
    makers.Maker("test.alone", "外", "txt", "text", _noticing)
    yield
    for code in ("test.lines", "test.none", "test.alone"):
        makers.forget(code)


def _asked(member, code="test.lines", **more):
    return actions.ask(code, "清单", {"lines": 3}, by=actor_of(member), **more)


def _made(member, code="test.lines"):
    return made_now(Wish(code, "清单", {"lines": 3}), by=actor_of(member))


def test_a_job_makes_it_and_the_person_takes_it(clerk):
    download = _asked(clerk)
    assert download.state == Download.State.WAITING
    drain()
    download.refresh_from_db()
    assert (download.state, download.total) == (Download.State.READY, 3)
    assert download.file.open().read().decode() == "".join(f"{clerk.name} {n}\n" for n in range(3))
    answer = client_of(clerk).get(reverse("downloads:take", args=[download.pk]))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert "下载了“清单.txt”" in entries_of(download).last().sentence


def test_made_twice_after_a_crash_there_is_one_file(clerk):
    download = _asked(clerk)
    jobs.make(download.pk)
    jobs.make(download.pk)
    drain()
    assert File.objects.count() == 1


def test_nobody_else_sees_or_takes_it(clerk, director):
    download = _made(clerk)
    client = client_of(director)
    assert client.get(reverse("downloads:take", args=[download.pk])).status_code == 404
    assert client.post(reverse("downloads:drop", args=[download.pk])).status_code == 404
    with pytest.raises(Refused, match="不是你的"):
        actions.take(download, by=actor_of(director))
    with pytest.raises(Refused, match="不是你的"):
        actions.throw_away(download, by=actor_of(director))
    download.refresh_from_db()
    assert download.is_ready


def test_what_is_not_ready_cannot_be_taken(clerk):
    download = _asked(clerk)
    with pytest.raises(Refused, match="还没有生成好"):
        actions.take(download, by=actor_of(clerk))


def test_a_few_at_a_time(clerk):
    for _n in range(3):
        _asked(clerk)
    with pytest.raises(Refused, match="正在生成"):
        _asked(clerk)
    assert Download.objects.count() == 3


def test_what_could_not_be_made_says_why(clerk):
    download = _asked(clerk, "test.none")
    drain()
    download.refresh_from_db()
    assert (download.state, download.said) == ("failed", "这些事项里没有你能看的。")
    assert "这些事项里没有你能看的" in client_of(clerk).get(reverse("downloads:index")).text


def test_thrown_away_while_it_is_made_nothing_is_kept(clerk):
    download = _asked(clerk)
    actions.throw_away(download, by=actor_of(clerk))
    drain()
    download.refresh_from_db()
    assert (download.state, File.objects.count()) == ("gone", 0)


def test_thrown_away_at_the_last_moment_its_file_is_let_go(clerk, monkeypatch):
    download = _asked(clerk)
    keep = jobs.keep_made

    def late(*given, by):
        actions.throw_away(download, by=by)
        return keep(*given, by=by)

    monkeypatch.setattr(jobs, "keep_made", late)
    jobs.make(download.pk)
    assert Download.objects.get().state == Download.State.GONE
    assert File.objects.get().state == File.State.REMOVED


def test_made_by_two_at_once_one_file_is_kept(clerk, monkeypatch):
    download, keep = _asked(clerk), jobs.keep_made

    def meanwhile(*given, by):
        monkeypatch.setattr(jobs, "keep_made", keep)
        jobs.make(download.pk)
        return keep(*given, by=by)

    monkeypatch.setattr(jobs, "keep_made", meanwhile)
    jobs.make(download.pk)
    download.refresh_from_db()
    kept = File.objects.filter(state=File.State.KEPT)
    assert (download.state, list(kept), File.objects.count()) == ("ready", [download.file], 2)


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_the_file_is_made(clerk):
    assert _made(clerk, "test.alone").is_ready


def test_what_is_made_at_once_is_made_by_the_job_if_the_server_dies(clerk):
    download = _asked(clerk, at_once=True)
    assert drain() == 0
    assert drain(timezone.now() + actions.SHOULD_BE_MADE) == 1
    download.refresh_from_db()
    assert download.is_ready


def test_a_second_click_asks_for_nothing_and_waits_for_the_first(clerk):
    download = _asked(clerk)
    answer = client_of(clerk).get(reverse("downloads:take", args=[download.pk]), follow=True)
    assert answer.redirect_chain == [(reverse("downloads:index"), 302)]
    assert "请稍等" in answer.text


def test_what_failed_says_why_when_it_is_asked_for(clerk):
    download = _asked(clerk, "test.none")
    drain()
    with pytest.raises(Refused, match="没有你能看的"):
        actions.take(download, by=actor_of(clerk))


def test_the_clock_clears_what_lay_too_long(clerk):
    old, new = _made(clerk), _made(clerk)
    Download.objects.filter(pk=old.pk).update(asked=timezone.now() - datetime.timedelta(days=8))
    assert clear_old() == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, old.file, new.state) == ("gone", None, "ready")
    assert File.objects.filter(state=File.State.REMOVED).count() == 1


def test_only_what_took_a_while_is_told(clerk):
    _made(clerk)
    assert not Notice.objects.exists()
    slow = _asked(clerk)
    Download.objects.filter(pk=slow.pk).update(asked=timezone.now() - datetime.timedelta(minutes=1))
    drain()
    assert Notice.objects.get().title == "“清单.txt”已生成，可以下载"


def test_the_page_lists_one_s_own_and_drops(clerk):
    download = _made(clerk)
    client = client_of(clerk)
    assert "清单.txt" in client.get(reverse("downloads:index")).text
    client.post(reverse("downloads:drop", args=[download.pk]))
    assert "还没有下载" in client.get(reverse("downloads:index")).text


def test_the_page_takes_as_many_queries_with_many_downloads(clerk):
    def grow(count):
        for number in range(count):
            actions.ask("test.lines", "清单", {"lines": number % 3 + 1}, by=actor_of(clerk))
            drain(timezone.now())

    constant_queries(client_of(clerk), "/downloads", grow)


def test_an_administrator_of_the_system_has_nothing_to_take_away(system_administrator):
    by = administrator(system_administrator)
    assert rules.may_ask(by).code == "no-member"
