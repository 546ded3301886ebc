"""One after the other: submit, agree, disagree, end."""

from andu.engine import (
    Agree,
    Disagree,
    MarkRead,
    Nature,
    OnDisagree,
    Outcome,
    ReadCounts,
    Resubmit,
    SeatClosed,
    Someone,
    Start,
    Vote,
)
from andu.engine.tests.flows import by_amount, flow, looping, step
from andu.engine.tests.office import ME, Office, running


def test_everybody_agrees_and_the_matter_passes():
    office = running(flow(step("head"), step("director")))
    assert office.turns == {"head"}
    office.agree("head")
    assert office.turns == {"director"}
    office.agree("director")
    assert office.configuration.outcome is Outcome.PASSED
    assert not office.turns


def test_one_disagrees_and_the_matter_ends_as_refused():
    office = running(flow(step("head"), step("director"))).disagree("head")
    assert office.outcome == "refused"


def test_disagreeing_can_mean_return():
    again = step("head", on_disagree=OnDisagree.RETURN)
    office = running(flow(again, step("director"))).disagree("head")
    assert office.turns == {ME}
    assert office.resubmit().turns == {"head"}


def test_disagreeing_can_return_to_a_step():
    strict = step("director", on_disagree=OnDisagree.RETURN, disagree_to="head")
    office = running(flow(step("head"), strict)).agree("head").disagree("director")
    assert office.turns == {"head"}


def test_the_submission_is_a_seat_of_the_initiator():
    office = running(flow(step("head")))
    first = office.said(SeatClosed)[0]
    assert (first.seat, first.node, first.how) == (1, "draft", "submitted")


def test_the_condition_chooses_the_way():
    assert running(by_amount(), amount=500_001).agree("head").turns == {"director"}
    assert running(by_amount(), amount=500_000).agree("head").turns == {"finance"}
    assert running(by_amount(), amount=None).agree("head").turns == {"finance"}


def test_only_the_fields_that_decide_are_asked_for_and_kept():
    office = running(by_amount(), amount=1, title="x").agree("head")
    assert [fact.field for fact in office.history[-5].facts if fact] == ["amount"]


def test_a_loop_goes_round_until_the_condition_lets_it_out():
    office = running(looping(), amount=900_000).agree("write", "check")
    assert office.turns == {"write"}
    office.values["amount"] = 1
    assert office.agree("write", "check").outcome == "passed"


def test_a_seat_is_closed_once():
    office = running(flow(step("head"), step("director")))
    seat = office.seat("head")
    office.agree("head")
    refusal = office.refuses(Agree(office.members["head"], seat), "seat_closed")
    assert refusal.detail["how"] == "agreed"


def test_another_persons_seat_stays_his():
    office = running(flow(step("head")))
    office.refuses(Agree(office.members["thief"], office.seat("head")), "not_your_seat")
    office.refuses(Agree(office.members["head"], 99), "seat_gone")


def test_nothing_happens_before_the_start_or_after_the_end():
    office = Office(flow(step("head")))
    office.refuses(Agree(1, 1), "not_started")
    office.start()
    office.refuses(Start(Someone(1)), "already_started")
    office.agree("head").refuses(Agree(office.members["head"], 2), "ended")


def test_terminating_ends_everything():
    office = running(flow(step("head"))).terminate()
    assert office.outcome == "terminated"
    assert not office.turns


def test_the_initiators_own_step_only_resubmits():
    office = running(flow(step("head"))).return_("head")
    me = office.members[ME]
    office.refuses(Agree(me, office.seat(ME)), "own_step")
    office.resubmit()
    office.refuses(Resubmit(office.members["head"], office.seat("head")), "not_own_step")


def test_a_reading_step_is_read_and_goes_on():
    office = running(flow(step("reader", nature=Nature.READ), step("head")))
    reader, seat = office.members["reader"], office.seat("reader")
    office.refuses(Agree(reader, seat), "for_reading_only")
    office.refuses(Disagree(reader, seat), "for_reading_only")
    assert office.read("reader").turns == {"head"}


def test_read_on_an_approval_step_counts_as_the_policy_says():
    office = running(flow(step("head"))).read("head")
    assert office.outcome == "refused"
    assert office.said(SeatClosed)[-1].vote is Vote.AGAINST
    agreed = running(flow(step("head"))).read("head", counts_as=ReadCounts.AGREE)
    assert agreed.outcome == "passed"


def test_a_step_may_say_itself_what_read_means():
    office = running(flow(step("head", read_counts_as=ReadCounts.REFUSE)))
    office.refuses(MarkRead(office.members["head"], office.seat("head")), "read_does_not_decide")
