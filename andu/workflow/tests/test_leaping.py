"""跳转, 唤醒 where the policy asks for no second person; what the engine takes and what it says."""

import pytest

from andu.engine import Step
from andu.engine.handlers import NamedPerson
from andu.engine.tests.flows import fork, step
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow import actions, store
from andu.workflow.actions.deciding import Back
from andu.workflow.landing import landings
from andu.workflow.loading import replayed
from andu.workflow.models import History, Matter
from andu.workflow.policy import SECOND_PERSON
from andu.workflow.rights import ADMINISTER
from andu.workflow.rules_leaping import may_jump, may_revive
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, decided_on, line, seat_of
from andu.workflow.trace import trace_of
from tests.cast import actor_of, give_right

WHY = Deed(opinion="会签已另行办妥。")


@pytest.fixture
def keeper(registrar):
    """Whoever administers flows, alone."""
    give_right(registrar, ADMINISTER.code)
    decided_on(registrar, SECOND_PERSON, "nobody")
    return actor_of(registrar)


def agree(matter, member):
    return actions.agree(matter, seat_of(matter, member), by=actor_of(member))


def who_has_it():
    return {todo.assignee.code for todo in Todo.objects.all()}


def assert_rows_tell_the_history(matter):
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)


def offers(matter, by):
    return {one.name: one.follows for one in landings(store.load(matter.pk), by.member_id)}


def told(member, words):
    return Notice.objects.filter(member=member, title__startswith=words).exists()


def test_a_matter_jumps_over_a_countersign(clerk, office_head, finance_head, director, keeper):
    matter = begin(clerk, countersign("finance_head", "registrar"))
    agree(matter, office_head)
    assert offers(matter, keeper) == {
        "发起人": "“会签”停止办理，不计结果；“科长审核”已有的办理作废，走到时重新办理。",
        "科长审核": "“会签”停止办理，不计结果；“科长审核”已有的办理作废，走到时重新办理。",
        "局长签批": "“会签”停止办理，不计结果；已有的办理都保留。",
    }
    matter = actions.jump(matter, "decide", WHY, by=keeper)
    assert who_has_it() == {"director"}
    assert_rows_tell_the_history(matter)
    lines = trace_of(store.load(matter.pk), None)
    assert lines[-2].did == "跳转：从“会签”到“局长签批”" and lines[-2].place == "流程管理"
    assert (lines[-2].opinion, lines[-2].note, lines[-2].sign) == (WHY.opinion, "", "route")
    assert told(finance_head, "已跳转") and told(clerk, "已跳转") and told(director, "待办")
    assert not told(office_head, "已跳转")
    assert agree(matter, director).state == "finished"


def test_a_jump_back_strikes_what_was_done_since(clerk, office_head, finance_head, keeper):
    matter = begin(clerk, countersign("finance_head"))
    agree(matter, office_head)
    matter = actions.jump(matter, "check", WHY, by=keeper)
    assert who_has_it() == {"office_head"}
    assert_rows_tell_the_history(matter)
    struck = [one for one in trace_of(store.load(matter.pk), None) if one.struck]
    assert [(one.did, one.undone) for one in struck] == [("同意", "已跳转")]


def test_a_finished_matter_is_revived_and_finished_again(
    clerk, office_head, finance_head, director, keeper
):
    matter = begin(clerk, countersign("finance_head"))
    for member in (office_head, finance_head, director):
        matter = agree(matter, member)
    Matter.objects.update(filed=matter.ended)
    assert may_jump(keeper, store.load(matter.pk)).code == "ended"
    matter = actions.revive(matter, "decide", WHY, by=keeper)
    assert (matter.state, matter.ended) == ("running", None)
    assert Matter.objects.get().filed is None
    assert who_has_it() == {"director"}
    assert_rows_tell_the_history(matter)
    assert trace_of(store.load(matter.pk), None)[-2].did == "唤醒，从“局长签批”继续"
    assert told(clerk, "已唤醒，继续办理") and told(director, "已唤醒，请办理")
    assert agree(matter, director).state == "finished"


