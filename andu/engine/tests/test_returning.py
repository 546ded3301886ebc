"""退回: to the initiator or an earlier step, straight or walking again."""

import pytest

from andu.engine import Mode, Return, ReturnWay, SeatOpened, Struck, targets
from andu.engine.tests.flows import flow, nested, parallel, step, together
from andu.engine.tests.office import ME, Office, running

STRAIGHT, REWALK = ReturnWay.STRAIGHT, ReturnWay.REWALK


def three() -> Office:
    return running(flow(step("a"), step("b"), step("c"))).agree("a", "b")


def test_rewalk_goes_through_all_steps_again_and_strikes_them():
    office = three().return_("c", way=REWALK)
    assert office.turns == {ME}
    assert sorted(office.struck()) == ["a", "b", "c"]
    assert office.resubmit().turns == {"a"}
    assert office.agree("a", "b", "c").outcome == "passed"


def test_straight_comes_back_to_whoever_returned():
    office = three().return_("c", way=STRAIGHT)
    assert office.turns == {ME}
    assert office.struck() == []
    assert office.resubmit().turns == {"c"}
    assert office.agree("c").outcome == "passed"


def test_straight_to_a_step_strikes_only_that_step():
    office = three().return_("c", "a", STRAIGHT)
    assert office.turns == {"a"}
    assert office.struck() == ["a"]
    assert office.agree("a").turns == {"c"}


def test_rewalk_to_a_step_leaves_what_came_before():
    office = three().return_("c", "b")
    assert office.turns == {"b"}
    assert sorted(office.struck()) == ["b", "c"]
    assert office.agree("b").turns == {"c"}


def test_after_straight_back_and_forth_a_rewalk_strikes_the_whole_way():
    office = three().return_("c", "a", STRAIGHT).agree("a").return_("c", way=REWALK)
    assert office.turns == {ME}
    assert set(office.struck()) == {"a", "b", "c"}
    assert not [p for p in office.configuration.past if p.node != "draft"]


def test_straight_returns_stack():
    office = three().return_("c", "b", STRAIGHT).return_("b", "a", STRAIGHT)
    office.return_("a", way=STRAIGHT)
    assert office.resubmit().turns == {"a"}
    assert office.agree("a").turns == {"b"}
    assert office.agree("b").turns == {"c"}


def test_a_countersigner_returns_and_the_step_stands_as_a_whole_again():
    office = running(flow(step("a"), together("sign", "x", "y", "z"))).agree("a", "x")
    office.return_("y", way=REWALK)
    assert office.turns == {ME}
    office.resubmit().agree("a")
    assert office.turns == {"x", "y", "z"}


def test_straight_into_a_countersign_asks_only_who_had_not_agreed():
    office = running(flow(step("a"), together("sign", "x", "y", "z"))).agree("a", "x")
    office.return_("y", way=STRAIGHT)
    assert office.turns == {ME}
    assert office.resubmit().turns == {"y", "z"}
    assert office.agree("y", "z").outcome == "passed"
    replaced = [e.instead_of for e in office.said(SeatOpened) if e.instead_of]
    assert len(replaced) == 2


def test_straight_into_an_ordered_step_keeps_the_order():
    sign = step("sign", "x", "y", "z", mode=Mode.IN_ORDER)
    office = running(flow(sign)).agree("x").return_("y", way=STRAIGHT).resubmit()
    assert office.turns == {"y"}
    assert office.agree("y").turns == {"z"}
    assert office.agree("z").outcome == "passed"


def test_out_of_a_branch_voids_the_whole_fork():
    office = running(parallel()).agree("check", "anna", "law")
    office.return_("bert", "check")
    assert office.turns == {"check"}
    assert {"both", "law", "counsel", "money", "check"} == set(office.struck())
    assert office.agree("check").turns == {"law", "anna", "bert", "carl"}


def test_straight_out_of_a_branch_puts_every_branch_back():
    office = running(parallel()).agree("check", "anna", "law")
    office.return_("bert", "check", STRAIGHT)
    assert office.turns == {"check"}
    assert office.agree("check").turns == {"counsel", "bert", "carl"}
    assert office.agree("counsel", "bert", "carl").turns == {"director"}


def test_within_a_branch_the_other_branch_does_not_notice():
    office = running(parallel()).agree("check", "anna", "law").return_("counsel", "law")
    assert office.turns == {"law", "bert", "carl"}
    assert set(office.struck()) == {"law", "counsel"}


def test_a_done_branch_stays_done_when_put_back():
    office = running(parallel()).agree("check", "law", "counsel")
    office.return_("bert", way=STRAIGHT).resubmit()
    assert office.turns == {"anna", "bert", "carl"}
    assert office.agree("anna", "bert", "carl").turns == {"director"}


def test_into_a_foreign_branch_is_refused():
    office = running(parallel()).agree("check", "law")
    office.refuses(Return(office.members["bert"], office.seat("bert"), "law"), "into_branch")
    office.agree("counsel", "anna", "bert", "carl")
    director = Return(office.members["director"], office.seat("director"), "law")
    office.refuses(director, "into_branch")


def test_the_whole_fork_can_be_done_again():
    office = running(parallel()).agree("check", "law", "counsel", "anna", "bert", "carl")
    office.return_("director", "both", STRAIGHT)
    assert office.turns == {"law", "anna", "bert", "carl"}
    office.agree("law", "counsel", "anna", "bert", "carl")
    assert office.turns == {"director"}


def test_nested_forks():
    office = running(nested()).agree("first", "a", "b")
    assert office.turns == {"c", "d"}
    office.return_("c", "inner", STRAIGHT)
    assert office.turns == {"a", "b", "d"}
    office.agree("a").return_("b", way=STRAIGHT)
    assert office.turns == {ME}
    assert office.resubmit().turns == {"b", "d"}
    assert office.agree("b").turns == {"c", "d"}
    assert office.agree("d", "c", "last").outcome == "passed"


def test_only_where_one_has_been():
    office = running(flow(step("a"), step("b"), step("c"))).agree("a")
    seat = office.seat("b")
    office.refuses(Return(office.members["b"], seat, "c"), "not_yet_visited")
    office.refuses(Return(office.members["b"], seat, "nowhere"), "unknown_target")
    assert targets(office.definition, office.configuration, seat) == ("draft", "a")


def test_a_step_may_forbid_it_or_fix_the_way():
    office = running(flow(step("a", may_return=False)))
    office.refuses(Return(office.members["a"], office.seat("a")), "may_not_return")
    office = running(flow(step("a", return_way=STRAIGHT)))
    again = Return(office.members["a"], office.seat("a"), way=REWALK)
    office.refuses(again, "way_is_fixed")


@pytest.mark.parametrize("way", [STRAIGHT, REWALK])
def test_every_struck_visit_is_struck_once(way):
    office = three().return_("c", "a", way).agree("a")
    struck = [event.visit for event in office.said(Struck)]
    assert len(struck) == len(set(struck))
