"""What the comparison with the model has found: each a story of its own."""

import itertools
from dataclasses import replace

import pytest

from andu.engine import (
    Agree,
    Definition,
    Edge,
    Gate,
    Mode,
    Nobody,
    OnDisagree,
    Otherwise,
    Reassign,
    Region,
    Restored,
    Return,
    ReturnWay,
    SeatState,
    Someone,
    Start,
    TakeBack,
    Transfer,
    Withdraw,
    predict,
)
from andu.engine.tests.flows import choosing, flag, flow, fork, parallel, step, together
from andu.engine.tests.office import ME, Office, running

STRAIGHT, REWALK = ReturnWay.STRAIGHT, ReturnWay.REWALK


def looped(*nodes, back: tuple[str, str]) -> Definition:
    """The nodes in a row, and a way back while "again" is ticked."""
    nodes = (*nodes, Gate(key="end"))
    pairs = itertools.pairwise(nodes)
    edges = [Edge(source=one.key, target=other.key) for one, other in pairs]
    edges.append(Edge(source=back[0], target=back[1], condition=flag("again")))
    region = Region(
        key="root", entry=nodes[0].key, exit="end", nodes=tuple(nodes), edges=tuple(edges)
    )
    return Definition(key="looped", root=region)


def cannot_take_back(office: Office, name: str, code: str = "moved_on") -> None:
    seat = office.seat(name, SeatState.CLOSED)
    office.refuses(TakeBack(office.members[name], seat), code)


def test_a_person_named_twice_by_the_same_rule_sits_once():
    office = running(flow(together("sign", "x", "y", "x")))
    assert len(office.position.inner.members) == 2
    assert office.agree("x", "y").outcome == "passed"


@pytest.mark.parametrize("first", ["x", "y"])
def test_one_persons_step_hears_nobody_after_whoever_acted_first(first):
    both = flow(step("a", "x", "y", hear_all=True), step("b"))
    assert running(both).agree(first).turns == {"b"}
    assert running(both).disagree(first).outcome == "refused"


def test_in_order_not_once_the_next_has_acted_also_when_the_step_has_passed():
    office = running(flow(step("sign", "x", "y", mode=Mode.IN_ORDER), step("b"))).agree("x", "y")
    cannot_take_back(office, "x")
    assert office.take_back("y").turns == {"y"}


def test_of_any_a_disagreement_is_not_taken_back_once_another_has_agreed():
    office = running(flow(step("sign", "x", "y", "z", mode=Mode.ANY), step("b")))
    office.disagree("x").agree("y")
    cannot_take_back(office, "x")
    assert office.take_back("y").turns == {"y", "z"}
    assert office.take_back("x").turns == {"x", "y", "z"}


def test_of_any_that_hears_all_every_opinion_can_be_taken_back():
    office = running(flow(step("sign", "x", "y", mode=Mode.ANY, hear_all=True), step("b")))
    assert office.disagree("x").agree("y").take_back("x").turns == {"x"}


def test_a_branch_that_is_done_is_taken_back_while_the_others_are_under_way():
    office = running(parallel()).agree("check", "law", "counsel", "anna")
    assert office.take_back("counsel").turns == {"counsel", "bert", "carl"}
    assert office.agree("counsel", "bert", "carl").turns == {"director"}


def test_out_of_a_join_that_another_branch_has_closed():
    office = running(parallel()).agree("check", "law", "counsel", "anna", "bert", "carl")
    cannot_take_back(office, "law")
    assert office.take_back("counsel").turns == {"counsel"}
    assert office.agree("counsel").turns == {"director"}


def test_past_a_fork_in_which_nobody_had_to_act():
    idle = fork("maybe", (Gate(key="g"),), (step("x"),))
    always, asking = idle.branches
    branches = (always, replace(asking, condition=flag("dear")))
    office = running(flow(step("a"), replace(choosing().root.nodes[1], key="maybe",
                     branches=branches), step("b"))).agree("a")  # fmt: skip
    assert office.turns == {"b"}
    assert office.take_back("a").turns == {"a"}
    assert office.struck() == ["maybe", "b"]
    assert office.agree("a").turns == {"b"}


