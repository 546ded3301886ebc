"""Stories of alarms that interrupt nothing: a way begins beside what stands there too long."""

from dataclasses import replace

import pytest

from andu.engine import (
    Alarm,
    Definition,
    Edge,
    Expire,
    Fork,
    ForkKind,
    Gate,
    Jump,
    Region,
    Report,
    Return,
    ReturnWay,
    Revive,
    SideOpened,
    Suspend,
    Terminate,
    Wait,
    findings,
    positions_in,
    predict,
)
from andu.engine.nodes import Automatic, Ending
from andu.engine.tasks import Push
from andu.engine.tests.flows import row, step
from andu.engine.tests.office import Office, running

BELL = Alarm(key="bell", of="b", when=Wait(minutes=60), opens="side")


def frame(*side, nodes=(), bell=BELL) -> Fork:
    """a, then b, then c; when b takes too long the side way begins beside it."""
    main = row("main", *(nodes or (step("a"), step("b"), step("c"))))
    main = replace(main, nodes=(*main.nodes, bell))
    return Fork(key="whole", kind=ForkKind.ALONGSIDE,
                branches=(main, row("side", *(side or (step("x"), step("y"))))))  # fmt: skip


def whole(fork: Fork) -> Definition:
    root = Region(key="root", entry="whole", exit="whole", nodes=(fork,))
    return Definition(key="flow", root=root)


def ring(office: Office, of: str = "b") -> Expire:
    live = positions_in(office.configuration.position)
    return Expire(next(each.visit for each in live if each.node == of), "bell")


def late(*side, **more) -> Office:
    """b has been standing for too long."""
    office = running(whole(frame(*side, **more))).agree("a")
    office.do(ring(office))
    return office


def test_what_stands_there_stands_on_and_the_side_way_begins():
    office = late()
    assert office.turns == {"b", "x"}
    assert office.said(SideOpened) == [SideOpened(2, "whole", "root", "side")]


def test_all_is_over_when_both_are_done():
    assert late().agree("b", "c", "x", "y").outcome == "passed"
    office = late().agree("x", "y", "b")
    assert office.turns == {"c"}
    assert office.agree("c").outcome == "passed"


def test_nobody_waits_for_a_way_that_did_not_begin():
    assert running(whole(frame())).agree("a", "b", "c").outcome == "passed"


def test_it_rings_once_while_the_side_way_is_under_way():
    office = late()
    office.refuses(ring(office), "side_under_way")
    office.agree("x", "y").do(ring(office))
    assert office.turns == {"b", "x"}


def test_who_was_faster_is_not_disturbed():
    office = running(whole(frame())).agree("a")
    up = ring(office)
    office.agree("b").refuses(up, "visit_gone")


def test_it_does_not_ring_while_the_matter_is_suspended():
    office = running(whole(frame())).agree("a")
    office.do(Suspend(1))
    office.refuses(ring(office), "suspended")


def test_within_the_side_way_people_return_but_not_across():
    office = late().agree("x")
    office.refuses(Return(office.members["y"], office.seat("y"), "a"), "into_branch")
    office.return_("y", "x", ReturnWay.REWALK)
    assert office.turns == {"b", "x"}
    office.return_("b", "a", ReturnWay.REWALK)
    assert office.turns == {"a", "x"}


def test_withdrawn_there_is_no_side_way_either():
    office = running(replace(whole(frame()), withdrawal="until_end")).agree("a")
    office.do(ring(office))
    office.withdraw()
    assert office.turns == {"me"}
    assert office.resubmit().turns == {"a"}


def test_a_straight_return_puts_the_side_way_aside_as_well():
    office = late().agree("x")
    office.return_("b", "", ReturnWay.STRAIGHT)
    assert office.turns == {"me"}
    assert office.resubmit().turns == {"b", "y"}


