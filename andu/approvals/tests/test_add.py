"""加签, 减签, 委派 and 办毕 from the page and by a program."""

import pytest

from andu.api.tests.programs import program
from andu.workflow.models import History, Matter, Seat
from andu.workflow.tests.conftest import seat_of
from tests.cast import client_of


def _text(answer):
    return answer.content.decode()


@pytest.fixture
def matter(submit):
    """Leave asked for by the clerk; the office head has it."""
    return submit().matter


def test_others_sign_before_me_and_one_is_taken_away(
    matter, office_head, finance_head, registrar, director
):
    browser, address = client_of(office_head), f"/w/{matter.pk}/add"
    assert f'href="{address}"' in _text(browser.get(f"/w/{matter.pk}"))
    dialog = _text(browser.get(address))
    assert "限本组织的人员" in dialog and "他们先办，办完回到我这里" in dialog
    options = _text(browser.get(f"/w/{matter.pk}/candidates", {"for": "add", "q": "周"}))
    assert "周牧野" in options
    posted = {"to": [finance_head.pk, director.pk], "where": "before", "mode": "all",
              "seat": seat_of(matter, office_head), "reason": "请先看。"}  # fmt: skip
    done = browser.post(address, posted, follow=True)
    assert "已加签，送周牧野、沈知远科长审核" in _text(done)
    page = _text(browser.get(f"/w/{matter.pk}"))
    assert "前加签周牧野、沈知远" in page and "请先看。" in page
    assert f'href="/w/{matter.pk}/remove"' in page
    assert "沈知远" in _text(browser.get(f"/w/{matter.pk}/remove"))
    refused = browser.post(f"/w/{matter.pk}/remove", {})
    assert refused.status_code == 422 and "请选择要减去的人" in _text(refused)
    browser.post(f"/w/{matter.pk}/remove", {"who": seat_of(matter, director)})
    assert not Seat.objects.filter(member=director, state="open").exists()
    theirs = _text(client_of(finance_head).get(f"/w/{matter.pk}"))
    assert f"/w/{matter.pk}/remove" not in theirs and 'value="agree"' in theirs


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"where": "before", "mode": "all"}, "请选择要加签的人"),
        ({"where": "behind", "mode": "all", "to_text": "周牧野"}, "请选择加签的位置和办理方式"),
        ({"where": "after", "mode": "vote", "to_text": "周牧野"}, "只能会签、或签或依次办理"),
        ({"where": "after", "mode": "any", "to_text": "无此人"}, "没有找到"),
        ({"where": "after", "mode": "any", "to_text": "方亦舒"}, "发起人"),
    ],
)
def test_a_refused_addition_comes_back_as_typed(matter, office_head, more, said):
    posted = {"seat": seat_of(matter, office_head), "reason": "请先看。", **more}
    answer = client_of(office_head).post(f"/w/{matter.pk}/add", posted)
    assert answer.status_code == 422
    assert said in _text(answer) and "请先看。" in _text(answer)
    assert History.objects.count() == 1


def test_a_helper_reports_and_the_turn_comes_back(matter, office_head, finance_head):
    browser = client_of(office_head)
    seat = seat_of(matter, office_head)
    posted = {"to": finance_head.pk, "seat": seat, "reason": "请核对天数。"}
    done = browser.post(f"/w/{matter.pk}/consign", posted, follow=True)
    assert "已委派周牧野，对方办毕后回到你这里" in _text(done)
    helper = client_of(finance_head)
    page = _text(helper.get(f"/w/{matter.pk}"))
    assert "罗曼青委派你代为办理" in page and 'value="complete"' in page
    assert 'value="agree"' not in page and 'value="disagree"' not in page
    act = {"verb": "agree", "seat": seat_of(matter, finance_head), "_key": "helping-0001"}
    refused = helper.post(f"/w/{matter.pk}/act", act)
    assert refused.status_code == 422 and "由委派人决定" in _text(refused)
    done = helper.post(f"/w/{matter.pk}/act", act | {"verb": "complete", "opinion": "天数无误。"},
                       follow=True)  # fmt: skip
    assert "已办毕" in _text(done)
    page = _text(browser.get(f"/w/{matter.pk}"))
    assert "天数无误。" in page and 'value="agree"' in page


def test_whose_turn_it_is_not_adds_nobody(matter, clerk, finance_head):
    for code in ("add", "consign", "remove"):
        assert client_of(clerk).get(f"/w/{matter.pk}/{code}").status_code == 404
    posted = {"seat": 1, "to": finance_head.pk, "where": "before", "mode": "all"}
    assert client_of(clerk).post(f"/w/{matter.pk}/add", posted).status_code == 422
    assert History.objects.count() == 1


def test_a_program_adds_removes_and_completes(matter, office_head, finance_head, registrar):
    mine, theirs = program(office_head), program(finance_head)
    at = f"matters/{matter.pk}/operations"
    more = {"to": [finance_head.pk], "where": "beside", "mode": "any"}
    assert mine.send(f"{at}/add", **more).status_code == 200
    refused = mine.send(f"{at}/add", **more)
    assert refused.status_code == 409 and refused.json()["code"] == "sits_already"
    mine.send(f"{at}/remove", who=seat_of(matter, finance_head))
    assert not Seat.objects.filter(member=finance_head, state="open").exists()
    mine.send(f"{at}/consign", to=[finance_head.pk])
    said = theirs.send(f"matters/{matter.pk}/decision", verb="complete", opinion="已核对。")
    assert said.status_code == 200 and said.json()["holders"] == "送罗曼青科长审核"
    refused = mine.send(f"matters/{matter.pk}/decision", verb="complete")
    assert refused.json()["code"] == "no_work_here"
    assert Matter.objects.get().is_running
