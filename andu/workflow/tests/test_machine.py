"""The machine at work: waits, alarms, what is stuck, and who mends it (decision 0218)."""

from dataclasses import replace
from datetime import date

import pytest

from andu.engine import Alarm, Automatic, Definition, Edge, Fill, Gate, OnFailure, Put, Region, Step
from andu.engine import Wait as Waiting
from andu.engine.handlers import NamedPerson
from andu.engine.nodes import Mode, ReturnWay
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.workflow import actions, machines, reactions, schedule, store
from andu.workflow.actions.deciding import Back
from andu.workflow.errands import _moment
from andu.workflow.loading import replayed
from andu.workflow.models import Errand, History, Matter, Seat
from andu.workflow.rights import ADMINISTER
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, line, seat_of
from andu.workflow.tests.moments import at
from andu.workflow.trace import trace_of
from tests.cast import actor_of, give_right

HEAD = Step(key="check", name="财务审核", handlers=(NamedPerson("finance_head"),))
WHY = Deed(opinion="另有安排")
LAST = Step(key="decide", name="局长签批", handlers=(NamedPerson("director"),))


def waiting(**more) -> Automatic:
    return Automatic(key="wait", name="等待公示期满", task=Waiting(**more))


def alarmed(step: Step = HEAD, **more) -> Definition:
    """Finance checks within an hour of working time; else the director decides."""
    alarm = Alarm(key="up", of="check", when=Waiting(minutes=60, **more))
    nodes = (step, alarm, LAST, Gate(key="e"))
    ways = (("check", "e"), ("up", "decide"), ("decide", "e"))
    edges = tuple(Edge(source=one, target=other) for one, other in ways)
    root = Region(key="root", entry="check", exit="e", nodes=nodes, edges=edges)
    return Definition(key="alarmed", name="限时审核", root=root)


def passed_by_head(matter: Matter, finance_head) -> None:
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))


def standing(matter: Matter) -> Errand:
    return Errand.objects.standing().get(run__matter=matter)


def whose_turn(matter: Matter) -> list[str]:
    seats = Seat.objects.filter(run__matter=matter, state="open")
    return list(seats.values_list("member__code", flat=True))


@pytest.fixture
def keeper(office_head):
    give_right(office_head, ADMINISTER.code)
    return office_head


class TestWaiting:
    def test_the_way_goes_on_when_the_time_has_come(self, clock, clerk, finance_head):
        matter = begin(clerk, line(HEAD, waiting(minutes=60), LAST))
        passed_by_head(matter, finance_head)
        schedule.do_errands()
        assert standing(matter).due == at(0, 10)
        assert whose_turn(matter) == []
        clock(at(0, 9, 59))
        schedule.do_errands()
        assert whose_turn(matter) == []
        clock(at(0, 10))
        schedule.do_errands()
        assert whose_turn(matter) == ["director"]
        said = History.objects.get(run__matter=matter, how="waited")
        assert (said.step, said.actor_name) == ("等待公示期满", "系统")

    def test_it_goes_on_once(self, clock, clerk, finance_head):
        matter = begin(clerk, line(HEAD, waiting(minutes=60), LAST))
        passed_by_head(matter, finance_head)
        clock(at(0, 11))
        errand = standing(matter)
        for _again in range(3):
            reactions.fulfil(errand.pk)
        assert History.objects.filter(run__matter=matter, how="waited").count() == 1
        assert store.load(matter.pk).configuration == replayed(matter.run)

    def test_suspended_it_waits_on(self, clock, clerk, finance_head, keeper):
        matter = begin(clerk, line(HEAD, waiting(minutes=60), LAST))
        passed_by_head(matter, finance_head)
        matter.refresh_from_db()
        actions.suspend(matter, WHY, by=actor_of(keeper))
        clock(at(0, 12))
        schedule.do_errands()
        reactions.fulfil(standing(matter).pk)
        assert whose_turn(matter) == []
        matter.refresh_from_db()
        actions.resume(matter, by=actor_of(keeper))
        schedule.do_errands()
        assert whose_turn(matter) == ["director"]

    def test_until_a_day_nobody_has_given_it_is_stuck_and_said(
        self, clock, clerk, finance_head, keeper
    ):
        matter = begin(clerk, line(HEAD, waiting(until="day"), LAST))
        passed_by_head(matter, finance_head)
        schedule.do_errands()
        errand = standing(matter)
        assert errand.state == Errand.State.STUCK
        assert "日期没有填写" in errand.problem
        note = Notice.objects.get(member=keeper)
        assert note.title == "自动环节受阻：关于采购空调维保的请示"

    def test_tried_again_in_vain_nobody_is_told_once_more(self, clock, clerk, finance_head, keeper):
        matter = begin(clerk, line(HEAD, waiting(until="day"), LAST))
        passed_by_head(matter, finance_head)
        schedule.do_errands()
        actions.retry_errand(standing(matter), by=actor_of(keeper))
        assert standing(matter).state == Errand.State.STUCK
        assert Notice.objects.filter(member=keeper).count() == 1

    def test_a_pause_leaves_what_is_stuck_as_it_is(self, clock, clerk, finance_head, keeper):
        matter = begin(clerk, line(HEAD, waiting(until="day"), LAST))
        passed_by_head(matter, finance_head)
        schedule.do_errands()
        actions.suspend(matter, WHY, by=actor_of(keeper))
        assert standing(matter).state == Errand.State.STUCK

    def test_taken_back_it_waits_no_more(self, clock, clerk, finance_head):
        matter = begin(clerk, line(HEAD, waiting(minutes=60), LAST))
        mine = seat_of(matter, finance_head)
        passed_by_head(matter, finance_head)
        errand = standing(matter)
        actions.take_back(matter, mine, by=actor_of(finance_head))
        errand.refresh_from_db()
        assert errand.state == Errand.State.GONE
        clock(at(0, 12))
        schedule.do_errands()
        assert whose_turn(matter) == ["finance_head"]

    def test_a_matter_that_ends_leaves_none(self, clock, clerk, finance_head, keeper):
        matter = begin(clerk, line(HEAD, waiting(minutes=60), LAST))
        passed_by_head(matter, finance_head)
        actions.terminate(matter, WHY, by=actor_of(keeper))
        assert not Errand.objects.standing().filter(run__matter=matter).exists()


