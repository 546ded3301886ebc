"""加签, 减签, 委派: who sits in whose place, who is asked when, and what it comes to."""

import itertools

import pytest

from andu.engine import (
    AddSigners,
    Agree,
    Complete,
    Consign,
    Disagree,
    MarkRead,
    Mode,
    Nature,
    Reassign,
    RemoveSigner,
    Return,
    ReturnWay,
    SeatState,
    SeatVoided,
    SignersAdded,
    Someone,
    TakeBack,
    Threshold,
    Transfer,
    Where,
)
from andu.engine.tests.flows import flow, fork, step, together
from andu.engine.tests.office import ME, Office, running

BEFORE, AFTER, BESIDE = Where.BEFORE, Where.AFTER, Where.BESIDE
STRAIGHT = ReturnWay.STRAIGHT
WAITING = SeatState.WAITING


def office_of_one(**more: object) -> Office:
    return running(flow(step("a", **more), step("last")))


def signing(**more: object) -> Office:
    return running(flow(together("sign", "x", "y", "z", **more), step("last")))


def test_before_me_they_sign_first_and_then_it_is_my_turn():
    office = office_of_one().add("a", BEFORE, "p", "q")
    assert office.turns == {"p", "q"}
    assert office.agree("p").turns == {"q"}
    assert office.agree("q").turns == {"a"}
    assert office.agree("a").turns == {"last"}


def test_who_is_put_before_me_and_disagrees_decides_as_i_would():
    assert office_of_one().add("a", BEFORE, "p").disagree("p").outcome == "refused"


def test_after_me_they_sign_when_i_have_agreed():
    office = office_of_one().add("a", AFTER, "p", "q", mode=Mode.IN_ORDER)
    assert office.turns == {"a"}
    assert office.agree("a").turns == {"p"}
    assert office.agree("p").turns == {"q"}
    assert office.agree("q").turns == {"last"}


def test_when_i_disagree_those_after_me_are_not_asked():
    office = office_of_one().add("a", AFTER, "p").disagree("a")
    assert office.outcome == "refused"
    assert [each.why.value for each in office.said(SeatVoided)] == ["spared"]


def test_beside_me_all_must_agree_or_any():
    office = office_of_one().add("a", BESIDE, "p", "q")
    assert office.turns == {"a", "p", "q"}
    assert office.agree("p", "a").turns == {"q"}
    assert office.agree("q").turns == {"last"}
    assert office_of_one().add("a", BESIDE, "p", mode=Mode.ANY).agree("p").turns == {"last"}


def test_in_order_beside_me_i_come_first():
    office = office_of_one().add("a", BESIDE, "p", mode=Mode.IN_ORDER)
    assert office.turns == {"a"}
    assert office.agree("a").turns == {"p"}


def test_any_of_those_before_me_spares_the_others_while_the_step_stands():
    office = signing().add("x", BEFORE, "p", "q", mode=Mode.ANY).agree("p")
    assert office.turns == {"x", "y", "z"}
    assert [each.why.value for each in office.said(SeatVoided)] == ["postponed", "spared"]


def test_added_signers_add_others_ten_deep_and_deeper_is_refused():
    office = office_of_one()
    names = ["a", *(f"n{number}" for number in range(60))]
    for one, other in itertools.pairwise(names[:11]):
        office.add(one, BEFORE, other)
    assert office.turns == {"n9"}
    office.agree(*reversed(names[:11]))
    assert office.turns == {"last"}
    office = office_of_one()
    for one, other in itertools.pairwise(names):
        command = AddSigners(
            office.members[one], office.seat(one), (Someone(office.members[other]),), BEFORE
        )
        if not hasattr(office.ask(command), "events"):
            break
        office.do(command)
    office.refuses(command, "too_deep")


def test_a_countersign_counts_a_place_once_however_many_sit_there():
    vote = step("vote", "x", "y", "z", mode=Mode.VOTE, threshold=Threshold(count=2))
    office = running(flow(vote, step("last"))).add("x", BESIDE, "p", "q")
    office.agree("x", "p", "q")
    assert office.turns == {"y", "z"}
    assert office.agree("y").turns == {"last"}


def test_whom_i_added_i_take_away_until_they_act():
    office = office_of_one().add("a", BEFORE, "p", "q")
    p, seat = office.members["p"], office.seat("p")
    office.refuses(RemoveSigner(office.members["q"], seat), "not_added_by_you")
    office.remove("a", "p")
    office.refuses(RemoveSigner(office.members["a"], seat), "seat_gone")
    office.refuses(Agree(p, seat), "seat_gone")
    office.agree("q")
    acted = office.seat("q", SeatState.CLOSED)
    office.refuses(RemoveSigner(office.members["a"], acted), "has_acted")
    assert office.turns == {"a"}


def test_taking_away_the_last_one_brings_my_turn_back():
    assert office_of_one().add("a", BEFORE, "p").remove("a", "p").turns == {"a"}
    assert office_of_one().add("a", AFTER, "p").agree("a").remove("a", "p").turns == {"last"}


def test_whom_they_have_added_goes_with_them_unless_one_has_acted():
    office = office_of_one().add("a", BEFORE, "p", "q").add("p", BEFORE, "r", "s")
    office.remove("a", "p", WAITING)
    assert office.turns == {"q"}
    office = office_of_one().add("a", BEFORE, "p", "q").add("p", BEFORE, "r", "s").agree("r")
    seat = office.seat("p", WAITING)
    office.refuses(RemoveSigner(office.members["a"], seat), "has_acted")


def test_whom_they_have_taken_away_already_stays_away():
    office = office_of_one().add("a", BEFORE, "p", "q").add("p", BEFORE, "r", "s")
    office.remove("p", "r").remove("a", "p", WAITING)
    assert office.turns == {"q"}


