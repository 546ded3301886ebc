"""Stories of steps the machine does, alarms, and terminate ends."""

from dataclasses import replace

import pytest

from andu.engine import (
    Again,
    Alarm,
    Automatic,
    Call,
    Definition,
    Edge,
    Ending,
    Expire,
    Fill,
    Fork,
    ForkKind,
    Gate,
    Jump,
    Mode,
    OnFailure,
    Outcome,
    Push,
    Put,
    Region,
    Report,
    Return,
    ReturnWay,
    SeatState,
    Suspend,
    TakeBack,
    Wait,
    decode_definition,
    encode_definition,
    findings,
    open_seats,
    positions_in,
    predict,
)
from andu.engine.tests.flows import OVER_5000, flow, fork, row, step
from andu.engine.tests.office import Office, running

SENT = Push(to="erp")
WAITING = Wait(minutes=60)


def machine(key: str, task=SENT, **more) -> Automatic:
    return Automatic(key=key, task=task, **more)


def visit(office: Office, node: str) -> int:
    places = positions_in(office.configuration.position)
    return next(each.visit for each in places if each.node == node)


def places(office: Office) -> list[str]:
    return [each.node for each in positions_in(office.configuration.position)]


def reports(office: Office, node: str, **more) -> None:
    office.do(Report(visit(office, node), **more))


def with_alarm(watched, *, to: str) -> Definition:
    """Watched, then b, then the end; after an hour to another place."""
    nodes = (watched, step("b"), step("late"), Gate(key="end"))
    alarm = Alarm(key="alarm", of=watched.key, when=WAITING)
    ways = ((watched.key, "b"), ("b", "end"), ("late", "end"), ("alarm", to))
    edges = tuple(Edge(source=one, target=other) for one, other in ways)
    root = Region(key="root", entry=watched.key, exit="end", nodes=(*nodes, alarm), edges=edges)
    return Definition(key="alarmed", root=root)


class TestReports:
    def test_the_way_goes_on_when_the_machine_reports(self):
        office = running(flow(step("a"), machine("m"), step("b"))).agree("a")
        assert places(office) == ["m"]
        assert not list(open_seats(office.configuration))
        reports(office, "m")
        assert places(office) == ["b"]

    def test_a_report_counts_once(self):
        office = running(flow(step("a"), machine("m"), step("b"))).agree("a")
        told = Report(visit(office, "m"))
        office.do(told)
        office.refuses(told, "visit_gone")
        assert places(office) == ["b"]

    def test_nothing_is_reported_where_people_are(self):
        office = running(flow(step("a"), machine("m"), step("b")))
        office.refuses(Report(visit(office, "a")), "no_machine_here")

    def test_while_the_matter_is_suspended_reports_wait(self):
        office = running(flow(step("a"), machine("m"), step("b"))).agree("a")
        office.do(Suspend(1))
        office.refuses(Report(visit(office, "m")), "suspended")

    @pytest.mark.parametrize(
        ("on_failure", "stands"),
        [(OnFailure.GO_ON, ["b"]), (OnFailure.RETURN, ["a"]), (OnFailure.END, [])],
    )
    def test_of_a_failure_the_step_says_what_follows(self, on_failure, stands):
        work = machine("m", on_failure=on_failure, failure_to="a")
        office = running(flow(step("a"), work, step("b"))).agree("a")
        reports(office, "m", ok=False)
        assert places(office) == stands
        assert (office.configuration.outcome is Outcome.REFUSED) is (not stands)


class TestGoingBack:
    def test_nobody_returns_to_the_machine(self):
        office = running(flow(step("a"), machine("m"), step("b"))).agree("a")
        reports(office, "m")
        office.refuses(Return(office.members["b"], office.seat("b"), "m"), "nobody_there")
        office.return_("b", "a", ReturnWay.REWALK)
        assert [each.node for each in office.configuration.past] == ["draft"]

    @pytest.mark.parametrize(("task", "may"), [(WAITING, True), (SENT, False)])
    def test_taken_back_is_what_only_waits(self, task, may):
        office = running(flow(step("a"), machine("m", task), step("b"))).agree("a")
        seat = office.configuration.past[-1].inner.members[0].id
        back = TakeBack(office.members["a"], seat)
        if may:
            office.do(back)
            assert places(office) == ["a"]
        else:
            office.refuses(back, "moved_on")

    def test_what_the_machine_has_done_is_not_taken_back(self):
        office = running(flow(step("a"), machine("m", WAITING), step("b"))).agree("a")
        reports(office, "m")
        seat = office.configuration.past[1].inner.members[0].id
        office.refuses(TakeBack(office.members["a"], seat), "moved_on")

    def test_put_aside_it_waits_for_the_way_back(self):
        branches = fork("k", (step("a"),), (machine("m"), step("c")))
        office = running(flow(step("first"), branches)).agree("first")
        told = Report(visit(office, "m"))
        office.return_("a", "first", ReturnWay.STRAIGHT)
        office.refuses(told, "put_aside")
        office.agree("first").do(told)
        assert places(office) == ["k", "a", "c"]

    def test_an_administrator_may_have_it_done_again(self):
        office = running(flow(step("a"), machine("m"), step("b"))).agree("a")
        reports(office, "m")
        office.do(Jump(9, "m"))
        assert places(office) == ["m"]


