"""Who handles next: picked by whoever passes the matter on, or chosen by what the form says."""

import pytest

from andu.engine import Mode, Operator, Otherwise, Step, Test, Threshold, Type
from andu.engine.handlers import (
    HandlersChoice,
    InitiatorsChoice,
    NamedPerson,
    Nobody,
    Superior,
    UnitHead,
    When,
)
from andu.kit.verdict import Refused
from andu.todo.models import Todo
from andu.workflow import actions, store
from andu.workflow.actions.deciding import Back
from andu.workflow.actions.starting import Subject
from andu.workflow.deciding import asking_of
from andu.workflow.foreseeing import foreseen
from andu.workflow.models import Choice, History
from andu.workflow.policy import LEVEL_BY_LEVEL, TO_INITIATOR
from andu.workflow.saying import PLAIN, Deed
from andu.workflow.tests.conftest import begin, decided_on, line, seat_of, version_of
from tests.cast import actor_of


def handed(**more: object):
    """The superior checks and says who signs, the director decides."""
    return line(
        Step(key="check", name="审核", handlers=(Superior(1),)),
        Step(key="sign", name="会办", mode=Mode.ALL, handlers=(HandlersChoice(most=2),), **more),
        Step(key="decide", name="签批", handlers=(NamedPerson("director"),)),
    )


def agree(matter, member, **choices: tuple[int, ...]):
    return actions.agree(
        matter, seat_of(matter, member), Deed(choices=choices), by=actor_of(member)
    )


def waiting() -> set[str]:
    return {todo.assignee.code for todo in Todo.objects.all()}


def test_whoever_passes_it_on_says_who_is_next(clerk, office_head, finance_head, registrar):
    matter = begin(clerk, handed())
    agree(matter, office_head, sign=(finance_head.pk, registrar.pk))
    assert waiting() == {"finance_head", "registrar"}


def test_nothing_goes_on_while_nobody_is_picked(clerk, office_head):
    matter = begin(clerk, handed())
    before = History.objects.count()
    with pytest.raises(Refused, match="请先选择“会办”的办理人") as refused:
        agree(matter, office_head)
    assert refused.value.verdict.code == "choose-next"
    assert History.objects.count() == before
    assert waiting() == {"office_head"}


def test_only_so_many_and_only_people_who_are_here(clerk, office_head, finance_head, director):
    matter = begin(clerk, handed())
    three = (finance_head.pk, director.pk, clerk.pk)
    for picked, words in ((three, "最多选 2 人"), ((10**9,), "不在本单位")):
        with pytest.raises(Refused, match=words):
            agree(matter, office_head, sign=picked)
    assert waiting() == {"office_head"}


def test_nobody_picks_for_a_step_that_is_not_theirs(clerk, office_head, finance_head):
    matter = begin(clerk, handed())
    with pytest.raises(Refused, match="不由你选"):
        agree(matter, office_head, decide=(finance_head.pk,))
    assert waiting() == {"office_head"}


def test_the_pick_keeps_to_its_range(clerk, office_head, finance_head):
    flow = line(
        Step(key="check", name="审核", handlers=(Superior(1),)),
        Step(key="sign", name="会办", handlers=(HandlersChoice((NamedPerson("director"),)),)),
    )
    matter = begin(clerk, flow)
    with pytest.raises(Refused, match="规定的范围"):
        agree(matter, office_head, sign=(finance_head.pk,))


def test_the_pick_keeps_to_the_line_of_whoever_picks(clerk, office_head, finance_head):
    decided_on(clerk, LEVEL_BY_LEVEL, "1")
    matter = begin(clerk, handed())
    with pytest.raises(Refused, match="逐级审批"):
        agree(matter, office_head, sign=(finance_head.pk,))


def test_the_initiator_picks_for_the_first_step(clerk, finance_head):
    flow = line(Step(key="sign", name="会办", handlers=(HandlersChoice(),)))
    with pytest.raises(Refused, match="请先选择“会办”的办理人"):
        begin(clerk, flow)

    about = Subject(kind="test", title="请示", label="请示")
    deed = Deed(choices={"sign": (finance_head.pk,)})
    actions.start(version_of(clerk.organisation, flow), about, deed, by=actor_of(clerk))
    assert waiting() == {"finance_head"}


def test_who_was_picked_is_asked_again_when_it_comes_back(
    clerk, office_head, finance_head, director
):
    matter = begin(clerk, handed())
    agree(matter, office_head, sign=(finance_head.pk,))
    agree(matter, finance_head)
    deed = Deed(opinion="请再核一次。")
    actions.return_(matter, seat_of(matter, director), Back(to="sign"), deed, by=actor_of(director))
    assert waiting() == {"finance_head"}