def test_who_was_there_by_rule_is_not_taken_away():
    office = signing()
    office.refuses(RemoveSigner(office.members["x"], office.seat("y")), "not_added_by_you")
    office.refuses(RemoveSigner(office.members["x"], 99), "seat_gone")


def test_a_helper_does_the_work_and_i_decide():
    office = office_of_one()
    a, h = office.members["a"], office.members["h"]
    office.do(Consign(a, office.seat("a"), Someone(h)))
    assert office.turns == {"h"}
    seat = office.seat("h")
    for command in (Agree(h, seat), Disagree(h, seat), MarkRead(h, seat), Return(h, seat)):
        office.refuses(command, "helps_only")
    office.withdraw().resubmit()
    office.do(Consign(a, office.seat("a"), Someone(h)))
    office.complete("h")
    assert office.turns == {"a"}
    office.take_back("h").complete("h").withdraw()  # a helper decides nothing
    assert office.turns == {ME}


def test_a_helper_hands_on_and_asks_for_help_and_those_help_too():
    office = office_of_one()
    a, h, k = (office.members[name] for name in ("a", "h", "k"))
    office.do(Consign(a, office.seat("a"), Someone(h)))
    office.do(Transfer(h, office.seat("h"), Someone(k)))
    office.refuses(Agree(k, office.seat("k")), "helps_only")
    office.add("k", BESIDE, "m")
    office.refuses(Agree(office.members["m"], office.seat("m")), "helps_only")
    assert office.complete("k", "m").turns == {"a"}
    office = office_of_one()
    office.do(Consign(a, office.seat("a"), Someone(h)))
    assert office.remove("a", "h").turns == {"a"}


@pytest.mark.parametrize(
    ("to", "code"),
    [((), "nobody_named"), (("p", "p"), "named_twice"), (("x",), "adds_oneself"),
     (("p", "y"), "sits_already")],
)  # fmt: skip
def test_who_cannot_be_added(to, code):
    office = signing()
    people = tuple(Someone(office.members[name]) for name in to)
    x, seat = office.members["x"], office.seat("x")
    office.refuses(AddSigners(x, seat, people, BESIDE), code)
    if len(people) == 1:
        office.refuses(Consign(x, seat, people[0]), code)


@pytest.mark.parametrize(
    ("more", "code"),
    [({"may_add": False}, "may_not_add"), ({"nature": Nature.READ}, "for_reading_only")],
)
def test_where_nobody_is_added(more, code):
    office = office_of_one(**more)
    new = Someone(office.members["p"])
    office.refuses(AddSigners(office.members["a"], office.seat("a"), (new,), AFTER), code)
    office.refuses(Consign(office.members["a"], office.seat("a"), new), code)


def test_the_initiators_own_step_and_strange_modes():
    office = office_of_one().withdraw()
    me, new = office.members[ME], Someone(77)
    office.refuses(AddSigners(me, office.seat(ME), (new,), AFTER), "own_step")
    office.resubmit()
    asked = AddSigners(office.members["a"], office.seat("a"), (new,), AFTER, Mode.VOTE)
    office.refuses(asked, "mode_not_here")


def test_taken_back_before_the_next_one_acts_and_not_afterwards():
    office = signing().add("x", BEFORE, "p", "q", mode=Mode.ANY).agree("p")
    assert office.take_back("p").turns == {"p", "q", "y", "z"}
    office.agree("q", "x")
    seat = office.seat("q", SeatState.CLOSED)
    office.refuses(TakeBack(office.members["q"], seat), "moved_on")
    assert office.take_back("x").turns == {"x", "y", "z"}


def test_my_agreement_with_others_after_me_is_taken_back_with_their_turn():
    office = office_of_one().add("a", AFTER, "p").agree("a").take_back("a")
    assert office.turns == {"a"}
    assert office.agree("a", "p").turns == {"last"}
    assert office.take_back("p").turns == {"p"}


def test_a_straight_return_comes_back_to_where_they_were_without_who_was_removed():
    office = running(flow(step("f"), together("sign", "x", "y"), step("last"))).agree("f")
    office.add("x", BEFORE, "p", "q", "r").agree("p").remove("x", "r")
    office.return_("q", "f", STRAIGHT).agree("f")
    assert office.turns == {"q", "y"}
    assert office.agree("q", "x", "y").turns == {"last"}


def test_a_return_out_of_added_signers_strikes_them_with_the_step():
    office = running(flow(step("f"), step("a"), step("last"))).agree("f").add("a", BESIDE, "p")
    office.agree("a").return_("p", "f").agree("f")
    assert office.turns == {"a"}
    assert office.agree("a").turns == {"last"}


def test_who_takes_an_added_place_may_be_removed_as_the_first():
    office = office_of_one().add("a", BESIDE, "p")
    office.do(Reassign(99, office.seat("p"), Someone(office.members["w"])))
    assert office.turns == {"a", "w"}
    assert office.remove("a", "w").agree("a").turns == {"last"}


def test_inside_a_branch_the_others_are_not_touched():
    office = running(flow(fork("both", (step("l"),), (step("r"),)), step("last")))
    office.add("l", BEFORE, "p").agree("p", "l")
    assert office.turns == {"r"}
    assert office.said(SignersAdded)[0].region == "both_1"


def test_work_is_shared_with_others_too():
    office = running(flow(step("do", nature=Nature.WORK), step("last"))).add("do", BESIDE, "p")
    office.refuses(Agree(office.members["p"], office.seat("p")), "for_work_only")
    assert office.complete("p", "do").turns == {"last"}
    office.refuses(Complete(office.members["p"], 3), "seat_closed")
