"""挂起, 恢复, 终止, 作废: where a run stands is not touched by a pause, and an end is an end."""

import pytest

from andu.engine import (
    Agree,
    Disagree,
    Ended,
    MarkRead,
    Outcome,
    Reassign,
    Resubmit,
    Resume,
    Return,
    ReturnWay,
    SeatState,
    Someone,
    Suspend,
    TakeBack,
    Terminate,
    Transfer,
    Void,
    Withdraw,
    targets,
)
from andu.engine.tests.flows import flow, parallel, step, together
from andu.engine.tests.office import ME, running


def test_a_pause_keeps_everything_where_it_was():
    office = running(parallel()).agree("check", "anna", "law")
    before = office.configuration
    office.do(Suspend(9))
    assert office.configuration.suspended
    assert office.turns == {"counsel", "bert", "carl"}
    office.do(Resume(9))
    assert office.configuration == before
    assert office.agree("bert", "carl", "counsel").turns == {"director"}


def test_while_it_lasts_only_resuming_and_ending_are_possible():
    office = running(flow(step("a"), together("sign", "x", "y"))).agree("a")
    seat, x = office.seat("x"), office.members["x"]
    closed = office.seat("a", SeatState.CLOSED)
    office.do(Suspend(9))
    for command in (
        Agree(x, seat), Disagree(x, seat), MarkRead(x, seat), Return(x, seat), Resubmit(x, seat),
        Transfer(x, seat, Someone(77)), Reassign(9, seat, Someone(77)), Suspend(9),
        Withdraw(office.members[ME]), TakeBack(office.members["a"], closed),
    ):  # fmt: skip
        office.refuses(command, "suspended")
    assert targets(office.definition, office.configuration, seat) == ()
    assert office.do(Terminate(9)).configuration.outcome is Outcome.TERMINATED
    assert not office.configuration.suspended


def test_resuming_needs_a_pause():
    office = running(flow(step("a")))
    office.refuses(Resume(9), "not_suspended")
    office.agree("a").refuses(Suspend(9), "ended")
    office.refuses(Resume(9), "ended")


def test_what_was_put_aside_is_put_back_after_a_pause():
    office = running(flow(step("a"), together("sign", "x", "y"))).agree("a", "x")
    office.return_("y", "a", ReturnWay.STRAIGHT)
    office.do(Suspend(9))
    office.do(Resume(9))
    assert office.agree("a").turns == {"y"}


@pytest.mark.parametrize("paused", [False, True])
def test_a_running_matter_is_void_from_wherever_it_stands(paused):
    office = running(parallel()).agree("check", "anna")
    if paused:
        office.do(Suspend(9))
    office.do(Void(9))
    assert (office.outcome, office.turns) == ("voided", set())


def test_a_passed_matter_is_void_once():
    office = running(flow(step("a"))).agree("a")
    office.do(Void(9))
    assert [each.outcome.value for each in office.said(Ended)] == ["passed", "voided"]
    office.refuses(Void(9), "already_void")
    office.refuses(Terminate(9), "ended")


def test_what_failed_had_no_effect_to_void():
    office = running(flow(step("a"))).disagree("a")
    office.refuses(Void(9), "ended")
    office = running(flow(step("a"))).terminate()
    office.refuses(Void(9), "ended")
