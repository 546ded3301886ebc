import re

from andu.notify.models import Notice
from andu.notify.rhythms import Beat
from andu.notify.telling import Note, tell, tell_note
from andu.notify.tests.test_tell import SYSTEM, TOLD
from tests.cast import client_of
from tests.house.counting import constant_queries


def test_the_list_shows_ones_own(clerk, director):
    tell_note([clerk], Note(**TOLD, text="<b>缺发票</b>", urgency=1), by=SYSTEM)
    page = client_of(clerk).get("/me/notices").content.decode()
    assert "差旅费报销 被退回" in page
    assert "&lt;b&gt;缺发票" in page
    assert "1 条未读" in page
    assert "差旅费报销" not in client_of(director).get("/me/notices").content.decode()


def test_opening_marks_read_and_leads_on(clerk):
    tell([clerk], **TOLD, by=SYSTEM)
    response = client_of(clerk).post(f"/me/notices/{Notice.objects.get().pk}/open")
    assert (response.status_code, response["Location"]) == (302, "/downloads")
    assert not Notice.objects.get().is_unread


def test_a_link_to_elsewhere_leads_nowhere(clerk):
    tell([clerk], **{**TOLD, "link": "//evil.example.com/"}, by=SYSTEM)
    response = client_of(clerk).post(f"/me/notices/{Notice.objects.get().pk}/open")
    assert response["Location"] == "/me/notices"


def test_another_persons_notice_is_not_there(clerk, director):
    tell([clerk], **TOLD, by=SYSTEM)
    response = client_of(director).post(f"/me/notices/{Notice.objects.get().pk}/open")
    assert response.status_code == 404
    assert Notice.objects.get().is_unread


def test_all_are_marked_read(clerk):
    tell([clerk], **TOLD, by=SYSTEM)
    response = client_of(clerk).post("/me/notices/read-all", follow=True)
    assert "已将 1 条通知标为已读。" in response.content.decode()
    assert not Notice.objects.unread().exists()


def test_the_bell_tells_the_figure(clerk):
    tell([clerk], **TOLD, by=SYSTEM)
    fragment = client_of(clerk).get("/me/notices/bell").content.decode()
    assert "通知，1 条未读" in fragment
    assert f"nudge:member:{clerk.pk} from:body" in fragment
    assert "通知，1 条未读" in client_of(clerk).get("/me/notices").content.decode()


def test_queries_do_not_grow_with_notices(clerk):
    def grow(count):
        for _ in range(count):
            tell([clerk], **TOLD, by=SYSTEM)

    constant_queries(client_of(clerk), "/me/notices", grow)


def test_the_bell_brings_what_came_since_as_a_toast_and_renews_the_counts(clerk, monkeypatch):
    monkeypatch.setattr(Beat, "is_quiet", lambda *_asked: False)  # whenever the test is run
    browser = client_of(clerk)
    before = re.search(r"bell\?since=(\d+)", browser.get("/me/notices").content.decode())
    assert before
    tell([clerk], **TOLD, by=SYSTEM)
    tell([clerk], **{**TOLD, "title": "请假 被退回"}, by=SYSTEM)
    html = browser.get(f"/me/notices/bell?since={before[1]}").content.decode()
    assert "请假 被退回" in html and "另有 1 条新通知" in html
    assert 'id="side-portal-todo"' in html and 'id="hot"' in html
    again = re.search(r"bell\?since=(\d+)", html)
    assert again
    assert "被退回" not in browser.get(f"/me/notices/bell?since={again[1]}").content.decode()


def test_a_strange_since_brings_nothing(clerk):
    tell([clerk], **TOLD, by=SYSTEM)
    for since in ("", "x", "-1", "９", "9" * 40, "%00"):
        answer = client_of(clerk).get(f"/me/notices/bell?since={since}")
        assert answer.status_code == 200
        assert "被退回" not in answer.content.decode()
