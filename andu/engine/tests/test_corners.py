"""Corners that no ordinary run turns: unsound flows, events nobody wrote, groups inside groups."""

from dataclasses import replace

import pytest

from andu.engine import (
    NOTHING,
    Agree,
    ForkKind,
    Gate,
    Group,
    How,
    Left,
    Mode,
    OnDisagree,
    Position,
    Reassign,
    Restored,
    Ruling,
    Seat,
    SeatClosed,
    SeatOpened,
    SeatState,
    SideOpened,
    Someone,
    Start,
    Transfer,
    Vote,
    evolve,
    findings,
    seats_in,
    verdict,
)  # fmt: skip
from andu.engine.configuration import at, put
from andu.engine.tests.flows import (
    END,
    OVER_5000,
    by_amount,
    choosing,
    drawn,
    flag,
    flow,
    fork,
    nested,
    step,
)
from andu.engine.tests.office import Office, running
from andu.engine.verdicts import awaited, ruling


def test_an_unsound_flow_without_a_way_on_refuses_the_act():
    definition = drawn(("a", "end", flag("x")), nodes=(step("a"),), entry="a")
    office = running(definition, x=False)
    office.refuses(Agree(office.members["a"], office.seat("a")), "no_way_on")


def test_an_unsound_loop_of_gates_refuses_the_act():
    gates = (Gate(key="g"), Gate(key="h"))
    definition = drawn(("g", "h", None), ("h", "g", None), nodes=gates, entry="g")
    Office(definition).refuses(Start(Someone(1)), "endless")


def test_an_unsound_fork_of_which_no_branch_is_chosen_refuses_the_act():
    made = fork("pick", (step("x"),), (step("y"),))
    asking = tuple(replace(branch, condition=flag("f")) for branch in made.branches)
    node = replace(made, branches=asking, kind=ForkKind.INCLUSIVE)
    Office(flow(node), {"f": False}).refuses(Start(Someone(1)), "no_way_on")


def test_a_disagreement_returns_to_the_initiator_where_its_step_was_left_out():
    strict = step("last", on_disagree=OnDisagree.RETURN, disagree_to="director")
    made = by_amount()
    nodes = (*made.root.nodes[:3], strict, END)
    edges = [
        replace(e, **{k: "last" for k in ("source", "target") if getattr(e, k) == "finance"})
        for e in made.root.edges
    ]
    definition = replace(made, root=replace(made.root, nodes=nodes, edges=tuple(edges)))
    assert findings(definition) == []
    office = running(definition, amount=1).agree("head").disagree("last")
    assert office.standing == ["draft"]


def test_a_seat_that_was_handed_on_is_not_reassigned():
    office = running(flow(step("a")))
    seat = office.seat("a")
    office.do(Transfer(office.members["a"], seat, Someone(7)))
    office.refuses(Reassign(99, seat, Someone(8)), "handed_on")


def test_a_region_that_is_not_entered_stands_nowhere():
    office = running(nested()).agree("first")
    assert at(office.configuration, "elsewhere") is None
    with pytest.raises(ValueError, match="elsewhere"):
        put(NOTHING, "elsewhere", None)
    with pytest.raises(ValueError, match="root"):
        evolve(NOTHING, Left(1, "a", "root"))


WHERE = (3, "outer", "root")


@pytest.mark.parametrize(
    "event",
    [
        Left(2, "first", "root"),
        Left(2, "first", "elsewhere"),
        Restored(77, "x", "root"),
        SeatOpened(99, *WHERE, Someone(1)),
        SeatClosed(1, *WHERE, Someone(1), How.AGREED, Vote.FOR),
        SideOpened(99, "outer", "root", "side"),
    ],
)
def test_an_event_that_nobody_can_have_written_is_refused(event):
    office = running(nested()).agree("first")
    with pytest.raises(ValueError, match=r".+"):
        evolve(office.configuration, event)


def seat(number: int, vote: Vote = Vote.NONE) -> Seat:
    state = SeatState.OPEN if vote is Vote.NONE else SeatState.CLOSED
    return Seat(number, Someone(number), state, vote=vote)


def test_groups_inside_groups_decide_as_one_place():
    helpers = Group(Mode.ALL, (seat(2, Vote.FOR), seat(3)))
    group = Group(Mode.IN_ORDER, (helpers, seat(4)))
    assert [each.id for each in seats_in(group)] == [2, 3, 4]
    assert verdict(group) is Ruling.OPEN
    assert awaited(group) == (3,)
    assert ruling(Group(Mode.ALL)) is None
    assert verdict(Group(Mode.ALL, (Group(Mode.ANY), seat(5, Vote.AGAINST)))) is Ruling.FAIL
    state = replace(NOTHING, root="root", position=Position("root", "a", 1, 1, group))
    said = SeatClosed(3, 1, "a", "root", Someone(3), How.AGREED, Vote.FOR)
    assert awaited(evolve(state, said).position.inner) == (4,)


def test_a_definition_tells_its_conditions_and_steps():
    assert by_amount().conditions == (("split", OVER_5000),)
    assert [key for key, _ in choosing().conditions] == ["law", "money"]
    assert by_amount().step("head").key == "head"
    with pytest.raises(KeyError):
        by_amount().step("split")
