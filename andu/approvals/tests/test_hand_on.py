"""转办, 改派, 挂起, 恢复, 作废 from the page."""

import pytest

from andu.engine import Mode
from andu.engine.nodes import Where
from andu.organisation.models import Appointment
from andu.todo.models import Todo
from andu.workflow import actions
from andu.workflow.actions.adding import Placing
from andu.workflow.models import History, Matter, Participant, Seat
from andu.workflow.policy import LEVEL_BY_LEVEL
from andu.workflow.tests.conftest import alone, decided_on, seat_of
from tests.cast import actor_of, client_of, give_right


def _text(answer):
    return answer.content.decode()


@pytest.fixture
def matter(submit):
    """Leave asked for by the clerk."""
    return submit().matter


@pytest.fixture
def keeper(registrar):
    """Somebody who administers flows."""
    give_right(registrar, "workflow.matters.administer")
    alone(registrar)
    return registrar


def test_a_turn_is_transferred_and_taken_back(matter, office_head, finance_head, clerk):
    browser, address = client_of(office_head), f"/w/{matter.pk}/transfer"
    assert f'href="{address}"' in _text(browser.get(f"/w/{matter.pk}"))
    assert "限本组织的人员" in _text(browser.get(address))
    options = _text(browser.get(f"/w/{matter.pk}/candidates", {"for": "transfer", "q": "周"}))
    assert "周牧野" in options
    assert "方亦舒" not in _text(browser.get(f"/w/{matter.pk}/candidates", {"for": "transfer"}))
    seat = seat_of(matter, office_head)
    posted = {"to": finance_head.pk, "seat": seat, "reason": "请你审核。"}
    done = browser.post(address, posted, follow=True)
    assert "已转办给周牧野" in _text(done) and f"/w/{matter.pk}/undo" in _text(done)
    assert seat_of(matter, finance_head)
    page = _text(browser.get(f"/w/{matter.pk}"))
    assert "转办给周牧野" in page and "请你审核。" in page
    browser.post(f"/w/{matter.pk}/undo")
    assert seat_of(matter, office_head)


def test_whom_the_line_keeps_out_is_greyed_with_the_reason(
    matter, office_head, finance_head, director
):
    decided_on(office_head, LEVEL_BY_LEVEL, "1")
    browser, address = client_of(office_head), f"/w/{matter.pk}/transfer"
    assert "限上一级（逐级审批）：沈知远" in _text(browser.get(address))
    options = _text(browser.get(f"/w/{matter.pk}/candidates", {"for": "transfer"}))
    first, *others = options.split("<li ")[1:]
    assert "沈知远" in first and "aria-disabled" not in first
    assert others and all('aria-disabled="true"' in each for each in others)
    assert "不是上一级" in next(each for each in others if "周牧野" in each)


def test_over_somebodys_head_it_goes_with_a_reason(matter, office_head, registrar, director):
    decided_on(office_head, LEVEL_BY_LEVEL, "1")
    Appointment.objects.filter(member=registrar).update(superior=office_head)
    seat = seat_of(matter, office_head)
    Seat.objects.filter(number=seat).update(member=registrar)  # as if it had come there
    Participant.objects.create(
        matter=matter, member=registrar, capacity="handler", at=matter.started
    )
    browser, address = client_of(registrar), f"/w/{matter.pk}/transfer"
    assert 'name="leap"' in _text(browser.get(address))
    options = _text(browser.get(f"/w/{matter.pk}/candidates", {"for": "transfer"}))
    higher = next(each for each in options.split("<li ") if "沈知远" in each)
    assert "越级，须写理由" in higher and "aria-disabled" not in higher
    posted = {"to": director.pk, "seat": seat, "reason": "请定。"}
    refused = browser.post(address, posted)
    assert refused.status_code == 422 and "由罗曼青先加签" in _text(refused)
    assert "请定。" in _text(refused)
    assert browser.post(address, posted | {"leap": "急件。"}).status_code == 302
    assert Seat.objects.filter(member=director, state="waiting").exists()
    assert Todo.objects.get().assignee == office_head


