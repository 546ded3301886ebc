"""跳转, 唤醒, 改派 from the page, by two; and what each of them sees of it."""

import pytest

from andu.todo.models import Todo
from andu.workflow import actions
from andu.workflow.models import History, Matter, Proposal
from andu.workflow.policy import VOIDING
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import decided_on, seat_of
from tests.cast import actor_of, client_of, give_right


def _text(answer):
    return answer.content.decode()


@pytest.fixture
def matter(submit):
    """Leave asked for by the clerk."""
    return submit().matter


@pytest.fixture
def keeper(registrar):
    """One who administers flows."""
    give_right(registrar, "workflow.matters.administer")
    return registrar


@pytest.fixture
def second(director):
    """Another one."""
    give_right(director, "workflow.matters.administer")
    return director


def test_a_jump_is_proposed_and_confirmed_on_the_page(matter, keeper, second, office_head):
    address = f"/w/{matter.pk}"
    one, other = client_of(keeper), client_of(second)
    assert f'href="{address}/jump"' in _text(one.get(address))
    dialog = _text(one.get(f"{address}/jump"))
    assert "局长签批" in dialog and "“科长审核”停止办理，不计结果" in dialog
    assert "可以确认的人：沈知远" in dialog and "提请确认" in dialog
    refused = one.post(f"{address}/jump", {"target": "decide", "reason": ""})
    assert refused.status_code == 422 and "请写明理由" in _text(refused)
    assert 'value="decide" checked' in _text(refused) and not Proposal.objects.exists()
    done = one.post(f"{address}/jump", {"target": "decide", "reason": "科长出差。"}, follow=True)
    assert "已提请，等沈知远确认后生效" in _text(done) and f"{address}/unpropose" in _text(done)
    assert f"{address}/confirm" not in _text(done)
    assert "确认跳转" in _text(other.get("/todo"))
    page = _text(other.get(address))
    assert "陈砚秋提请：跳转到“局长签批”" in page and "科长出差。" in page
    assert "确认以后：“科长审核”停止办理" in page
    number = Proposal.objects.get().pk
    done = other.post(f"{address}/confirm", {"proposal": number}, follow=True)
    assert "已确认：跳转到“局长签批”" in _text(done) and seat_of(matter, second)
    track = _text(client_of(office_head).get(address))
    assert "陈砚秋提请，沈知远确认" in track and "跳转：从“科长审核”到“局长签批”" in track


def test_a_refusal_keeps_what_the_second_person_typed(matter, keeper, second):
    address = f"/w/{matter.pk}"
    client_of(keeper).post(f"{address}/jump", {"target": "decide", "reason": "科长出差。"})
    made, other = Proposal.objects.get(), client_of(second)
    answer = other.post(f"{address}/decline", {"proposal": made.pk, f"reason-{made.pk}": " "})
    assert answer.status_code == 422 and "写明不同意的理由" in _text(answer)
    said = {"proposal": made.pk, f"reason-{made.pk}": "等科长回来。"}
    assert other.post(f"{address}/decline", said).status_code == 302
    late = other.post(f"{address}/confirm", {"proposal": made.pk, "reason": "那就同意。"})
    assert late.status_code == 422 and "那就同意。" in _text(late)
    assert "沈知远已处理这项提请：未同意" in _text(late)
    former = _text(client_of(keeper).get(address))
    assert "没有生效的提请 1 项" in former and "等科长回来。" in former


def test_others_see_nothing_of_a_proposal(matter, keeper, second, office_head):
    address = f"/w/{matter.pk}"
    client_of(keeper).post(f"{address}/jump", {"target": "decide", "reason": "科长出差。"})
    made, browser = Proposal.objects.get(), client_of(office_head)
    assert "科长出差。" not in _text(browser.get(address))
    for code in ("confirm", "decline", "unpropose"):
        assert browser.post(f"{address}/{code}", {"proposal": made.pk}).status_code == 404
        assert client_of(keeper).get(f"{address}/{code}").status_code in (302, 404)
    assert Proposal.objects.get().is_waiting and History.objects.count() == 1


