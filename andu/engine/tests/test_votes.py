"""比例, 票签, 一票否决: how a vote is decided; 办理: work that decides nothing."""

import pytest

from andu.engine import (
    Agree,
    Ballot,
    Complete,
    Disagree,
    MarkRead,
    Mode,
    Nature,
    ReturnWay,
    Someone,
    Threshold,
    Transfer,
    findings,
    predict,
)
from andu.engine.tests.flows import flow, step
from andu.engine.tests.office import Office, running

FOUR = ("anna", "bert", "carl", "dora")
HEAVY = (Ballot(weight=3), Ballot(), Ballot(), Ballot())
VETO = (Ballot(veto=True), Ballot(), Ballot(), Ballot())
HALF = Threshold(percent=50)


def voting(threshold: Threshold, ballots: tuple[Ballot, ...] = (), **more: object) -> Office:
    made = step("vote", *FOUR, mode=Mode.VOTE, threshold=threshold, ballots=ballots, **more)
    return running(flow(made, step("last")))


def test_a_number_of_votes_is_enough_and_the_others_are_spared():
    office = voting(Threshold(count=2)).agree("carl")
    assert office.turns == {"anna", "bert", "dora"}
    assert office.agree("anna").turns == {"last"}


def test_it_fails_as_soon_as_the_threshold_is_out_of_reach():
    office = voting(Threshold(percent=75)).disagree("anna")
    assert office.outcome is None
    assert office.disagree("bert").outcome == "refused"


def test_a_share_is_rounded_up():
    assert voting(Threshold(percent=51)).agree("anna", "bert").turns == {"carl", "dora"}


def test_everybody_is_heard_where_the_step_says_so():
    office = voting(HALF, hear_all=True).agree("anna", "bert", "carl")
    assert office.turns == {"dora"}
    assert office.disagree("dora").turns == {"last"}


def test_voices_weigh_what_the_rule_that_named_them_says():
    assert voting(HALF, HEAVY).agree("anna").turns == {"last"}
    office = voting(HALF, HEAVY).agree("bert", "carl").disagree("anna")
    assert office.turns == {"dora"}
    assert voting(Threshold(count=4), HEAVY).disagree("anna").outcome == "refused"


def test_a_veto_fails_it_whatever_the_others_say():
    office = voting(HALF, VETO).agree("bert", "carl")
    assert office.turns == {"anna", "dora"}, "who may say no is heard before it passes"
    assert office.disagree("anna").outcome == "refused"
    assert voting(HALF, VETO).agree("bert", "carl", "anna").turns == {"last"}


def test_a_voice_goes_on_to_whoever_takes_the_place():
    office = voting(HALF, HEAVY)
    anna = office.members["anna"]
    office.do(Transfer(anna, office.seat("anna"), Someone(office.members["erik"])))
    assert office.agree("erik").turns == {"last"}


def test_a_vote_that_decided_is_taken_back_and_the_spared_vote_again():
    office = voting(HALF).agree("anna", "bert")
    assert office.take_back("anna").turns == {"anna", "carl", "dora"}
    assert office.agree("dora").turns == {"last"}


def test_after_a_straight_return_those_who_agreed_are_not_asked_again():
    office = voting(Threshold(count=3)).agree("anna").return_("bert", way=ReturnWay.STRAIGHT)
    assert office.resubmit().turns == {"bert", "carl", "dora"}


def test_a_number_greater_than_the_votes_there_are_asks_for_all():
    office = Office(flow(step("vote", "a", "b", mode=Mode.VOTE, threshold=Threshold(count=2))))
    office.people = {"b": ()}
    assert office.start().agree("a").outcome == "passed"


def test_what_cannot_pass_any_more_is_not_predicted():
    office = voting(Threshold(count=4), hear_all=True).disagree("anna")
    assert not predict(office.definition, office.configuration).complete


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "threshold_missing"),
        ({"threshold": Threshold()}, "threshold_missing"),
        ({"threshold": Threshold(count=1, percent=50)}, "threshold_missing"),
        ({"threshold": Threshold(percent=101)}, "threshold_out_of_range"),
        ({"threshold": Threshold(count=5)}, "threshold_out_of_reach"),
        ({"threshold": Threshold(count=7), "ballots": HEAVY}, "threshold_out_of_reach"),
        ({"threshold": HALF, "ballots": HEAVY[:2]}, "ballots_do_not_match"),
        ({"threshold": HALF, "ballots": (Ballot(weight=0), *HEAVY[1:])}, "weight_out_of_range"),
        ({"threshold": HALF, "nature": Nature.READ}, "vote_decides_nothing"),
        ({"threshold": HALF, "mode": Mode.ALL}, "vote_settings_without_vote"),
    ],
)
def test_a_vote_that_could_not_be_decided_is_not_published(more, code):
    made = flow(step("vote", *FOUR, **{"mode": Mode.VOTE, **more}))
    assert [(each.code, each.node) for each in findings(made)] == [(code, "vote")]


def test_a_weight_makes_a_threshold_reachable():
    made = step("vote", *FOUR, mode=Mode.VOTE, threshold=Threshold(count=6), ballots=HEAVY)
    assert findings(flow(made)) == []


def working() -> Office:
    return running(flow(step("do", "x", "y", mode=Mode.ALL, nature=Nature.WORK), step("last")))


def test_work_is_completed_by_each_and_decides_nothing():
    office = working()
    x, seat = office.members["x"], office.seat("x")
    for kind in (Agree, Disagree, MarkRead):
        office.refuses(kind(x, seat), "for_work_only")
    office.do(Complete(x, seat))
    assert office.turns == {"y"}
    office.withdraw()  # nobody has decided anything


def test_where_something_is_decided_there_is_no_work_to_report():
    office = running(flow(step("a")))
    office.refuses(Complete(office.members["a"], office.seat("a")), "no_work_here")
    office.refuses(Complete(office.members["a"], 99), "seat_gone")