def test_only_a_machine_may_be_beside():
    office = late(Automatic(key="tell", task=Push(to="erp")))
    assert office.turns == {"b"}
    office.agree("b", "c")
    assert office.outcome is None
    (visit,) = [p.visit for p in positions_in(office.configuration.position) if p.node == "tell"]
    office.do(Report(visit))
    assert office.outcome == "passed"


def test_an_end_in_the_side_way_ends_all():
    office = late(step("x"), Gate(key="stop", ends=Ending.REFUSED)).agree("x")
    assert office.outcome == "refused"


def test_an_administrator_jumps_within_but_not_into_a_way_that_has_not_begun():
    office = running(whole(frame())).agree("a")
    office.refuses(Jump(9, "y"), "into_branch")
    office.do(ring(office))
    office.do(Jump(9, "y"))
    assert office.turns == {"b", "y"}


@pytest.mark.parametrize("was_over", [True, False])
def test_revived_it_goes_on_in_the_middle_of_its_way(was_over):
    office = late()
    if was_over:
        office.agree("x", "y", "b", "c")
    else:
        office.do(Terminate(1))
    office.refuses(Revive(9, "x"), "into_branch")
    office.do(Revive(9, "b"))
    assert office.turns == {"b"}
    office.do(ring(office))
    assert office.agree("b", "x", "c", "y").outcome == "passed"


def test_side_ways_are_not_foreseen():
    office = running(whole(frame()))
    told = predict(office.definition, office.configuration)
    assert [each.step for each in told.steps] == ["b", "c"] or told.needs.people


def test_in_a_sub_process_the_way_is_inside_it():
    inner = Region(key="body", entry="whole", exit="whole", nodes=(frame(),))
    sub = Fork(key="sub", kind=ForkKind.SUB, branches=(inner,))
    definition = Definition(key="flow", root=row("root", sub, step("after"), Gate(key="end")))
    assert findings(definition) == []
    office = running(definition).agree("a")
    office.do(ring(office))
    assert office.agree("b", "c").turns == {"x"}
    assert office.agree("x", "y").turns == {"after"}


class TestDefinitions:
    def test_the_flow_above_is_sound(self):
        assert findings(whole(frame())) == []

    @pytest.mark.parametrize(
        ("opens", "codes"),
        [
            ("main", {"alarm_opens_nothing", "side_way_never_begins"}),
            ("nowhere", {"alarm_opens_nothing", "side_way_never_begins"}),
            ("", {"side_way_never_begins", "no_way_to_end"}),
        ],
    )
    def test_a_bell_opens_a_side_way_of_its_own_frame(self, opens, codes):
        bell = replace(BELL, opens=opens)
        assert {each.code for each in findings(whole(frame(bell=bell)))} == codes

    def test_a_bell_has_no_way_on(self):
        made = frame()
        main = made.branches[0]
        main = replace(main, edges=(*main.edges, Edge(source="bell", target="c")))
        made = replace(made, branches=(main, made.branches[1]))
        assert {each.code for each in findings(whole(made))} == {"alarm_goes_on"}

    def test_a_frame_is_around_all(self):
        definition = Definition(key="flow", root=row("root", frame(), Gate(key="end")))
        assert {each.code for each in findings(definition)} == {"frame_is_not_whole"}
        two = Fork(key="k", branches=(row("one", frame()), row("two", step("d"))))
        definition = Definition(key="flow", root=row("root", two, Gate(key="end")))
        assert "frame_is_not_whole" in {each.code for each in findings(definition)}

    def test_somebody_decides_on_the_main_way(self):
        idle = frame(nodes=(Gate(key="a"), Automatic(key="b", task=Push(to="erp"))))
        assert "fork_without_people" in {each.code for each in findings(whole(idle))}


def test_an_end_of_the_main_way_may_end_what_is_beside_it():
    made = frame(nodes=(step("a"), step("b"), Gate(key="stop", ends=Ending.PASSED)))
    office = running(whole(made)).agree("a")
    office.do(ring(office))
    office.agree("b")
    assert office.outcome == "passed"
    assert not office.turns
