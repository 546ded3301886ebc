"""Who comes too late is told who did what in the meantime, and what to do now."""

import pytest

from andu.kit.verdict import Refused, no
from andu.workflow import actions, store
from andu.workflow.overtaking import with_who
from andu.workflow.rights import ADMINISTER
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import alone, begin, countersign, seat_of
from andu.workflow.tests.moments import at
from tests.cast import actor_of, give_right

WHY = Deed(opinion="此事另有安排。")


@pytest.fixture
def matter(clock, clerk):
    made = begin(clerk, countersign("finance_head", "registrar"))
    clock(at(0, 9, 3))
    return made


@pytest.fixture
def keeper(director):
    give_right(director, ADMINISTER.code)
    alone(director)
    return actor_of(director)


def refusal(verb, *args, by):
    with pytest.raises(Refused) as caught:
        verb(*args, by=by)
    return str(caught.value)


def test_the_initiator_was_faster(matter, clerk, office_head):
    seat = seat_of(matter, office_head)
    actions.withdraw(matter, by=actor_of(clerk))
    said = refusal(actions.agree, matter, seat, by=actor_of(office_head))
    assert said == "方亦舒已在 03-09 09:03 办理：撤回。这一环节不用你再办，请返回待办。"


def test_the_handler_was_faster_than_the_initiator(matter, clerk, office_head):
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    said = refusal(actions.withdraw, matter, by=actor_of(clerk))
    assert said.startswith("罗曼青已在 03-09 09:03 办理：同意。“科长审核”已有人办理，不能撤回")


def test_who_has_decided_is_named_whoever_acted_last(
    clock, matter, clerk, office_head, finance_head, director
):
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    clock(at(0, 9, 9))
    theirs = seat_of(matter, finance_head)
    actions.transfer(matter, theirs, director.pk, by=actor_of(finance_head))
    said = refusal(actions.withdraw, matter, by=actor_of(clerk))
    assert said.startswith("罗曼青已在 03-09 09:03 办理：同意。“科长审核”")


def test_what_one_has_done_oneself_is_no_news(clock, matter, office_head, finance_head, registrar):
    mine = seat_of(matter, office_head)
    actions.agree(matter, mine, by=actor_of(office_head))
    again = refusal(actions.agree, matter, mine, by=actor_of(office_head))
    assert again == "你已在 03-09 09:03 办理：同意。请勿重复办理。"
    clock(at(0, 9, 9))
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))
    said = refusal(actions.take_back, matter, mine, by=actor_of(office_head))
    assert said.startswith("周牧野已在 03-09 09:09 办理：同意。“科长审核”之后已有人接着办")


def test_whoever_administers_the_flow_was_faster(matter, office_head, keeper):
    seat = seat_of(matter, office_head)
    actions.terminate(matter, WHY, by=keeper)
    said = refusal(actions.agree, matter, seat, by=actor_of(office_head))
    assert said.startswith("沈知远已在 03-09 09:03 办理：终止。这件事项已经结束")


def test_and_was_slower(matter, office_head, finance_head, keeper):
    seat = seat_of(matter, office_head)
    actions.agree(matter, seat, by=actor_of(office_head))
    said = refusal(actions.reassign, matter, seat, finance_head.pk, WHY, by=keeper)
    assert said.startswith("罗曼青已在 03-09 09:03 办理：同意。要处理的这一席已有变化")


def test_of_several_acts_the_one_that_took_the_turn_away_is_named(
    clock, matter, office_head, finance_head, registrar, keeper
):
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    theirs = seat_of(matter, finance_head)
    clock(at(0, 9, 5))
    actions.reassign(matter, theirs, office_head.pk, WHY, by=keeper)
    clock(at(0, 9, 9))
    actions.agree(matter, seat_of(matter, registrar), by=actor_of(registrar))
    said = refusal(actions.agree, matter, theirs, by=actor_of(finance_head))
    assert said.startswith("沈知远已在 03-09 09:05 办理：改派给罗曼青。")


def test_it_is_said_once_and_of_such_refusals_only(matter, clerk, office_head):
    seat = seat_of(matter, office_head)
    actions.withdraw(matter, by=actor_of(clerk))
    loaded, by = store.load(matter.pk), actor_of(office_head)
    once = with_who(loaded, no("没有了。", "seat_gone"), by)
    assert with_who(loaded, once, by) == once
    other = no("请写明理由。", "opinion-missing")
    assert with_who(loaded, other, by) == other
    assert seat