@pytest.mark.parametrize(("verb", "more"), [
    ("transfer", {}), ("add", {"where": "before", "mode": "all"}),
])  # fmt: skip
def test_over_whom_nobody_is_passed_the_picker_wants_no_reason_either(
    matter, office_head, registrar, director, verb, more
):
    """罗曼青 sits in the same step already: over her goes whatever goes to 沈知远."""
    decided_on(office_head, LEVEL_BY_LEVEL, "1")
    Appointment.objects.filter(member=registrar).update(superior=office_head)
    hers = seat_of(matter, office_head)
    beside = Placing(Where.BESIDE, Mode.ALL)
    actions.add_signers(matter, hers, [registrar.pk], beside, by=actor_of(office_head))
    browser = client_of(registrar)
    options = _text(browser.get(f"/w/{matter.pk}/candidates", {"for": verb}))
    higher = next(each for each in options.split("<li ") if "沈知远" in each)
    assert "越级" not in higher and "aria-disabled" not in higher
    posted = {"to": director.pk, "seat": seat_of(matter, registrar), **more}
    assert browser.post(f"/w/{matter.pk}/{verb}", posted).status_code == 302
    assert not Seat.objects.filter(added="leap").exists()


@pytest.mark.parametrize(
    ("to", "said"),
    [({}, "请选择一位"), ({"to_text": "无此人"}, "没有找到"), ({"to_text": "方亦舒"}, "发起人")],
)
def test_a_refused_transfer_comes_back_as_typed(matter, office_head, to, said):
    posted = {"seat": seat_of(matter, office_head), "reason": "请你审核。", **to}
    answer = client_of(office_head).post(f"/w/{matter.pk}/transfer", posted)
    assert answer.status_code == 422
    assert said in _text(answer) and "请你审核。" in _text(answer)
    assert History.objects.count() == 1


def test_whose_turn_it_is_not_has_nothing_to_transfer(matter, clerk):
    assert client_of(clerk).get(f"/w/{matter.pk}/transfer").status_code == 404
    assert client_of(clerk).get(f"/w/{matter.pk}/candidates").status_code == 404
    assert client_of(clerk).post(f"/w/{matter.pk}/transfer", {"seat": 1}).status_code == 422
    assert History.objects.count() == 1


def test_an_administrator_reassigns_with_a_reason(matter, keeper, office_head, finance_head):
    browser, address = client_of(keeper), f"/w/{matter.pk}/reassign"
    assert "罗曼青（科长审核）" in _text(browser.get(address))
    posted = {"seat": seat_of(matter, office_head), "to": finance_head.pk}
    refused = browser.post(address, posted)
    assert refused.status_code == 422 and "请写明理由" in _text(refused)
    assert not Seat.objects.filter(member=finance_head).exists()
    assert browser.post(address, posted | {"reason": "罗曼青出差。"}).status_code == 302
    assert seat_of(matter, finance_head)


def test_an_administrator_suspends_resumes_and_voids(matter, keeper, office_head):
    browser, address = client_of(keeper), f"/w/{matter.pk}"
    refused = browser.post(f"{address}/suspend", {"reason": ""})
    assert refused.status_code == 422 and Matter.objects.get().is_running
    browser.post(f"{address}/suspend", {"reason": "等待批复。"})
    page = _text(client_of(office_head).get(address))
    assert "事项已挂起" in page and "等待批复。" in page
    assert 'value="agree" data-key="y" disabled' in page
    assert f"{address}/suspend" not in _text(browser.get(address))
    browser.post(f"{address}/resume")
    assert seat_of(matter, office_head) and Matter.objects.get().is_running
    browser.post(f"{address}/void", {"reason": "重复提交。"})
    assert "已作废" in _text(browser.get(address))


@pytest.mark.parametrize("verb", ["reassign", "suspend", "resume", "void"])
def test_others_do_not_administer(matter, office_head, clerk, verb):
    address = f"/w/{matter.pk}"
    posted = {"reason": "试试", "seat": seat_of(matter, office_head), "to": clerk.pk}
    assert address + f"/{verb}" not in _text(client_of(office_head).get(address))
    assert client_of(office_head).post(f"{address}/{verb}", posted).status_code == 422
    assert History.objects.count() == 1


def test_what_comes_next_is_named_and_undoing_stays_in_the_list(submit, office_head):
    first, second = submit().matter, submit(title="探亲假三天").matter
    browser = client_of(office_head)
    posted = {"verb": "agree", "seat": seat_of(first, office_head), "list": "todo?urgency=2"}
    page = _text(browser.post(f"/w/{first.pk}/act", posted, follow=True))
    assert "下一件：探亲假三天" in page and 'id="matter-title" tabindex="-1"' in page
    assert f'action="/w/{first.pk}/undo?from=todo%3Furgency%3D2"' in page
    back = browser.post(f"/w/{first.pk}/undo?from=todo%3Furgency%3D2")
    assert back["Location"] == f"/w/{first.pk}?from=todo%3Furgency%3D2"
    assert seat_of(first, office_head) and seat_of(second, office_head)
