import pytest

from andu.engine import Mode, Step
from andu.engine.handlers import InitiatorsChoice, Superior
from andu.engine.nodes import ReturnWay
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow import actions, store
from andu.workflow.actions import performing
from andu.workflow.actions.deciding import Back
from andu.workflow.actions.starting import Subject
from andu.workflow.loading import replayed
from andu.workflow.models import History, Matter, Participant, Run
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, line, seat_of, version_of
from tests.cast import actor_of


def agree(matter, member, opinion="", key=""):
    deed = Deed(opinion=opinion)
    return actions.agree(matter, seat_of(matter, member), deed, by=actor_of(member, key))


def assert_rows_tell_the_history(matter):
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)


def test_a_request_runs_from_clerk_to_director(clerk, office_head, finance_head, director):
    matter = begin(clerk, countersign("finance_head", "registrar"))
    assert [t.assignee for t in Todo.objects.all()] == [office_head]
    agree(matter, office_head, "材料齐全，拟同意。")
    assert Todo.objects.count() == 2
    assert_rows_tell_the_history(matter)
    agree(matter, finance_head)
    agree(matter, Participant.objects.get(member__code="registrar").member)
    assert_rows_tell_the_history(matter)
    matter = agree(matter, director, "同意。")
    assert matter.state == Matter.State.FINISHED
    assert not Todo.objects.exists()
    assert_rows_tell_the_history(matter)
    said = list(History.objects.values_list("how", "step", "opinion", "actor_name"))
    assert said[1] == ("agreed", "科长审核", "材料齐全，拟同意。", "罗曼青")
    assert len(said) == 5


def test_somebody_else_may_not_agree(clerk, office_head, finance_head):
    matter = begin(clerk, countersign("finance_head"))
    before = History.objects.count()
    with pytest.raises(Refused, match="不由你办理"):
        actions.agree(matter, seat_of(matter, office_head), by=actor_of(finance_head))
    assert History.objects.count() == before
    assert Todo.objects.get().assignee == office_head


def test_a_repeated_click_finds_its_first_answer(clerk, office_head):
    matter = begin(clerk, countersign("finance_head"))
    seat = seat_of(matter, office_head)
    for _click in range(2):
        actions.agree(matter, seat, by=actor_of(office_head, "k1"))
    assert History.objects.filter(how="agreed").count() == 1
    with pytest.raises(Refused, match=r"你已在 .* 办理：同意。请勿重复办理"):
        actions.agree(matter, seat, by=actor_of(office_head, "k2"))


def test_returned_straight_it_comes_back_to_who_returned_it(
    clerk, office_head, finance_head, director
):
    matter = begin(clerk, countersign("finance_head", "registrar"))
    agree(matter, office_head)
    back = Back(way=ReturnWay.STRAIGHT)
    seat = seat_of(matter, finance_head)
    with pytest.raises(Refused, match="写明理由"):
        actions.return_(matter, seat, back, by=actor_of(finance_head))
    deed = Deed(opinion="请补充造价审核报告。")
    actions.return_(matter, seat, back, deed, by=actor_of(finance_head))
    assert [t.assignee for t in Todo.objects.all()] == [clerk]
    assert_rows_tell_the_history(matter)
    actions.resubmit(matter, seat_of(matter, clerk), by=actor_of(clerk))
    assert {t.assignee.code for t in Todo.objects.all()} == {"finance_head", "registrar"}
    assert_rows_tell_the_history(matter)


def test_disagreeing_ends_the_matter(clerk, office_head):
    matter = begin(clerk, countersign("finance_head"))
    deed = Deed(opinion="预算不足。")
    matter = actions.disagree(matter, seat_of(matter, office_head), deed, by=actor_of(office_head))
    assert matter.state == Matter.State.REFUSED
    assert not Todo.objects.exists()


def test_the_initiator_withdraws_changes_and_resubmits(clerk, office_head):
    matter = begin(clerk, countersign("finance_head"))
    actions.withdraw(matter, by=actor_of(clerk))
    assert [t.assignee for t in Todo.objects.all()] == [clerk]
    with pytest.raises(Refused, match="发起人手上"):
        actions.withdraw(matter, by=actor_of(clerk))
    actions.resubmit(matter, seat_of(matter, clerk), by=actor_of(clerk))
    assert [t.assignee for t in Todo.objects.all()] == [office_head]
    assert_rows_tell_the_history(matter)


