"""Asking, making, taking, throwing away; always one's own."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from andu.audit.recording import entries_of
from andu.downloads import actions, jobs, makers
from andu.downloads.clearing import clear_old
from andu.downloads.models import Download
from andu.files.models import File
from andu.kit.jobs.worker import drain
from andu.kit.verdict import Refused, no
from andu.notify.models import Notice
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries

pytestmark = pytest.mark.django_db


def _lines(actor, wish, out, progress):
    progress.expect(wish["lines"])
    for n in range(wish["lines"]):
        out.write(f"{actor.name} {n}\n".encode())
        progress.made(n + 1)


def _refuse(actor, wish, out, progress):
    raise Refused(no("这些事项里没有你能看的。"))


@pytest.fixture(autouse=True)
def test_makers():
    makers.Maker("test.lines", "行", "txt", "text", _lines)
    makers.Maker("test.none", "无", "txt", "text", _refuse)
    yield
    makers.forget("test.lines")
    makers.forget("test.none")


def _asked(member, code="test.lines", **more):
    return actions.ask(code, "清单", {"lines": 3}, by=actor_of(member), **more)


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
    download = _asked(clerk, at_once=True)
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


def test_the_clock_clears_what_lay_too_long(clerk):
    old, new = _asked(clerk, at_once=True), _asked(clerk, at_once=True)
    Download.objects.filter(pk=old.pk).update(asked=timezone.now() - datetime.timedelta(days=8))
    assert clear_old() == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, old.file, new.state) == ("gone", None, "ready")
    assert File.objects.filter(state=File.State.REMOVED).count() == 1


def test_only_what_took_a_while_is_told(clerk):
    _asked(clerk, at_once=True)
    assert not Notice.objects.exists()
    slow = _asked(clerk)
    Download.objects.filter(pk=slow.pk).update(asked=timezone.now() - datetime.timedelta(minutes=1))
    drain()
    assert Notice.objects.get().title == "“清单.txt”已生成，可以下载"


def test_the_page_lists_one_s_own_and_drops(clerk):
    download = _asked(clerk, at_once=True)
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