def test_the_way_shown_leaves_the_pick_open(clerk, office_head):
    matter = begin(clerk, handed())
    loaded = store.load(matter.pk)
    ahead = foreseen(loaded, asking_of(loaded, PLAIN))
    assert [(each.step, len(each.people)) for each in ahead.steps] == [("sign", 0), ("decide", 1)]


def test_the_form_says_who_handles(clerk, finance_head, registrar):
    much = Test("amount", Type.MONEY, Operator.GT, 1_000_000)
    little = Test("amount", Type.MONEY, Operator.LE, 1_000_000)
    flow = line(Step(key="a", name="审批", handlers=(
        When(much, NamedPerson("finance_head")), When(little, NamedPerson("registrar")),
    )))  # fmt: skip

    version = version_of(clerk.organisation, flow)
    for amount, who in ((2_000_000, "finance_head"), (5_000, "registrar")):
        Todo.objects.all().delete()
        about = Subject(kind="test", title="请示", label="请示")
        actions.start(version, about, Deed(facts={"amount": amount}), by=actor_of(clerk))
        assert waiting() == {who}


def test_where_no_rule_applies_it_is_as_if_nobody_was_found(clerk):
    never = When(Test("amount", Type.MONEY, Operator.GT, 0), UnitHead())
    with pytest.raises(Refused, match="找不到办理人"):
        begin(clerk, line(Step(key="a", name="审批", handlers=(never,))))
    assert not Todo.objects.exists()


def test_no_pick_for_steps_this_act_does_not_lead_to(clerk, office_head, finance_head):
    flow = line(
        Step(key="check", name="审核", handlers=(Superior(1),)),
        Step(key="mid", name="复核", handlers=(NamedPerson("registrar"),)),
        Step(key="sign", name="会办", handlers=(HandlersChoice(),)),
    )
    matter = begin(clerk, flow)
    with pytest.raises(Refused, match="不会进入“会办”"):
        agree(matter, office_head, sign=(finance_head.pk,))
    assert waiting() == {"office_head"} and not Choice.objects.exists()


def test_an_empty_pick_is_none(clerk, office_head):
    matter = begin(clerk, handed())
    with pytest.raises(Refused, match="请先选择“会办”的办理人"):
        agree(matter, office_head, sign=())
    assert waiting() == {"office_head"}


def test_whoever_disagrees_last_in_a_vote_that_passes_picks_too(clerk, office_head, finance_head):
    vote = Step(
        key="vote", name="表决", mode=Mode.VOTE, hear_all=True, threshold=Threshold(count=1),
        handlers=(NamedPerson("office_head"), NamedPerson("finance_head")),
    )  # fmt: skip
    choice = Step(
        key="sign", name="会办", handlers=(HandlersChoice(),), nobody=Nobody(Otherwise.PASS)
    )
    matter = begin(clerk, line(vote, choice))
    agree(matter, office_head)
    seat, deed = seat_of(matter, finance_head), Deed(opinion="不赞成。")
    with pytest.raises(Refused, match="请先选择“会办”的办理人"):
        actions.disagree(matter, seat, deed, by=actor_of(finance_head))
    deed = Deed(opinion="不赞成。", choices={"sign": (office_head.pk,)})
    actions.disagree(matter, seat, deed, by=actor_of(finance_head))
    assert waiting() == {"office_head"}


def test_where_it_depends_on_the_form_who_is_before_any_pick_will_do(clerk, director):
    decided_on(clerk, LEVEL_BY_LEVEL, "1")
    always = Test("amount", Type.MONEY, Operator.EMPTY)
    flow = line(
        Step(key="a", name="审核", handlers=(When(always, Superior(1)),)),
        Step(key="b", name="审批", handlers=(InitiatorsChoice(),)),
    )
    about = Subject(kind="test", title="请示", label="请示")
    deed = Deed(choices={"b": (director.pk,)})
    actions.start(version_of(clerk.organisation, flow), about, deed, by=actor_of(clerk))
    assert waiting() == {"office_head"}


def test_nobody_picks_the_initiator_to_approve_their_own(clerk, office_head):
    matter = begin(clerk, handed())
    with pytest.raises(Refused, match="不能选发起人本人"):
        agree(matter, office_head, sign=(clerk.pk,))
    decided_on(clerk, TO_INITIATOR, "1")
    agree(matter, office_head, sign=(clerk.pk,))
    assert waiting() == {"clerk"}
