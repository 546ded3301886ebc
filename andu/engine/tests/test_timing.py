"""到期动作: what time does to a turn nobody took, and what it may not do."""

import pytest

from andu.engine import (
    BEFORE,
    Ballot,
    Consign,
    LimitAct,
    Mode,
    Nature,
    ReadCounts,
    Reassign,
    SeatState,
    SeatVoided,
    Someone,
    Suspend,
    TakeBack,
    Threshold,
    TimeUp,
    Where,
)
from andu.engine.tests.flows import flow, parallel, step, together
from andu.engine.tests.office import ME, Office, running

PASS, RETURN, TRANSFER = LimitAct.PASS, LimitAct.RETURN, LimitAct.TRANSFER


def time_up(office: Office, name: str, act: LimitAct = PASS, **more: object) -> int:
    seat = office.seat(name)
    office.do(TimeUp(seat, act, **more))
    return seat


def test_silence_passes_a_turn_that_was_not_taken():
    office = running(flow(step("a"), step("b")))
    time_up(office, "a")
    assert office.turns == {"b"}
    (seat,) = office.configuration.past[-1].inner.members
    assert (seat.how, seat.vote) == ("timed_out", "for")


def test_in_a_countersign_it_concerns_the_one_who_is_late():
    office = running(flow(together("sign", "x", "y"), step("b"))).agree("x")
    time_up(office, "y")
    assert office.turns == {"b"}


def test_in_order_the_next_is_called():
    office = running(flow(step("sign", "x", "y", mode=Mode.IN_ORDER)))
    time_up(office, "x")
    assert office.turns == {"y"}


def test_it_acts_once():
    office = running(flow(together("sign", "x", "y")))
    seat = time_up(office, "x")
    office.refuses(TimeUp(seat, PASS), "seat_closed")
    office.agree("y")
    office.refuses(TimeUp(seat, PASS), "ended")


def test_who_was_faster_keeps_what_they_did():
    office = running(flow(step("a"), step("b")))
    seat = office.seat("a")
    office.agree("a")
    office.refuses(TimeUp(seat, RETURN), "seat_closed")
    office.refuses(TimeUp(99, PASS), "seat_gone")
    waiting = running(flow(step("sign", "x", "y", mode=Mode.IN_ORDER)))
    office = waiting
    office.refuses(TimeUp(waiting.seat("y", SeatState.WAITING), PASS), "seat_gone")


def test_the_clock_stands_still_while_the_matter_is_suspended():
    office = running(flow(step("a")))
    seat = office.seat("a")
    office.do(Suspend(99))
    office.refuses(TimeUp(seat, PASS), "suspended")


@pytest.mark.parametrize("more", [
    {"nature": Nature.WORK}, {"read_counts_as": ReadCounts.DISAGREE},
])  # fmt: skip
def test_work_and_strict_steps_need_a_person(more):
    office = running(flow(step("a", **more)))
    office.refuses(TimeUp(office.seat("a"), PASS), "not_by_time")


def test_reading_passes_whatever_reading_counts_as():
    office = running(flow(step("a", nature=Nature.READ, read_counts_as=ReadCounts.REFUSE)))
    time_up(office, "a")
    assert office.outcome == "passed"


def test_a_veto_is_not_passed_over_in_silence():
    ballots = (Ballot(veto=True), Ballot(weight=3))
    half = Threshold(percent=50)
    vote = step("vote", "x", "y", mode=Mode.VOTE, threshold=half, ballots=ballots)
    office = running(flow(vote))
    office.refuses(TimeUp(office.seat("x"), PASS), "not_by_time")
    time_up(office, "y")
    assert office.turns == {"x"}
    assert office.disagree("x").outcome == "refused"


def test_a_helper_who_is_silent_agrees_to_nothing():
    office = running(flow(step("a"))).add("a", Where.BESIDE, "b")
    time_up(office, "b")
    assert office.turns == {"a"}


def test_it_goes_back_to_the_initiator_and_comes_forward_again():
    office = running(flow(step("a"), step("b"))).agree("a")
    time_up(office, "b", RETURN)
    assert office.turns == {ME}
    assert office.said(SeatVoided)[-1].why == "overdue"
    assert office.resubmit().agree("a", "b").outcome == "passed"


def test_it_goes_back_to_the_step_before():
    office = running(flow(step("a"), step("b"), step("c"))).agree("a", "b")
    time_up(office, "c", RETURN, back=BEFORE)
    assert office.turns == {"b"}
    time_up(office, "b", RETURN, back=BEFORE)
    assert office.turns == {"a"}
    time_up(office, "a", RETURN, back=BEFORE)
    assert office.turns == {ME}


def test_before_a_fork_is_the_fork_and_in_a_branch_what_led_into_it():
    office = running(parallel()).agree("check", "law", "anna")
    time_up(office, "counsel", RETURN, back=BEFORE)
    assert office.turns >= {"law"}
    office.agree("law", "counsel", "bert", "carl")
    time_up(office, "director", RETURN, back=BEFORE)
    assert office.turns == {"law", "anna", "bert", "carl"}


def test_where_the_run_has_not_been_it_goes_to_the_initiator():
    office = running(flow(step("a"), step("b")))
    time_up(office, "a", RETURN, back="b")
    assert office.turns == {ME}


def test_where_nobody_may_return_time_may_not_either():
    office = running(flow(step("a", may_return=False)))
    office.refuses(TimeUp(office.seat("a"), RETURN), "may_not_return")


def test_a_helper_may_not_return_nor_may_time_for_them():
    office = running(flow(step("a"), step("b"))).agree("a")
    office.do(Consign(office.members["b"], office.seat("b"), Someone(office.members["k"])))
    office.refuses(TimeUp(office.seat("k"), RETURN), "helps_only")
    assert office.turns == {"k"}


def test_somebody_else_gets_the_turn_in_the_same_place():
    office = running(flow(together("sign", "x", "y"), step("b")))
    time_up(office, "x", TRANSFER, to=Someone(office.members["w"]))
    assert office.turns == {"w", "y"}
    assert office.agree("w", "y").turns == {"b"}


def test_nobody_gets_it_who_sits_there_or_had_it():
    office = running(flow(together("sign", "x", "y")))
    x, y = (Someone(office.members[name]) for name in ("x", "y"))
    office.refuses(TimeUp(office.seat("x"), TRANSFER, to=y), "sits_already")
    office.refuses(TimeUp(office.seat("x"), TRANSFER, to=x), "to_same_person")
    office.refuses(TimeUp(office.seat("x"), TRANSFER), "not_by_time")


def test_what_time_did_nobody_takes_back():
    office = running(flow(step("a"), step("b"), step("c"))).agree("a")
    seat = time_up(office, "b")
    office.refuses(TakeBack(office.members["b"], seat), "nothing_to_take_back")
    office.refuses(TakeBack(office.members["a"], 2), "moved_on")


def test_the_initiators_own_step_waits():
    office = running(flow(step("a"))).withdraw()
    office.refuses(TimeUp(office.seat(ME), PASS), "own_step")
    office.refuses(TimeUp(office.seat(ME), LimitAct.REMIND), "own_step")


def test_a_reassigned_turn_can_be_late_too():
    office = running(flow(step("a")))
    office.do(Reassign(99, office.seat("a"), Someone(office.members["w"])))
    time_up(office, "w")
    assert office.outcome == "passed"
