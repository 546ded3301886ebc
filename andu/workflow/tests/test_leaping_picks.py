"""越级 by the initiator's own picks: with a reason, and those passed over sign first (WF-12)."""

import pytest

from andu.engine import InitiatorsChoice, Mode, Step, Superior
from andu.engine.nodes import Levels
from andu.kit.verdict import Refused
from andu.workflow import actions, store
from andu.workflow.actions.deciding import Back
from andu.workflow.actions.starting import Subject
from andu.workflow.loading import replayed
from andu.workflow.models import Choice, ChoiceLeap, Matter, Run, Seat
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import line, seat_of, version_of
from andu.workflow.trace import trace_of
from tests.cast import actor_of


def pick(key="a", **more):
    return Step(
        key=key, name="审批", handlers=(InitiatorsChoice((), 2),), levels=Levels.STRICT, **more
    )


def start(clerk, definition, leap="", **choices):
    """The clerk starts, having picked these people."""
    picked = {step: tuple(who.pk for who in people) for step, people in choices.items()}
    about = Subject(kind="test", title="关于采购空调维保的请示")
    version = version_of(clerk.organisation, definition)
    return actions.start(version, about, Deed(choices=picked, leap=leap), by=actor_of(clerk))


def _open(matter):
    rows = Seat.objects.filter(run__matter=matter, state="open")
    return list(rows.values_list("member__code", flat=True))


def _notes(matter):
    return [one.note for one in trace_of(store.load(matter.pk), None) if one.sequence]


def test_with_the_reason_those_passed_over_sign_first(clerk, office_head, director):
    matter = start(clerk, line(pick()), "科长出差", a=[director])
    assert _open(matter) == ["office_head"]
    assert Seat.objects.get(run__matter=matter, member=office_head).added == "leap"
    assert _notes(matter)[0] == "越级：发起人选人越过了罗曼青，由其先加签。理由：科长出差"
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    assert _open(matter) == ["director"]
    run = Run.objects.get(matter=matter)
    assert replayed(run) == store.load(matter.pk).configuration
    actions.agree(matter, seat_of(matter, director), by=actor_of(director))
    assert Run.objects.get(matter=matter).outcome == "passed"


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_begins(clerk, director, reason):
    with pytest.raises(Refused, match=r"越过了罗曼青.*确需越级的，请写明越级理由，由罗曼青先加签"):
        start(clerk, line(pick()), reason, a=[director])
    assert not Matter.objects.exists() and not ChoiceLeap.objects.exists()


@pytest.mark.parametrize("more", [{"mode": Mode.IN_ORDER}, {"may_add": False}])
def test_where_signers_could_not_come_first_it_is_refused(clerk, director, more):
    with pytest.raises(Refused, match=r"请改选罗曼青。$"):
        start(clerk, line(pick(**more)), "科长出差", a=[director])
    assert not Choice.objects.exists()


def test_nor_with_the_one_passed_over_beside(clerk, office_head, director):
    with pytest.raises(Refused, match=r"请改选罗曼青。$"):
        start(clerk, line(pick()), "急", a=[office_head, director])


def test_the_reason_has_an_end(clerk, director):
    with pytest.raises(Refused, match="越级理由最多 1000 字"):
        start(clerk, line(pick()), "字" * 1001, a=[director])


def test_off_the_line_no_reason_helps(clerk, finance_head):
    with pytest.raises(Refused, match="不是方亦舒的上一级"):
        start(clerk, line(pick()), "急", a=[finance_head])


def test_a_later_step_has_its_signers_when_it_comes(clerk, registrar, office_head, director):
    first = Step(key="first", name="初核", handlers=(InitiatorsChoice((), 1),), levels=Levels.FREE)
    from_registrar = line(first, pick())
    matter = start(clerk, from_registrar, "急件", first=[registrar], a=[director])
    assert _open(matter) == ["registrar"]
    actions.agree(matter, seat_of(matter, registrar), by=actor_of(registrar))
    assert _open(matter) == ["office_head"]
    assert "由其先加签。理由：急件" in _notes(matter)[1]
    assert Seat.objects.get(run__matter=matter, member=office_head).added == "leap"


def test_who_has_agreed_before_signs_no_second_time(clerk, registrar, office_head, director):
    first = Step(key="check", name="科长审核", handlers=(Superior(1),))
    middle = Step(key="mid", name="登记", handlers=(InitiatorsChoice((), 1),), levels=Levels.FREE)
    matter = start(clerk, line(first, middle, pick()), "急", mid=[registrar], a=[director])
    for who in (office_head, registrar):
        actions.agree(matter, seat_of(matter, who), by=actor_of(who))
    assert _open(matter) == ["director"]


def test_submitted_again_the_picks_count_anew(clerk, office_head, director):
    matter = start(clerk, line(pick()), "科长出差", a=[director])
    actions.return_(
        matter, seat_of(matter, office_head), Back(), Deed(opinion="不必越级"),
        by=actor_of(office_head),
    )  # fmt: skip
    deed = Deed(choices={"a": (office_head.pk,)})
    actions.resubmit(matter, seat_of(matter, clerk), deed, by=actor_of(clerk))
    assert _open(matter) == ["office_head"] and not ChoiceLeap.objects.exists()
    assert Seat.objects.get(run__matter=matter, member=office_head, state="open").added == ""
