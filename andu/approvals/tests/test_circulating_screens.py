"""传阅, 催办, limits and late acts on the page of a request."""

import pytest
from django.utils import timezone

from andu.todo.models import Todo
from andu.workflow import actions
from andu.workflow.models import Circulation, LateAct, Matter, Seat, Urging
from andu.workflow.tests.conftest import decide_policy, seat_of  # noqa: F401
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries


@pytest.fixture
def matter(submit):
    """Leave asked for by the clerk."""
    return submit().matter


def _text(answer):
    return answer.content.decode()


def test_circulating_by_hand_to_people_and_units(matter, clerk, bureau, finance_head):
    browser, address = client_of(clerk), f"/w/{matter.pk}/circulate"
    assert address in _text(browser.get(matter.get_absolute_url()))
    assert "姓名、拼音或工号" in _text(browser.get(address))
    refused = browser.post(address, {"readers_text": "张无此人", "remark": "请看"})
    assert refused.status_code == 422
    assert "“张无此人”找不到" in _text(refused) and "请看" in _text(refused)
    posted = {"readers_text": "周牧野", "units": bureau.units["office"].pk, "remark": "请看"}
    assert browser.post(address, posted).status_code == 302
    rows = Circulation.objects.order_by("member__code").values_list("member_name", flat=True)
    assert list(rows) == ["周牧野", "罗曼青", "陈砚秋"]
    again = browser.post(address, posted)
    assert again.status_code == 422 and "不用再传" in _text(again)
    page = _text(browser.get(matter.get_absolute_url()))
    assert "0 / 3 已阅" in page and "撤回给周牧野的传阅" in page


def test_a_reader_reads_and_says_so(matter, clerk, finance_head):
    actions.circulate(matter, [finance_head.pk], "请知悉。", by=actor_of(clerk))
    browser = client_of(finance_head)
    page = _text(browser.get(matter.get_absolute_url()))
    assert "请知悉。" in page and f"/w/{matter.pk}/seen" in page
    assert "内部备注" not in page
    assert Todo.objects.get(assignee=finance_head, kind="read").opened
    assert f"/w/{matter.pk}/seen" in _text(browser.get(f"/w/{matter.pk}/preview"))
    for _click in range(2):
        answer = browser.post(f"/w/{matter.pk}/seen", {"said": "收到。"})
        assert answer["Location"] == "/todo/unread"
    assert "1 / 1 已阅" in _text(browser.get(matter.get_absolute_url()))
    assert Circulation.objects.get().said == "收到。"


def test_calling_back_and_strange_numbers(matter, clerk, finance_head, registrar):
    (row,) = actions.circulate(matter, [finance_head.pk], by=actor_of(clerk))
    address = f"/w/{matter.pk}/uncirculate"
    browser = client_of(clerk)
    for number in ("", "x", "99999", "９"):
        assert browser.post(address, {"circulation": number}).status_code == 404
    assert client_of(registrar).post(address, {"circulation": row.pk}).status_code == 404
    browser.post(address, {"circulation": row.pk})
    assert client_of(finance_head).get(matter.get_absolute_url()).status_code == 404


def test_who_did_not_get_it_has_nothing_to_read(matter, clerk):
    assert client_of(clerk).post(f"/w/{matter.pk}/seen").status_code == 404


def test_urging_from_the_page(matter, clerk, office_head):
    browser, address = client_of(clerk), f"/w/{matter.pk}/urge"
    assert "罗曼青" in _text(browser.get(address))
    refused = browser.post(address, {"whom": "x", "words": "快些"})
    assert refused.status_code == 422 and "请选择催谁" in _text(refused)
    assert "快些" in _text(refused)
    number = seat_of(matter, office_head)
    assert browser.post(address, {"whom": number, "words": "今天要报"}).status_code == 302
    assert Urging.objects.get().words == "今天要报"
    page = _text(browser.get(matter.get_absolute_url()))
    assert "已催 1 次" in page and "分钟后可以再催" in page


def test_a_limit_by_instruction(matter, office_head, clerk):
    address = f"/w/{matter.pk}/deadline"
    said = {"due": "2099-01-05T17:30", "basis": "局长批示"}
    refused = client_of(clerk).post(address, said)  # who may limit turns, not the whole
    assert refused.status_code == 422 and "正在办理的人" in _text(refused)
    browser = client_of(office_head)
    refused = browser.post(address, {"due": "不知道", "basis": "局长批示"})
    assert refused.status_code == 422 and "局长批示" in _text(refused)
    browser.post(address, {"due": "2099-01-05T17:30", "basis": "局长批示"})
    assert timezone.localtime(Matter.objects.get().due).year == 2099


def test_a_late_act_asks_why_and_keeps_what_was_typed(
    matter,
    office_head,
    decide_policy,  # noqa: F811
):
    decide_policy("workflow.late_reason", "enforce")
    seat = seat_of(matter, office_head)
    Seat.objects.filter(number=seat).update(due=timezone.now() - timezone.timedelta(days=9))
    browser = client_of(office_head)
    page = _text(browser.get(matter.get_absolute_url()))
    assert 'name="late_reason"' in page and "超期 " in page
    posted = {"verb": "agree", "seat": seat, "opinion": "拟同意。", "f-secret": "内部"}
    refused = browser.post(f"/w/{matter.pk}/act", posted)
    assert refused.status_code == 422
    assert "写明原因再办理" in _text(refused) and "拟同意。" in _text(refused)
    assert not LateAct.objects.exists()
    answer = browser.post(f"/w/{matter.pk}/act", {**posted, "late_reason": "出差在外"})
    assert answer.status_code == 302
    assert LateAct.objects.get().reason == "出差在外"
    assert "说明：出差在外" in _text(browser.get(matter.get_absolute_url()))


def test_the_page_takes_as_many_queries_with_many_readers(matter, clerk, bureau):
    sender, members = actor_of(clerk), list(bureau.members.values())

    def grow(count):
        now = timezone.now()
        Circulation.objects.bulk_create(
            Circulation(
                matter=matter, sender_id=sender.member_id, sender_name="方亦舒",
                member=members[n % 3], member_name="某人", moment="by_hand", at=now, read=now,
            )
            for n in range(count)
        )  # fmt: skip

    constant_queries(client_of(clerk), matter.get_absolute_url(), grow)