class TestAlarms:
    def test_when_time_is_up_the_way_is_another(self):
        office = running(with_alarm(step("a", "p", "q"), to="late"))
        office.do(Expire(visit(office, "a"), "alarm"))
        assert places(office) == ["late"]
        assert [each.node for each in office.configuration.past] == ["draft"]

    def test_who_was_faster_keeps_what_they_did(self):
        office = running(with_alarm(step("a"), to="late"))
        up = Expire(visit(office, "a"), "alarm")
        office.agree("a").refuses(up, "visit_gone")
        office.refuses(Expire(visit(office, "b"), "alarm"), "no_alarm_here")

    def timed_branch(self) -> Definition:
        """p beside q, who has an hour; then the same p is asked again, unless they just agreed."""
        alarm = Alarm(key="alarm", of="q", when=WAITING)
        edges = (Edge(source="q", target="on"), Edge(source="alarm", target="on"))
        timed = Region(key="timed", entry="q", exit="on", edges=edges,
                       nodes=(step("q"), alarm, Gate(key="on")))  # fmt: skip
        last = step("last", "p", "r", mode=Mode.ALL, again=Again.CONSECUTIVE)
        return flow(Fork(key="k", branches=(row("other", step("p")), timed)), last)

    def test_who_agreed_beside_what_time_has_ended_agreed_right_before(self):
        office = running(self.timed_branch()).agree("p")
        office.do(Expire(visit(office, "q"), "alarm"))
        assert office.turns == {"r"}

    def test_but_nobody_takes_back_across_what_time_has_ended(self):
        office = running(self.timed_branch()).agree("p")
        seat = office.seat("p", SeatState.CLOSED)
        office.do(Expire(visit(office, "q"), "alarm"))
        office.refuses(TakeBack(office.members["p"], seat), "moved_on")

    def test_nor_while_another_branch_is_still_under_way(self):
        alarm = Alarm(key="alarm", of="q", when=WAITING)
        edges = (Edge(source="p", target="q"), Edge(source="q", target="on"),
                 Edge(source="alarm", target="on"))  # fmt: skip
        timed = Region(key="timed", entry="p", exit="on", edges=edges,
                       nodes=(step("p"), step("q"), alarm, Gate(key="on")))  # fmt: skip
        both = Fork(key="k", branches=(timed, row("other", step("r"))))
        office = running(flow(both, step("last"))).agree("p")
        seat = office.seat("p", SeatState.CLOSED)
        office.do(Expire(visit(office, "q"), "alarm"))
        assert office.turns == {"r"}
        office.refuses(TakeBack(office.members["p"], seat), "moved_on")

    def test_of_a_sub_process_all_is_left_undone(self):
        watched = Fork(
            key="k", kind=ForkKind.SUB, branches=(row("body", step("x"), step("y")),)
        )  # fmt: skip
        office = running(with_alarm(watched, to="late")).agree("x")
        office.do(Expire(visit(office, "k"), "alarm"))
        assert places(office) == ["late"]
        assert [each.node for each in office.configuration.past] == ["draft"]

    @pytest.mark.parametrize(
        ("of", "entered", "code"),
        [("b", True, "alarm_entered"), ("end", False, "alarm_watches_nothing")],
    )
    def test_an_alarm_watches_a_place_and_is_no_place(self, of, entered, code):
        good = with_alarm(step("a"), to="late")
        assert findings(good) == []
        nodes = tuple(replace(n, of=of) if isinstance(n, Alarm) else n for n in good.root.nodes)
        more = (Edge(source="late", target="alarm"),) if entered else ()
        root = replace(good.root, nodes=nodes, edges=(*good.root.edges, *more))
        assert code in {each.code for each in findings(replace(good, root=root))}