class TestAlarms:
    def test_time_takes_the_other_way(self, clock, clerk, finance_head):
        matter = begin(clerk, alarmed())
        schedule.do_errands()
        assert whose_turn(matter) == ["finance_head"]
        clock(at(0, 10))
        schedule.do_errands()
        assert whose_turn(matter) == ["director"]
        notes = Notice.objects.filter(member=finance_head).values_list("title", flat=True)
        assert "到期没有办完，已转到别处，不需你办理：关于采购空调维保的请示" in notes
        line_ = [one for one in trace_of(store.load(matter.pk), None) if one.sequence][-1]
        assert line_.did == "到期转出"
        assert store.load(matter.pk).configuration == replayed(matter.run)

    def test_the_time_with_the_initiator_does_not_count(self, clock, clerk, finance_head):
        matter = begin(clerk, alarmed())
        schedule.do_errands()
        clock(at(0, 9, 30))
        seat, back = seat_of(matter, finance_head), Back(way=ReturnWay.STRAIGHT)
        actions.return_(matter, seat, back, WHY, by=actor_of(finance_head))
        clock(at(3, 9))
        schedule.do_errands()
        actions.resubmit(matter, seat_of(matter, clerk), by=actor_of(clerk))
        schedule.do_errands()
        assert whose_turn(matter) == ["finance_head"]
        assert standing(matter).due == at(3, 10)

    def test_one_of_several_who_thinks_again_gains_no_time(
        self, clock, clerk, finance_head, registrar
    ):
        both = replace(
            HEAD, mode=Mode.ALL, handlers=(NamedPerson("finance_head"), NamedPerson("registrar"))
        )
        matter = begin(clerk, alarmed(both))
        mine = seat_of(matter, finance_head)
        clock(at(0, 9, 30))
        passed_by_head(matter, finance_head)
        actions.take_back(matter, mine, by=actor_of(finance_head))
        schedule.do_errands()
        assert standing(matter).due == at(0, 10)

    @pytest.mark.parametrize("working", [True, False])
    def test_nor_does_that_of_a_pause(self, working, clock, clerk, finance_head, keeper):
        matter = begin(clerk, alarmed(working=working))
        schedule.do_errands()
        clock(at(0, 9, 30))
        actions.suspend(matter, WHY, by=actor_of(keeper))
        clock(at(3, 9))
        schedule.do_errands()
        actions.resume(matter, by=actor_of(keeper))
        schedule.do_errands()
        assert whose_turn(matter) == ["finance_head"]
        assert standing(matter).due == at(3, 9, 30)

    def test_it_is_not_passed_over(self, clock, clerk, finance_head, keeper):
        errand = standing(begin(clerk, alarmed()))
        with pytest.raises(Refused, match="到期转出不能跳过"):
            actions.settle_errand(errand, "不等了", by=actor_of(keeper))

    def test_who_was_in_time_has_stopped_it(self, clock, clerk, finance_head):
        matter = begin(clerk, alarmed())
        passed_by_head(matter, finance_head)
        assert not Errand.objects.standing().filter(run__matter=matter).exists()
        clock(at(0, 10))
        schedule.do_errands()
        assert History.objects.filter(run__matter=matter, how="expired").count() == 0

    def test_taken_back_it_is_watched_again_from_now_on(self, clock, clerk, finance_head, director):
        nodes = (HEAD, Alarm(key="up", of="check", when=Waiting(minutes=60)), LAST, Gate(key="e"))
        ways = (("check", "decide"), ("up", "e"), ("decide", "e"))
        edges = tuple(Edge(source=one, target=other) for one, other in ways)
        root = Region(key="root", entry="check", exit="e", nodes=nodes, edges=edges)
        matter = begin(clerk, Definition(key="alarmed", root=root))
        mine = seat_of(matter, finance_head)
        clock(at(0, 9, 50))
        passed_by_head(matter, finance_head)
        clock(at(0, 10, 30))
        actions.take_back(matter, mine, by=actor_of(finance_head))
        schedule.do_errands()
        assert whose_turn(matter) == ["finance_head"]
        assert standing(matter).due == at(0, 11, 30)


