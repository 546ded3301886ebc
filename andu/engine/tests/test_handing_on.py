"""转办 and 改派 where they meet 会签, 或签, 依次, forks, returns, and taking back."""

from andu.engine import (
    Agree,
    Mode,
    Reassign,
    Return,
    ReturnWay,
    SeatOpened,
    SeatPlaced,
    SeatState,
    Someone,
    TakeBack,
    Transfer,
    TransferRange,
)
from andu.engine.tests.flows import flow, parallel, step, together
from andu.engine.tests.office import ME, Office, running


def to(office: Office, name: str) -> Someone:
    return Someone(office.members[name])


def transfer(office: Office, one: str, other: str) -> int:
    seat = office.seat(one)
    office.do(Transfer(office.members[one], seat, to(office, other)))
    return seat


def reassign(office: Office, one: str, other: str, state: SeatState = SeatState.OPEN) -> None:
    office.do(Reassign(99, office.seat(one, state), to(office, other)))


def refuses(office: Office, one: str, other: str, code: str) -> None:
    command = Transfer(office.members[one], office.seat(one), to(office, other))
    office.refuses(command, code)


def test_one_persons_step():
    office = running(flow(step("a"), step("b")))
    transfer(office, "a", "x")
    assert office.turns == {"x"}
    assert office.agree("x").turns == {"b"}


def test_in_a_countersign_the_place_is_kept_and_the_others_stay():
    office = running(flow(together("sign", "x", "y", "z"))).agree("x")
    transfer(office, "y", "w")
    assert office.turns == {"w", "z"}
    assert [s.who.member for s in office.position.inner.members] == [
        office.members[name] for name in "xwz"
    ]
    assert office.agree("z", "w").outcome == "passed"


def test_of_any_the_receiver_may_decide():
    office = running(flow(step("sign", "x", "y", mode=Mode.ANY), step("b")))
    transfer(office, "x", "w")
    assert office.turns == {"w", "y"}
    assert office.agree("w").turns == {"b"}


def test_in_order_the_receiver_has_the_place_and_the_next_still_waits():
    office = running(flow(step("sign", "x", "y", "z", mode=Mode.IN_ORDER))).agree("x")
    transfer(office, "y", "w")
    assert office.turns == {"w"}
    assert office.agree("w").turns == {"z"}


def test_in_one_branch_the_others_do_not_notice():
    office = running(parallel()).agree("check")
    transfer(office, "law", "w")
    assert office.turns == {"w", "anna", "bert", "carl"}
    assert office.agree("w").turns == {"counsel", "anna", "bert", "carl"}


def test_to_whom_not():
    office = running(flow(together("sign", "x", "y", "z"))).agree("x")
    refuses(office, "y", "y", "to_oneself")
    refuses(office, "y", "x", "sits_already")  # has agreed
    refuses(office, "y", "z", "sits_already")  # has yet to
    waiting = running(flow(step("sign", "x", "y", mode=Mode.IN_ORDER)))
    refuses(waiting, "x", "y", "sits_already")  # waits


def test_what_cannot_be_handed_on():
    office = running(flow(step("a", transfer=TransferRange.NOBODY)))
    refuses(office, "a", "x", "may_not_transfer")
    office = running(flow(step("a"))).withdraw()
    refuses(office, ME, "x", "own_step")
    office.refuses(Reassign(99, office.seat(ME), to(office, "x")), "own_step")
    office = running(flow(step("a"), step("b"))).agree("a")
    gone = office.seat("a", SeatState.CLOSED)
    office.refuses(Transfer(office.members["a"], gone, to(office, "x")), "seat_closed")
    office.refuses(Reassign(99, gone, to(office, "x")), "seat_gone")
    office.refuses(Transfer(1, 77, to(office, "x")), "seat_gone")


def test_it_can_be_taken_back_until_the_receiver_acts():
    office = running(flow(together("sign", "x", "y"), step("b")))
    seat = transfer(office, "x", "w")
    office.refuses(Agree(office.members["x"], seat), "handed_on")
    office.refuses(TakeBack(office.members["y"], seat), "not_your_seat")
    office.do(TakeBack(office.members["x"], seat))
    assert office.turns == {"x", "y"}
    seat = transfer(office, "x", "w")
    office.agree("w")
    office.refuses(TakeBack(office.members["x"], seat), "moved_on")
    assert office.take_back("w").turns == {"w", "y"}


