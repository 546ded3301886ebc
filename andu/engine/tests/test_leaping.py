"""跳转 and 唤醒: set where somebody with power over the matter wants it."""

import pytest

from andu.engine import Jump, Mode, Return, Revive, Suspend, Void
from andu.engine.tests.flows import flow, fork, parallel, step
from andu.engine.tests.office import ME, running


def office_of_three():
    return running(flow(step("a"), step("b"), step("c"))).agree("a")


def test_ahead_without_those_between():
    office = office_of_three()
    office.do(Jump(99, "c"))
    assert office.turns == {"c"}
    assert office.struck() == ["b"]
    office.refuses(Return(office.members["c"], office.seat("c"), "b"), "not_yet_visited")
    assert office.agree("c").outcome == "passed"


def test_back_and_everything_since_is_struck():
    office = office_of_three().agree("b")
    office.do(Jump(99, "a"))
    assert office.turns == {"a"}
    assert office.struck() == ["c", "a", "b"]
    office.do(Jump(99, "draft"))
    assert office.turns == {ME}


def test_out_of_branches_all_of_them_stop():
    office = running(parallel()).agree("check", "law", "anna")
    office.do(Jump(99, "director"))
    assert office.turns == {"director"}
    assert "counsel" in office.struck() and "law" in office.struck()


def test_within_one_branch_the_others_go_on_and_one_that_was_done_stands_again():
    office = running(parallel()).agree("check", "anna")
    office.do(Jump(99, "counsel"))
    assert office.turns == {"counsel", "bert", "carl"}
    office.agree("counsel").do(Jump(99, "law"))
    assert office.turns == {"law", "bert", "carl"}
    assert office.agree("law", "counsel", "bert", "carl").turns == {"director"}


@pytest.mark.parametrize(
    ("to", "code"),
    [("law", "into_branch"), ("nowhere", "unknown_target"), ("end", "unknown_target"),
     ("check", "stands_there")],
)  # fmt: skip
def test_where_nobody_jumps(to, code):
    running(parallel()).refuses(Jump(99, to), code)


def test_a_suspended_run_does_not_jump():
    office = office_of_three()
    office.do(Suspend(99))
    office.refuses(Jump(99, "c"), "suspended")


def test_a_finished_run_goes_on_from_where_it_is_told_to():
    office = office_of_three().agree("b", "c")
    office.do(Revive(99, "b"))
    assert office.turns == {"b"}
    assert office.struck() == ["b", "c"]
    assert office.agree("b", "c").outcome == "passed"


def test_what_was_refused_or_terminated_goes_on_too():
    office = office_of_three().disagree("b")
    office.do(Revive(99, "b"))
    assert office.agree("b").turns == {"c"}
    office.terminate().do(Revive(99, "c"))
    assert office.agree("c").outcome == "passed"


def test_what_had_passed_in_a_fork_that_was_cut_off_counts_no_more():
    office = running(parallel()).agree("check", "law", "anna").terminate()
    office.do(Revive(99, "both"))
    assert office.turns == {"law", "anna", "bert", "carl"}
    assert office.struck() == ["law"]


def test_what_runs_or_is_void_is_not_revived():
    office = office_of_three()
    office.refuses(Revive(99, "b"), "still_running")
    office.do(Void(99))
    office.refuses(Revive(99, "b"), "already_void")
    inside = running(flow(fork("both", (step("p"),), (step("q"),)))).agree("p", "q")
    inside.refuses(Revive(99, "p"), "into_branch")
    inside.refuses(Revive(99, "nowhere"), "unknown_target")
    assert inside.configuration.outcome == "passed"


def test_nothing_is_revived_that_never_began():
    office = office_of_three()
    office.configuration = type(office.configuration)()
    office.refuses(Revive(99, "b"), "not_started")


def test_in_order_starts_anew_where_one_jumps_to():
    office = running(flow(step("a"), step("sign", "x", "y", mode=Mode.IN_ORDER))).agree("a", "x")
    office.do(Jump(99, "a"))
    assert office.agree("a").turns == {"x"}