def test_not_while_somebody_has_acted_in_a_step_that_was_returned_to():
    branch = (step("p", "p", "q", mode=Mode.ALL), step("r"))
    office = running(flow(step("a"), fork("both", branch, (step("s"),)))).agree("a", "p", "q")
    office.return_("r", "p").agree("p")
    cannot_take_back(office, "a")


def test_what_came_back_is_put_aside_as_it_is_now():
    office = running(flow(step("a"), step("b"))).agree("a")
    office.return_("b", "a", STRAIGHT).agree("a")
    office.do(Reassign(99, office.seat("b"), Someone(office.members["c"])))
    office.take_back("a")
    assert office.said(Restored)[-1].aside
    assert office.agree("a").turns == {"c"}
    assert office.agree("c").outcome == "passed"


def test_a_turn_handed_on_is_gone_once_others_have_decided():
    office = running(flow(step("a", "x", "y"), step("b")))
    seat = office.seat("x")
    office.do(Transfer(office.members["x"], seat, Someone(office.members["w"])))
    office.refuses(Agree(office.members["x"], seat), "handed_on")
    office.agree("y").refuses(Agree(office.members["x"], seat), "seat_gone")


def test_what_is_put_aside_is_not_taken_back():
    office = running(parallel()).agree("check", "law").return_("bert", way=STRAIGHT)
    cannot_take_back(office, "law")


def test_an_agreement_put_aside_keeps_the_initiator_from_withdrawing():
    office = running(flow(step("a"), together("sign", "x", "y"))).agree("a", "x")
    office.return_("y", "a", STRAIGHT)
    office.refuses(Withdraw(office.members[ME]), "already_decided")


def test_a_disagreement_put_aside_will_be_asked_again_and_does_not():
    strict = step(
        "b", on_disagree=OnDisagree.RETURN, disagree_to="a", return_way=STRAIGHT
    )  # fmt: skip
    office = running(flow(step("a"), strict)).agree("a").disagree("b")
    assert office.turns == {"a"}
    assert office.withdraw().turns == {ME}


def test_in_a_new_round_a_branch_is_not_returned_to_where_only_the_old_round_was():
    definition = looped(
        fork("both", (step("p"), step("q")), (step("s"),)), step("b"), back=("b", "both")
    )
    office = running(definition, again=True).agree("p", "q", "s", "b")
    assert office.turns == {"p", "s"}
    back = Return(office.members["p"], office.seat("p"), "q")
    office.refuses(back, "not_yet_visited")
    assert office.agree("p").return_("q", "p").turns == {"p", "s"}


def test_a_rewalk_strikes_what_came_later_along_the_way_not_what_was_repeated_before():
    both = fork("both", (step("p"),), (step("q"),))
    office = running(flow(both, step("n"), step("m"))).agree("p", "q")
    office.return_("n", "both", STRAIGHT).agree("p", "q", "n")
    office.return_("m", "n")
    assert {each.node for each in office.configuration.past} == {"draft", "both", "p", "q"}


def test_a_rewalk_strikes_what_had_passed_inside_what_stands():
    both = fork("both", (step("p"), step("r")), (step("q"),))
    office = running(flow(both, step("n"), step("m"))).agree("p", "r", "q", "n")
    office.return_("m", "both", STRAIGHT).agree("p").return_("q", "n", REWALK)
    assert office.turns == {"n"}
    assert {each.node for each in office.configuration.past} == {"draft"}


def test_a_branch_that_goes_in_circles_does_not_hide_the_others_from_the_start():
    circle = looped(step("p"), back=("p", "p")).root
    strict = step("s", nobody=Nobody(Otherwise.REFUSE))
    made = fork("both", (step("x"),), (step("t"), strict))
    made = replace(made, branches=(replace(circle, key="circle"), made.branches[1]))
    office = Office(flow(made), {"again": True})
    office.people = {"s": ()}
    office.refuses(Start(Someone(1)), "nobody_found")


def test_what_comes_after_a_step_that_cannot_pass_any_more_is_not_predicted():
    office = running(flow(together("sign", "x", "y", hear_all=True), step("b"))).disagree("x")
    ahead = predict(office.definition, office.configuration)
    assert (ahead.steps, ahead.complete) == ((), False)