def test_handed_on_twice_the_last_giver_may_take_it_back():
    office = running(flow(step("a"), step("b")))
    first = transfer(office, "a", "x")
    second = transfer(office, "x", "y")
    office.refuses(TakeBack(office.members["a"], first), "nothing_to_take_back")
    office.do(TakeBack(office.members["x"], second))
    assert office.turns == {"x"}
    transfer(office, "x", "a")  # and back to where it came from
    assert office.agree("a").turns == {"b"}


def test_handing_on_is_no_decision():
    office = running(flow(step("a"), step("b"), step("c")))
    transfer(office, "a", "x")
    assert office.withdraw().turns == {ME}  # nobody has decided yet
    office.resubmit().agree("a")
    transfer(office, "b", "x")
    assert office.take_back("a").turns == {"a"}


def test_returned_straight_it_comes_back_to_the_receiver():
    office = running(flow(step("a"), together("sign", "x", "y"))).agree("a")
    transfer(office, "x", "w")
    office.return_("w", way=ReturnWay.STRAIGHT)
    assert office.resubmit().turns == {"w", "y"}


def test_returned_to_walk_again_the_step_asks_its_own_people():
    office = running(flow(step("a"), together("sign", "x", "y"))).agree("a")
    transfer(office, "x", "w")
    office.return_("w", way=ReturnWay.REWALK)
    assert office.resubmit().agree("a").turns == {"x", "y"}


def test_an_open_seat_is_given_to_somebody_else():
    office = running(flow(together("sign", "x", "y"))).agree("y")
    office.refuses(Reassign(99, office.seat("x"), to(office, "x")), "to_same_person")
    office.refuses(Reassign(99, office.seat("x"), to(office, "y")), "sits_already")
    reassign(office, "x", "w")
    assert office.turns == {"w"}
    assert office.agree("w").outcome == "passed"


def test_a_waiting_seat_is_given_to_somebody_else_and_waits():
    office = running(flow(step("sign", "x", "y", "z", mode=Mode.IN_ORDER)))
    reassign(office, "y", "w", SeatState.WAITING)
    assert office.turns == {"x"}
    assert isinstance(office.history[-1], SeatPlaced)
    assert office.agree("x").turns == {"w"}
    assert office.agree("w").turns == {"z"}


def test_what_was_handed_on_and_reassigned_is_not_taken_back():
    office = running(flow(step("a")))
    seat = transfer(office, "a", "x")
    reassign(office, "x", "y")
    office.refuses(TakeBack(office.members["a"], seat), "nothing_to_take_back")
    assert office.turns == {"y"}


def test_a_position_put_aside_has_no_seat_to_reassign_until_it_is_back():
    office = running(flow(step("a"), together("sign", "x", "y"))).agree("a")
    seat = office.seat("y")
    office.return_("x", "a", ReturnWay.STRAIGHT)
    office.refuses(Reassign(99, seat, to(office, "w")), "seat_gone")
    office.agree("a")
    reassign(office, "y", "w")
    assert office.turns == {"x", "w"}


def test_held_again_by_an_earlier_one_the_receiver_keeps_the_place():
    office = running(flow(step("sign", "x", "y", mode=Mode.IN_ORDER))).agree("x")
    seat = transfer(office, "y", "w")
    office.take_back("x")
    assert office.turns == {"x"}
    office.refuses(TakeBack(office.members["y"], seat), "nothing_to_take_back")
    assert office.agree("x").turns == {"w"}


def test_on_behalf_of_somebody_absent_is_another_turn():
    office = running(flow(together("sign", "x", "y")))
    proxy = Someone(office.members["y"], None, office.members["absent"])
    office.do(Transfer(office.members["x"], office.seat("x"), proxy))
    assert office.said(SeatOpened)[-1].who == proxy
    assert office.turns == {"y"}


def test_the_receiver_returns_and_may_be_refused_like_anybody():
    office = running(flow(step("a"), step("b", may_return=False))).agree("a")
    transfer(office, "b", "x")
    office.refuses(Return(office.members["x"], office.seat("x")), "may_not_return")