@pytest.mark.parametrize("end", ["disagree", "terminate"])
def test_what_was_refused_or_terminated_is_revived_too(end, clerk, office_head, keeper):
    matter = begin(clerk, countersign("finance_head"))
    if end == "disagree":
        actions.disagree(matter, seat_of(matter, office_head), WHY, by=actor_of(office_head))
    else:
        actions.terminate(matter, WHY, by=keeper)
    matter = actions.revive(matter, "check", WHY, by=keeper)
    assert matter.state == "running" and who_has_it() == {"office_head"}
    assert_rows_tell_the_history(matter)


def test_what_was_declared_void_stays_void(clerk, keeper):
    matter = begin(clerk, countersign("finance_head"))
    actions.void(matter, WHY, by=keeper)
    assert may_revive(keeper, store.load(matter.pk)).code == "already_void"
    with pytest.raises(Refused, match="已经作废"):
        actions.revive(matter, "check", WHY, by=keeper)
    assert Matter.objects.get().state == "voided"


@pytest.mark.parametrize(
    ("to", "why", "said"),
    [
        ("check", WHY, "事项就在“科长审核”"), ("nowhere", WHY, "请选择要去的环节"),
        ("", WHY, "请选择要去的环节"), ("decide", Deed(opinion=" "), "写明理由"),
    ],
)  # fmt: skip
def test_a_jump_that_makes_no_sense_is_refused(to, why, said, clerk, office_head, keeper):
    matter = begin(clerk, countersign("finance_head"))
    with pytest.raises(Refused, match=said):
        actions.jump(matter, to, why, by=keeper)
    assert History.objects.count() == 1 and who_has_it() == {"office_head"}


def test_only_whoever_administers_flows_sets_a_matter_elsewhere(clerk, office_head, keeper):
    matter = begin(clerk, countersign("finance_head"))
    for member in (clerk, office_head):
        with pytest.raises(Refused, match="流程管理员"):
            actions.jump(matter, "decide", WHY, by=actor_of(member))
    actions.terminate(matter, WHY, by=keeper)
    with pytest.raises(Refused, match="流程管理员"):
        actions.revive(matter, "decide", WHY, by=actor_of(clerk))
    assert Matter.objects.get().state == "terminated"


def test_nobody_found_there_leaves_the_matter_where_it_is(clerk, office_head, keeper):
    flow = line(
        Step(key="check", name="审核", handlers=(NamedPerson("office_head"),)),
        Step(key="decide", name="签批", handlers=(NamedPerson("gone"),)),
    )
    matter = begin(clerk, flow)
    matter = actions.jump(matter, "decide", WHY, by=keeper)
    assert who_has_it() == {"registrar"}  # the last resort: whoever administers flows


def test_a_branch_that_was_not_entered_is_no_place_to_go(clerk, office_head, keeper):
    check = Step(key="check", handlers=(NamedPerson("office_head"),))
    both = fork("both", (step("finance_head"),), (step("registrar"),))
    matter = begin(clerk, line(check, both))
    with pytest.raises(Refused, match="在没有进入的分支里，不能直接去。请选分支之前的环节"):
        actions.jump(matter, "registrar", WHY, by=keeper)
    assert History.objects.count() == 1 and who_has_it() == {"office_head"}


def test_from_its_initiator_a_matter_may_still_be_set_elsewhere(clerk, office_head, keeper):
    matter = begin(clerk, countersign("finance_head"))
    seat = seat_of(matter, office_head)
    actions.return_(matter, seat, Back(), WHY, by=actor_of(office_head))
    assert may_jump(keeper, store.load(matter.pk))
    assert "发起人" not in offers(matter, keeper)
    with pytest.raises(Refused, match="事项就在“发起人”，不用跳转"):
        actions.jump(matter, "draft", WHY, by=keeper)
    assert who_has_it() == {"clerk"}