def test_the_proposer_withdraws_on_the_page(matter, keeper, second):
    address = f"/w/{matter.pk}"
    one = client_of(keeper)
    one.post(f"{address}/jump", {"target": "decide", "reason": "科长出差。"})
    one.post(f"{address}/unpropose", {"proposal": Proposal.objects.get().pk})
    assert Proposal.objects.get().state == "withdrawn"
    assert not Todo.objects.filter(assignee=second).exists()


def test_alone_the_dialog_says_what_to_do(matter, keeper):
    address = f"/w/{matter.pk}"
    browser = client_of(keeper)
    assert "没有第二位流程管理员可以确认" in _text(browser.get(f"{address}/jump"))
    assert "没有第二位流程管理员可以确认" in _text(browser.get(f"{address}/reassign"))
    said = {"target": "decide", "reason": "科长出差。"}
    refused = browser.post(f"{address}/jump", said)
    assert refused.status_code == 422 and "科长出差。" in _text(refused)
    assert not Proposal.objects.exists()


def test_a_reassignment_is_proposed_too(matter, keeper, second, office_head, finance_head):
    address = f"/w/{matter.pk}"
    posted = {"seat": seat_of(matter, office_head), "to": finance_head.pk, "reason": "出差。"}
    done = client_of(keeper).post(f"{address}/reassign", posted, follow=True)
    assert "把罗曼青（科长审核）改派给周牧野" in _text(done)
    client_of(second).post(f"{address}/confirm", {"proposal": Proposal.objects.get().pk})
    assert seat_of(matter, finance_head)


def test_what_is_over_is_revived_from_its_page(matter, keeper, second, clerk):
    address = f"/w/{matter.pk}"
    one = client_of(keeper)
    assert f"{address}/revive" not in _text(one.get(address))
    one.post(f"{address}/void", {"reason": "重复。"})
    assert f"{address}/revive" not in _text(one.get(address))  # void stays void


def test_a_refused_matter_is_revived(matter, keeper, second, office_head):
    address = f"/w/{matter.pk}"
    why = Deed(opinion="不必。")
    actions.disagree(matter, seat_of(matter, office_head), why, by=actor_of(office_head))
    page = _text(client_of(keeper).get(address))
    assert f'href="{address}/revive"' in page and f"{address}/jump" not in page
    assert f"{address}/revive" not in _text(client_of(office_head).get(address))
    posted = {"target": "check", "reason": "重新考虑。"}
    client_of(keeper).post(f"{address}/revive", posted)
    client_of(second).post(f"{address}/confirm", {"proposal": Proposal.objects.get().pk})
    assert Matter.objects.get().state == "running" and seat_of(matter, office_head)


def test_who_approved_it_last_finds_on_the_page_that_it_is_to_be_void(
    matter, keeper, office_head, clerk
):
    decided_on(clerk, VOIDING, "approver")
    address = f"/w/{matter.pk}"
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    one, other = client_of(keeper), client_of(office_head)
    assert "可以确认的人：罗曼青" in _text(one.get(f"{address}/void"))
    one.post(f"{address}/void", {"reason": "重复提交。"})
    assert Matter.objects.get().is_running
    assert "陈砚秋提请：作废" in _text(one.get(address))
    page = _text(other.get(address))
    assert "陈砚秋提请：作废" in page and f"{address}/confirm" in page
    assert "重复提交。" not in _text(client_of(clerk).get(address))
    assert client_of(clerk).post(f"{address}/confirm").status_code == 422
    done = other.post(f"{address}/confirm", {"proposal": Proposal.objects.get().pk}, follow=True)
    assert "已确认：作废" in _text(done) and Matter.objects.get().state == "voided"
