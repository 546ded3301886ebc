"""逐级审批: the next approver is the next level of the reporting line, nobody is passed over."""

import pytest

from andu.engine import Definition, Edge, Fork, Gate, Region, Step
from andu.engine.handlers import InitiatorsChoice, NamedPerson, Superior, UnitHead
from andu.engine.nodes import Levels
from andu.kit.verdict import Refused
from andu.organisation.models import Appointment
from andu.workflow import actions
from andu.workflow.actions.starting import Subject
from andu.workflow.levels import leaps, steps_before
from andu.workflow.models import Choice, Matter, Seat
from andu.workflow.policy import LEVEL_BY_LEVEL
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, decided_on, line, seat_of, version_of
from tests.cast import actor_of


def pick(key, levels=Levels.STRICT, most=1):
    return Step(key=key, name="审批", handlers=(InitiatorsChoice((), most),), levels=levels)


def start(clerk, definition, **choices):
    """The clerk starts, having picked these people."""
    deed = Deed(choices={step: tuple(who.pk for who in people) for step, people in choices.items()})
    about = Subject(kind="test", title="关于采购空调维保的请示")
    return actions.start(version_of(clerk.organisation, definition), about, deed,
                         by=actor_of(clerk))  # fmt: skip


def test_the_next_level_is_taken(clerk, office_head, director):
    matter = start(clerk, line(pick("a"), pick("b")), a=[office_head], b=[director])
    assert seat_of(matter, office_head)


def test_a_pick_that_passes_somebody_over_names_them(clerk, office_head, director):
    with pytest.raises(
        Refused, match="沈知远是方亦舒的第 2 级上级，越过了罗曼青。请改选罗曼青"
    ) as no:
        start(clerk, line(pick("a")), a=[director])
    assert no.value.verdict.code == "leap"
    assert not Matter.objects.exists() and not Choice.objects.exists()


def test_a_pick_off_the_line_is_refused(clerk, finance_head, office_head):
    with pytest.raises(Refused, match="周牧野不是方亦舒的上一级。请改选罗曼青"):
        start(clerk, line(pick("a")), a=[finance_head])


def test_the_step_before_decides_who_is_next(clerk, office_head, director, finance_head):
    first = Step(key="check", name="科长审核", handlers=(Superior(1),))
    assert start(clerk, line(first, pick("a")), a=[director])
    with pytest.raises(Refused, match="周牧野不是罗曼青的上一级"):
        start(clerk, line(first, pick("a")), a=[finance_head])


def test_every_one_of_several_is_asked_about(clerk, office_head, director):
    with pytest.raises(Refused, match="越过了罗曼青"):
        start(clerk, line(pick("a", most=2)), a=[office_head, director])


def test_at_the_top_of_the_line_nobody_is_passed_over(director, office_head):
    assert start(director, line(pick("a")), a=[office_head])


def test_the_policy_speaks_where_the_step_is_silent(clerk, director):
    usual = line(pick("a", Levels.POLICY))
    assert start(clerk, usual, a=[director]), "off unless decided"
    decided_on(clerk, LEVEL_BY_LEVEL, "1")
    with pytest.raises(Refused, match="越过了罗曼青"):
        start(clerk, usual, a=[director])
    assert start(clerk, line(pick("a", Levels.FREE)), a=[director])


def test_a_transfer_keeps_to_the_line(bureau, clerk, office_head, director, finance_head):
    check = Step(key="check", name="审核", handlers=(Superior(1),), levels=Levels.STRICT)
    matter = begin(clerk, line(check))
    seat = seat_of(matter, office_head)
    with pytest.raises(Refused, match="周牧野不是罗曼青的上一级。请改选沈知远"):
        actions.transfer(matter, seat, finance_head.pk, by=actor_of(office_head))
    assert Seat.objects.filter(run__matter=matter, member=office_head, state="open").exists()
    assert actions.transfer(matter, seat, director.pk, by=actor_of(office_head)), "one's superior"


def test_a_transfer_over_somebodys_head_is_refused(bureau, clerk, registrar, office_head, director):
    Appointment.objects.filter(member=registrar).update(superior=office_head)
    to_registrar = NamedPerson("registrar")
    step = Step(key="help", name="协办", handlers=(to_registrar,), levels=Levels.STRICT)
    matter = begin(clerk, line(step))
    with pytest.raises(Refused, match="第 2 级上级，越过了罗曼青"):
        actions.transfer(matter, seat_of(matter, registrar), director.pk, by=actor_of(registrar))


def levels(*numbers):
    """A flow of superiors of these levels; 0 stands for a named person, -1 for the unit's head."""
    rules = {0: NamedPerson("finance_head"), -1: UnitHead()}
    return line(*(
        Step(key=f"s{n}", name=f"第{n}步", handlers=(rules.get(level) or Superior(level),))
        for n, level in enumerate(numbers)
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((1, 2, 3), []), ((2,), [("s0", 2, 0)]), ((1, 3), [("s1", 3, 1)]), ((1, 1, 2), []),
        ((1, 0, 3), [("s2", 3, 1)]), ((-1, 2), []), ((0, 1), []), ((2, 3), [("s0", 2, 0)]),
    ],
)  # fmt: skip
def test_a_flow_that_passes_over_a_level_is_found(numbers, found):
    assert [(step.key, level, low) for step, level, low in leaps(levels(*numbers))] == found


def test_levels_are_followed_into_and_out_of_branches():
    def one(key, level):
        step = Step(key=key, name=key, handlers=(Superior(level),))
        return Region(key=f"r{key}", entry=key, exit=key, nodes=(step,))

    fork = Fork(key="f", branches=(one("a", 2), one("b", 1)), join="j")
    last = Step(key="last", name="last", handlers=(Superior(3),))
    nodes = (Gate(key="s"), fork, last)
    edges = (Edge(source="s", target="f"), Edge(source="f", target="last"))
    definition = Definition(
        key="k", root=Region(key="root", entry="s", exit="last", nodes=nodes, edges=edges)
    )
    assert steps_before(definition, "last") == {"a", "b"}
    assert steps_before(definition, "a") == {definition.drafting.key}
    found = {(step.key, level, low) for step, level, low in leaps(definition)}
    assert found == {("a", 2, 0), ("last", 3, 1)}
