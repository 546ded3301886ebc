"""The list behind the bell: together by matter, by kind, read in batches; nothing is shown to whom
it no longer belongs."""

import datetime

import pytest
from django.utils import timezone

from andu.kit.verdict import Refused
from andu.notify import actions, channels, delivering, policy
from andu.notify.channels import Channel, Door
from andu.notify.clearing import clear_read
from andu.notify.models import Delivery, Notice, Preference, Rhythm
from andu.notify.queries import fresh, grouped, notices_of
from andu.notify.telling import tell
from andu.notify.tests.test_tell import SYSTEM, TOLD
from andu.organisation.acting import administrator
from andu.policy.models import Decision
from andu.policy.reading import forget
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries

TURN = {"kind": "workflow.turn"}


@pytest.fixture
def shut(monkeypatch):
    """A door that lets nobody in."""
    monkeypatch.setattr(channels, "_doors", [])
    Door("/closed/", lambda _actor, _links: set())
    return {**TOLD, "link": "/closed/7", "title": "关于处分的请示"}


def told(who, **more):
    tell([who], **{**TOLD, **more}, by=SYSTEM)
    return Notice.objects.order_by("-pk").first()


def test_notices_of_one_matter_stand_together_and_are_read_together(clerk):
    for title in ("一", "二", "三"):
        told(clerk, title=title)
    other = told(clerk, title="四", link="/org")
    groups = grouped(notices_of(actor_of(clerk)).items)
    assert [(g.first.title, [one.title for one in g.rest]) for g in groups] == [
        ("四", []), ("三", ["二", "一"]),
    ]  # fmt: skip
    page = client_of(clerk).get("/me/notices").text
    assert "同一事项还有 2 条" in page
    actions.read(groups[1].first, by=actor_of(clerk))
    assert list(Notice.objects.unread()) == [other]


def test_a_batch_is_marked_read_and_only_ones_own(clerk, director, system_administrator):
    mine = [told(clerk, link=f"/org?{number}") for number in range(3)]
    others = told(director)
    browser = client_of(clerk)
    ticked = [f"{mine[0].pk} {mine[1].pk}", str(others.pk), "x", "9" * 30]
    answer = browser.post("/me/notices/read", {"notice": ticked, "back": "/me/notices?unread=1"})
    assert answer["Location"] == "/me/notices?unread=1"
    assert set(Notice.objects.unread()) == {mine[2], others}
    assert "还没有选中通知" in browser.post("/me/notices/read", {}, follow=True).text
    for back in ("//evil.example.com", "https://evil.example.com"):
        answer = browser.post("/me/notices/read", {"notice": ["1"], "back": back})
        assert answer["Location"] == "/me/notices"
    with pytest.raises(Refused, match="管理员账户没有通知"):
        actions.read_some([others.pk], by=administrator(system_administrator))
    assert others in Notice.objects.unread()


def test_the_list_is_narrowed_by_kind_and_to_the_unread(clerk):
    told(clerk, title="待办：请假", **TURN)
    read = told(clerk, title="已读的下载", kind="downloads.ready", link="/org")
    actions.read(read, by=actor_of(clerk))
    browser = client_of(clerk)
    assert "已读的下载" not in browser.get("/me/notices?kind=workflow.turn").text
    assert "待办：请假" not in browser.get("/me/notices?kind=downloads.ready").text
    assert "已读的下载" not in browser.get("/me/notices?unread=1").text
    assert "没有这样的通知" in browser.get("/me/notices?kind=downloads.ready&unread=1").text
    for strange in ("kind=%00", "kind=x", "unread=9", "after=x", "kind=" + "x" * 5000):
        assert browser.get(f"/me/notices?{strange}").status_code == 200


def test_what_may_no_longer_be_opened_tells_nothing(clerk, shut):
    notice = told(clerk, **shut)
    page = client_of(clerk).get("/me/notices").text
    assert "处分" not in page and "这件事项已不再对你开放" in page
    Rhythm.objects.create(member=clerk, quiet="none")
    assert fresh(actor_of(clerk), "0") == []
    assert "处分" not in client_of(clerk).get("/me/notices/bell?since=0").text
    answer = client_of(clerk).post(f"/me/notices/{notice.pk}/open", follow=True)
    assert answer.status_code == 404 and "不在你的范围" in answer.text
    notice.refresh_from_db()
    assert not notice.is_unread


def test_nor_does_it_go_out_of_the_house(clerk, shut):
    sent = []
    Channel("post", "信使", sent.append, by_default=True)
    told(clerk, **shut)
    Delivery.objects.update(next_at=timezone.now())
    assert delivering.deliver_due() == 0 and sent == []
    assert Delivery.objects.get().state == "withheld"
    channels.forget("post")


def test_a_matter_one_lost_is_a_shut_door(clerk):
    told(clerk, link="/w/999999", title="别人的事项")
    assert "别人的事项" not in client_of(clerk).get("/me/notices").text


def test_the_unread_are_kept_for_ever_or_as_long_as_the_policy_says(clerk):
    told(clerk)
    later = timezone.now() + datetime.timedelta(days=400)
    forget()
    assert clear_read(later) == 0
    Decision.objects.create(
        code=policy.KEEP_UNREAD_DAYS.code, level="installation", place=0, text="365",
        since=timezone.now(),
    )  # fmt: skip
    forget()
    assert clear_read(later) == 1
    forget()


def test_what_to_hear_of_is_chosen_on_a_page(clerk):
    browser = client_of(clerk)
    page = browser.get("/me/notices/settings").text
    assert "轮到我办理" in page and "打开桌面通知" in page and "还没有开通邮件或短信" in page
    wish = {"wanted": ["workflow.urged:pop"], "digest": "hourly", "quiet": "none"}
    assert browser.post("/me/notices/settings", wish).status_code == 302
    assert not Preference.objects.get(kind="workflow.turn", channel="pop").wanted
    assert Preference.objects.get(kind="workflow.urged", channel="pop").wanted
    assert Rhythm.objects.get().digest == "hourly"
    refused = browser.post("/me/notices/settings", {**wish, "quiet": "own", "quiet_since": "x"})
    assert refused.status_code == 422
    assert 'value="workflow.urged:pop" checked' in refused.text
    assert Rhythm.objects.get().quiet == "none"


def test_queries_do_not_grow_with_groups(clerk):
    def grow(count):
        for number in range(count):
            told(clerk, link=f"/w/{number % 4}", **TURN)

    constant_queries(client_of(clerk), "/me/notices", grow)