class TestEnds:
    def stopping(self, ends: Ending, *, sub: bool) -> Definition:
        """Two branches; the first may stop it all. Around them a sub-process, or nothing."""
        nodes = (step("a"), Gate(key="stop", ends=ends), Gate(key="on"))
        edges = (
            Edge(source="a", target="stop", condition=OVER_5000), Edge(source="a", target="on")
        )  # fmt: skip
        first = Region(key="one", entry="a", exit="on", nodes=nodes, edges=edges)
        both = Fork(key="k", branches=(first, row("two", step("c"), step("d"))))
        if not sub:
            return flow(both, step("after"))
        around = Fork(key="sub", kind=ForkKind.SUB, branches=(row("body", both),))
        return flow(around, step("after"))

    @pytest.mark.parametrize(
        ("ends", "sub", "outcome"),
        [
            (Ending.PASSED, False, Outcome.PASSED),
            (Ending.REFUSED, False, Outcome.REFUSED),
            (Ending.PASSED, True, None),
            (Ending.REFUSED, True, Outcome.REFUSED),
        ],
    )
    def test_it_ends_what_it_is_in(self, ends, sub, outcome):
        definition = self.stopping(ends, sub=sub)
        assert findings(definition) == []
        office = running(definition, amount=600_000).agree("a")
        assert office.configuration.outcome is outcome
        assert places(office) == ([] if outcome else ["after"])

    def test_what_had_passed_inside_has_passed(self):
        office = running(self.stopping(Ending.PASSED, sub=True), amount=600_000).agree("c", "a")
        assert [each.node for each in office.configuration.past] == [
            "draft", "c", "a", "k", "sub"
        ]  # fmt: skip
        office.return_("after", "sub", ReturnWay.REWALK)
        assert places(office) == ["sub", "k", "a", "c"]

    def test_forks_in_it_count_as_passed_with_what_passed_in_them(self):
        stop = self.stopping(Ending.PASSED, sub=True).root.nodes[0].branches[0].nodes[0].branches[0]
        inner = fork("k2", (step("c"),), (step("d"),))
        both = Fork(key="k", branches=(stop, row("two", inner)))
        around = Fork(key="sub", kind=ForkKind.SUB, branches=(row("body", both),))
        office = running(flow(around, step("after")), amount=600_000).agree("c", "a")
        assert [each.node for each in office.configuration.past] == [
            "draft", "c", "a", "k2", "k", "sub"
        ]  # fmt: skip
        assert places(office) == ["after"]

    def test_nobody_takes_back_across_what_was_cut_short(self):
        office = running(self.stopping(Ending.PASSED, sub=True), amount=600_000).agree("a")
        seat = office.seat("a", SeatState.CLOSED)
        office.refuses(TakeBack(office.members["a"], seat), "moved_on")

    def test_nor_while_something_else_is_still_under_way(self):
        stopping = self.stopping(Ending.PASSED, sub=True).root.nodes[0]
        both = Fork(key="out", branches=(row("left", stopping), row("right", step("z"))))
        office = running(flow(both, step("after")), amount=600_000).agree("a")
        assert office.turns == {"z"}
        seat = office.seat("a", SeatState.CLOSED)
        office.refuses(TakeBack(office.members["a"], seat), "moved_on")

    def test_the_branches_not_yet_entered_are_not(self):
        first = Region(key="one", entry="stop", exit="stop",
                       nodes=(Gate(key="stop", ends=Ending.PASSED),))  # fmt: skip
        both = Fork(key="k", branches=(first, row("two", step("c"))))
        office = running(flow(step("a"), both, step("b"))).agree("a")
        assert office.configuration.outcome is Outcome.PASSED

    def test_the_other_ends_of_the_way_are_foreseen(self):
        office = running(self.stopping(Ending.PASSED, sub=False), amount=600_000)
        assert not predict(office.definition, office.configuration).complete


class TestDefinitions:
    @pytest.mark.parametrize(
        ("task", "code"),
        [
            (Wait(), "wait_without_end"),
            (Wait(minutes=-1), "wait_without_end"),
            (Call(flow=""), "call_without_flow"),
            (Push(to=""), "push_without_address"),
            (Fill(), "fill_incomplete"),
            (Fill(puts=(Put(field="a", value="1"), Put(field="a", value="2"))), "fill_twice"),
        ],
    )
    def test_what_is_to_be_done_is_said_in_full(self, task, code):
        found = findings(flow(step("a"), machine("m", task)))
        assert [each.code for each in found] == [code]

    def test_of_a_failure_nobody_returns_to_a_machine(self):
        work = machine("m", on_failure=OnFailure.RETURN, failure_to="n")
        found = findings(flow(step("a"), machine("n"), work))
        assert [each.code for each in found] == ["failure_to_unreachable"]

    def test_only_machines_decide_nothing(self):
        found = {each.code for each in findings(flow(fork("k", (machine("m"),), (machine("n"),))))}
        assert "fork_without_people" in found

    def test_they_are_kept_as_they_are_written(self):
        definition = flow(
            step("a"), machine("m", Call(flow="f")), machine("n", Fill(puts=(Put(field="x"),))),
            Gate(key="stop", ends=Ending.REFUSED),
        )  # fmt: skip
        assert decode_definition(encode_definition(definition)) == definition