class TestFilling:
    @pytest.fixture
    def filled(self, monkeypatch):
        told = []

        def fill(matter, puts, people, *, by):
            if told == ["refuse"]:
                raise machines.Trouble("“状态”里没有选项“已批”。")
            told.append((puts[0].field, people["handler"].code))
            return "before", "after"

        monkeypatch.setitem(machines._hands, "fill", fill)
        return told

    FILL = Automatic(
        key="fill", name="回填状态", task=Fill(puts=(Put(field="state", value="已批"),)),
        on_failure=OnFailure.GO_ON,
    )  # fmt: skip

    def test_what_is_filled_in_is_in_the_trace(self, clock, clerk, finance_head, filled):
        matter = begin(clerk, line(HEAD, self.FILL, LAST))
        passed_by_head(matter, finance_head)
        schedule.do_errands()
        assert filled == [("state", "finance_head")]
        said = History.objects.get(run__matter=matter, how="filled")
        assert (said.content_before, said.content_after) == ("before", "after")
        assert whose_turn(matter) == ["director"]

    def test_stuck_it_is_tried_again(self, clock, clerk, finance_head, keeper, filled):
        filled.append("refuse")
        matter = begin(clerk, line(HEAD, self.FILL, LAST))
        passed_by_head(matter, finance_head)
        schedule.do_errands()
        errand = standing(matter)
        assert errand.state == Errand.State.STUCK
        with pytest.raises(Refused, match="流程管理员"):
            actions.retry_errand(errand, by=actor_of(clerk))
        filled.clear()
        actions.retry_errand(errand, by=actor_of(keeper))
        assert whose_turn(matter) == ["director"]
        with pytest.raises(Refused, match="没有受阻"):
            actions.retry_errand(errand, by=actor_of(keeper))

    def test_while_the_matter_is_suspended_nobody_mends_it(
        self, clock, clerk, finance_head, keeper, filled
    ):
        filled.append("refuse")
        matter = begin(clerk, line(HEAD, self.FILL, LAST))
        passed_by_head(matter, finance_head)
        schedule.do_errands()
        actions.suspend(matter, WHY, by=actor_of(keeper))
        for act in (
            lambda errand: actions.retry_errand(errand, by=actor_of(keeper)),
            lambda errand: actions.settle_errand(errand, "人工已填", by=actor_of(keeper)),
        ):
            with pytest.raises(Refused, match="没有在办理"):
                act(standing(matter))
        assert standing(matter).state == Errand.State.STUCK

    def test_or_passed_over_with_a_reason(self, clock, clerk, finance_head, keeper, filled):
        filled.append("refuse")
        matter = begin(clerk, line(HEAD, self.FILL, LAST))
        passed_by_head(matter, finance_head)
        schedule.do_errands()
        errand = standing(matter)
        with pytest.raises(Refused, match="请写明"):
            actions.settle_errand(errand, " ", by=actor_of(keeper))
        with pytest.raises(Refused, match="太长"):
            actions.settle_errand(errand, "长" * 1001, by=actor_of(keeper))
        with pytest.raises(Refused, match="流程管理员"):
            actions.settle_errand(errand, "人工已填", by=actor_of(clerk))
        assert whose_turn(matter) == []
        actions.settle_errand(errand, "人工已填", by=actor_of(keeper))
        assert whose_turn(matter) == ["director"]
        said = History.objects.get(run__matter=matter, how="machine_settled")
        assert said.opinion == "人工已填"
        note = Notice.objects.get(member=clerk)
        assert note.title == "流程管理员已跳过“回填状态”，继续办理：关于采购空调维保的请示"
        assert note.text == "人工已填"
        with pytest.raises(
            Refused, match=r"罗曼青已在 .* 办理：跳过自动环节。这个自动环节已经过去"
        ):
            actions.settle_errand(errand, "人工已填", by=actor_of(keeper))


def test_a_day_begins_at_midnight():
    assert _moment(date(2025, 3, 3)).isoformat() == "2025-03-03T00:00:00+08:00"