def test_a_decision_can_be_taken_back_until_somebody_acts(clerk, office_head, finance_head):
    matter = begin(clerk, countersign("finance_head"))
    seat = seat_of(matter, office_head)
    agree(matter, office_head)
    actions.take_back(matter, seat, by=actor_of(office_head))
    assert [t.assignee for t in Todo.objects.all()] == [office_head]
    assert_rows_tell_the_history(matter)
    again = seat_of(matter, office_head)
    agree(matter, office_head)
    agree(matter, finance_head)
    with pytest.raises(Refused):
        actions.take_back(matter, again, by=actor_of(office_head))


def test_only_an_administrator_ends_a_running_matter(clerk, office_head):
    matter = begin(clerk, countersign("finance_head"))
    deed = Deed(opinion="不再需要。")
    with pytest.raises(Refused, match="不能终止"):
        actions.terminate(matter, deed, by=actor_of(clerk))
    actions.withdraw(matter, by=actor_of(clerk))
    matter = actions.terminate(matter, deed, by=actor_of(clerk))
    assert matter.state == Matter.State.TERMINATED


def test_the_history_is_a_sound_chain(clerk, office_head):
    matter = begin(clerk, countersign("finance_head"))
    agree(matter, office_head)
    run = Run.objects.get(matter=matter)
    links = list(run.history.all())
    assert all(link.is_sound() for link in links)
    assert links[1].previous_hash == links[0].hash
    assert run.head == links[-1].hash


def test_matters_are_seen_by_those_who_take_part(clerk, office_head, director, outsider):
    matter = begin(clerk, countersign("finance_head"))
    for member, sees in ((clerk, True), (office_head, True), (director, False), (outsider, False)):
        seen = Matter.objects.visible_to(actor_of(member)).filter(pk=matter.pk).exists()
        assert seen is sees


def test_whose_turn_it_is_hears_of_it_and_the_initiator_of_the_end(clerk, office_head):
    matter = begin(clerk, countersign("finance_head"))
    notice = Notice.objects.get()
    assert (notice.member, notice.title) == (office_head, "待办：关于采购空调维保的请示")
    deed = Deed(opinion="预算不足。")
    actions.disagree(matter, seat_of(matter, office_head), deed, by=actor_of(office_head))
    heard = Notice.objects.get(member=clerk)
    assert heard.title == "未通过：关于采购空调维保的请示"
    assert heard.text == "预算不足。"


def test_whom_the_initiator_picked_sign_when_their_step_is_reached(
    clerk, office_head, finance_head, registrar
):
    flow = line(
        Step(key="check", name="审核", handlers=(Superior(1),)),
        Step(key="sign", name="会签", mode=Mode.ALL, handlers=(InitiatorsChoice(most=5),)),
    )
    version = version_of(clerk.organisation, flow)
    deed = Deed(choices={"sign": (finance_head.pk, registrar.pk)})
    about = Subject(kind="test", title="请示")
    matter = actions.start(version, about, deed, by=actor_of(clerk))
    agree(matter, office_head)
    assert {t.assignee for t in Todo.objects.all()} == {finance_head, registrar}


def test_only_a_return_is_announced_as_one(clerk, office_head, monkeypatch):
    said = []
    monkeypatch.setattr(performing, "announce", lambda event, **more: said.append(event.code()))
    matter = begin(clerk, countersign("finance_head"))
    actions.withdraw(matter, by=actor_of(clerk))
    actions.resubmit(matter, seat_of(matter, clerk), by=actor_of(clerk))
    assert "workflow.Returned" not in said
    deed = Deed(opinion="请补充。")
    actions.return_(matter, seat_of(matter, office_head), Back(), deed, by=actor_of(office_head))
    assert said.count("workflow.Returned") == 1
    actions.resubmit(matter, seat_of(matter, clerk), by=actor_of(clerk))
    assert said.count("workflow.Returned") == 1
