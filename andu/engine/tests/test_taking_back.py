"""撤回 by the initiator, 拿回 by a handler."""

from andu.engine import (
    Mode,
    Nature,
    OnDisagree,
    ReturnWay,
    SeatState,
    TakeBack,
    Withdraw,
    Withdrawal,
)
from andu.engine.tests.flows import flow, nested, parallel, step, together
from andu.engine.tests.office import ME, running


def test_withdrawn_while_nobody_has_decided():
    office = running(flow(step("a"), step("b"))).withdraw()
    assert office.turns == {ME}
    assert office.struck() == ["a"]
    assert office.resubmit().turns == {"a"}


def test_not_after_the_first_decision():
    office = running(flow(step("a"), step("b"))).agree("a")
    office.refuses(Withdraw(office.members[ME]), "already_decided")


def test_also_one_countersigner_is_a_decision():
    office = running(flow(together("sign", "x", "y"))).agree("x")
    office.refuses(Withdraw(office.members[ME]), "already_decided")


def test_reading_is_no_decision():
    office = running(flow(step("r", nature=Nature.READ), step("b"))).read("r")
    assert office.withdraw().turns == {ME}


def test_until_the_end_or_never_where_the_flow_says_so():
    late = flow(step("a"), step("b"), withdrawal=Withdrawal.UNTIL_END)
    assert running(late).agree("a").withdraw().turns == {ME}
    never = running(flow(step("a"), withdrawal=Withdrawal.NEVER))
    never.refuses(Withdraw(never.members[ME]), "withdrawal_never")


def test_only_the_initiator_and_not_twice():
    office = running(flow(step("a")))
    office.refuses(Withdraw(office.members["a"]), "not_initiator")
    office.withdraw().refuses(Withdraw(office.members[ME]), "already_with_initiator")


def test_taken_back_while_the_next_has_not_acted():
    office = running(flow(step("a"), step("b"))).agree("a").take_back("a")
    assert office.turns == {"a"}
    assert office.struck() == ["b"]
    assert office.agree("a").turns == {"b"}


def test_not_once_the_next_has_acted():
    office = running(flow(step("a"), step("b"), step("c"))).agree("a", "b")
    seat = office.seat("a", SeatState.CLOSED)
    office.refuses(TakeBack(office.members["a"], seat), "moved_on")


def test_a_countersigner_takes_back_alone():
    office = running(flow(together("sign", "x", "y", "z"), step("b"))).agree("x", "y")
    assert office.take_back("x").turns == {"x", "z"}
    office.agree("z", "x")
    assert office.turns == {"b"}
    assert office.take_back("y").turns == {"y"}
    assert office.agree("y").turns == {"b"}


def test_in_order_the_next_waits_again():
    office = running(flow(step("sign", "x", "y", "z", mode=Mode.IN_ORDER))).agree("x")
    assert office.take_back("x").turns == {"x"}
    assert office.agree("x").turns == {"y"}
    office.agree("y")
    seat = office.seat("x", SeatState.CLOSED)
    office.refuses(TakeBack(office.members["x"], seat), "moved_on")


def test_in_order_an_earlier_one_keeps_his_turn():
    sign = step(
        "sign", "x", "y", mode=Mode.IN_ORDER, hear_all=True, on_disagree=OnDisagree.RETURN,
        return_way=ReturnWay.STRAIGHT,
    )  # fmt: skip
    office = running(flow(sign)).disagree("x").agree("y").resubmit()
    assert office.turns == {"x"}
    assert office.take_back("y").turns == {"x"}
    assert office.agree("x").turns == {"y"}
    assert office.agree("y").outcome == "passed"


def test_of_any_the_others_are_asked_again():
    office = running(flow(step("sign", "x", "y", mode=Mode.ANY), step("b"))).agree("x")
    assert office.take_back("x").turns == {"x", "y"}


def test_into_the_fork_it_opened():
    office = running(parallel()).agree("check").take_back("check")
    assert office.turns == {"check"}
    assert set(office.struck()) == {"both", "law", "money"}
    office.agree("check", "anna")
    seat = office.seat("check", SeatState.CLOSED)
    office.refuses(TakeBack(office.members["check"], seat), "moved_on")


def test_not_out_of_a_fork_in_which_one_branch_has_moved_on():
    office = running(parallel()).agree("check", "law")
    seat = office.seat("check", SeatState.CLOSED)
    office.refuses(TakeBack(office.members["check"], seat), "moved_on")


def test_out_of_the_join_it_closed():
    office = running(parallel()).agree("check", "anna", "bert", "carl", "law", "counsel")
    assert office.turns == {"director"}
    office.take_back("counsel")
    assert office.standing == ["both", "counsel"]
    assert office.turns == {"counsel"}
    assert office.agree("counsel").turns == {"director"}


def test_out_of_two_joins_at_once():
    office = running(nested()).agree("first", "a", "d", "b", "c")
    assert office.turns == {"last"}
    assert office.take_back("c").turns == {"c"}
    office.agree("c", "last")
    assert office.outcome == "passed"


def test_after_a_straight_return():
    office = running(flow(step("a"), step("b"))).agree("a")
    office.return_("b", "a", ReturnWay.STRAIGHT).agree("a")
    assert office.turns == {"b"}
    assert office.take_back("a").turns == {"a"}
    assert office.agree("a").turns == {"b"}
    assert office.agree("b").outcome == "passed"


def test_what_cannot_be_taken_back():
    office = running(flow(step("a"), take_back=False), x=1)
    office.refuses(TakeBack(office.members["a"], 1), "take_back_never")
    office = running(flow(step("a"), step("b")))
    office.refuses(TakeBack(office.members[ME], 1), "use_withdraw")
    office.refuses(TakeBack(office.members["a"], 77), "nothing_to_take_back")
    office.agree("a")
    office.refuses(TakeBack(office.members["b"], 2), "not_your_seat")
