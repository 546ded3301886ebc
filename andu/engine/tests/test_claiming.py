"""抢办 and its release; another order for those who are still to come."""

import pytest

from andu.engine import (
    Agree,
    Claim,
    Consign,
    Mode,
    Reassign,
    Release,
    Reorder,
    ReturnWay,
    SeatState,
    Someone,
    Transfer,
)
from andu.engine.tests.flows import flow, step, together
from andu.engine.tests.office import ME, Office, running

WAITING = SeatState.WAITING


def pool() -> Office:
    return running(flow(step("do", "x", "y", "z"), step("last")))


def claimed(name: str = "x") -> Office:
    office = pool()
    office.do(Claim(office.members[name], office.seat(name)))
    return office


def test_who_claims_has_it_alone_and_the_others_wait():
    office = claimed()
    assert office.turns == {"x"}
    y = office.members["y"]
    office.refuses(Agree(y, office.seat("y", WAITING)), "seat_waiting")
    office.refuses(Claim(y, office.seat("y", WAITING)), "seat_waiting")
    office.refuses(Claim(office.members["x"], office.seat("x")), "claimed_already")
    assert office.agree("x").turns == {"last"}


def test_given_up_it_is_everybodys_again():
    office = claimed()
    office.do(Release(office.members["x"], office.seat("x")))
    assert office.turns == {"x", "y", "z"}
    office.refuses(Release(office.members["x"], office.seat("x")), "nothing_to_release")
    assert office.agree("z").turns == {"last"}


def test_the_claim_stays_with_the_place():
    office = claimed()
    office.do(Transfer(office.members["x"], office.seat("x"), Someone(office.members["w"])))
    assert office.turns == {"w"}
    office.do(Reassign(99, office.seat("w"), Someone(office.members["v"])))
    office.do(Consign(office.members["v"], office.seat("v"), Someone(office.members["h"])))
    assert office.complete("h").turns == {"v"}
    assert office.agree("v").take_back("v").turns == {"v"}


def test_after_a_straight_return_it_comes_back_to_who_had_claimed_it():
    office = claimed("y").return_("y", way=ReturnWay.STRAIGHT).resubmit()
    assert office.turns == {"y"}
    office.do(Release(office.members["y"], office.seat("y")))
    assert office.turns == {"x", "y", "z"}


def test_where_nothing_is_to_be_claimed():
    office = running(flow(together("sign", "x", "y"), step("last")))
    office.refuses(Claim(office.members["x"], office.seat("x")), "nothing_to_claim")
    office = running(flow(step("a")))
    office.refuses(Claim(office.members["a"], office.seat("a")), "nothing_to_claim")
    office.refuses(Release(office.members["a"], office.seat("a")), "nothing_to_release")
    office.withdraw()
    office.refuses(Claim(office.members[ME], office.seat(ME)), "own_step")


def test_those_to_come_come_in_another_order():
    office = running(flow(step("sign", "x", "y", "z", "w", mode=Mode.IN_ORDER)))
    y, z, w = (office.seat(name, WAITING) for name in ("y", "z", "w"))
    office.do(Reorder(99, (w, y, z)))
    assert office.agree("x").turns == {"w"}
    office.do(Reorder(99, (z, y)))
    assert office.agree("w").turns == {"z"}
    assert office.agree("z", "y").outcome == "passed"


@pytest.mark.parametrize(("order", "code"), [((2, 3), "same_order"), ((3,), "not_to_come"),
                                             ((3, 3), "not_to_come"), ((), "not_to_come"),
                                             ((1, 2, 3), "not_to_come")])  # fmt: skip
def test_an_order_names_everybody_to_come_once(order, code):
    office = running(flow(step("sign", "x", "y", "z", mode=Mode.IN_ORDER)))
    first = office.seat("x")
    seats = tuple(first + number - 1 for number in order)
    office.refuses(Reorder(99, seats), code)
