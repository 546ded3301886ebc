"""Who has agreed before, or is asked about their own matter, need not be asked again."""

from andu.engine import Again, Mode, Own, Step
from andu.engine.handlers import Initiator, NamedPerson, Superior
from andu.todo.models import Todo
from andu.workflow import actions, store
from andu.workflow.actions.deciding import Back
from andu.workflow.deciding import asking_of
from andu.workflow.foreseeing import foreseen
from andu.workflow.loading import replayed
from andu.workflow.models import Matter, Visit
from andu.workflow.saying import PLAIN, Deed
from andu.workflow.tests.conftest import begin, line, seat_of
from andu.workflow.trace import trace_of
from tests.cast import actor_of


def named(*codes: str, **more: object):
    """Steps a, b, c … each with these people."""
    return line(*(
        Step(key="abcdef"[at], name="审核会签签批复核"[2 * at : 2 * at + 2],
             handlers=tuple(NamedPerson(each) for each in code.split()), **more)
        for at, code in enumerate(codes)
    ))  # fmt: skip


def agree(matter, member) -> Matter:
    return actions.agree(matter, seat_of(matter, member), by=actor_of(member))


def waiting() -> set[str]:
    return {todo.assignee.code for todo in Todo.objects.all()}


def told(matter) -> list[tuple[str, str, str]]:
    """The lines of what was not asked: who, step, why."""
    loaded = store.load(matter.pk)
    lines = trace_of(loaded, None, None)
    return [(each.who, each.step, each.did) for each in lines if each.state == "aside"]


def test_who_has_agreed_is_not_asked_again_and_the_trace_says_so(clerk, office_head, director):
    matter = begin(clerk, named("office_head", "director", "office_head", again=Again.ONCE))
    agree(matter, office_head)
    matter = agree(matter, director)
    assert matter.state == Matter.State.FINISHED and not Todo.objects.exists()
    assert told(matter) == [("罗曼青", "签批", "前面已同意，不再办理")]
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)


def test_in_a_row_means_the_step_right_before(clerk, office_head, director):
    codes = ("office_head", "office_head", "director", "office_head")
    matter = begin(clerk, named(*codes, again=Again.CONSECUTIVE))
    agree(matter, office_head)
    assert waiting() == {"director"}
    agree(matter, director)
    assert waiting() == {"office_head"}
    assert [step for _who, step, _did in told(matter)] == ["会签"]


def test_in_a_countersign_the_others_are_still_asked(clerk, office_head, finance_head):
    flow = named("office_head", "office_head finance_head", mode=Mode.ALL, again=Again.ONCE)
    matter = begin(clerk, flow)
    agree(matter, office_head)
    assert waiting() == {"finance_head"}
    assert agree(matter, finance_head).state == Matter.State.FINISHED


def test_after_a_return_what_was_agreed_before_counts_no_more(clerk, office_head, director):
    matter = begin(clerk, named("office_head", "director", "office_head", again=Again.ONCE))
    agree(matter, office_head)
    deed = Deed(opinion="请重办。")
    actions.return_(matter, seat_of(matter, director), Back(), deed, by=actor_of(director))
    actions.resubmit(matter, seat_of(matter, clerk), by=actor_of(clerk))
    assert waiting() == {"office_head"}


def test_without_the_setting_everybody_is_asked_each_time(clerk, office_head, director):
    matter = begin(clerk, named("office_head", "office_head"))
    agree(matter, office_head)
    assert waiting() == {"office_head"} and not told(matter)


def test_ones_own_matter_is_passed_or_goes_to_the_superior(clerk, office_head):
    begin(clerk, named("clerk office_head", mode=Mode.ALL, own=Own.PASS))
    assert waiting() == {"office_head"}
    Todo.objects.all().delete()
    flow = line(Step(key="a", name="审核", handlers=(NamedPerson("clerk"),), own=Own.SUPERIOR))
    begin(clerk, flow)
    assert waiting() == {"office_head"}


def test_a_step_meant_for_the_initiator_is_theirs(clerk, office_head):
    flow = line(
        Step(key="a", name="审核", handlers=(Superior(1),)),
        Step(key="b", name="确认", handlers=(Initiator(),), own=Own.PASS),
    )
    matter = begin(clerk, flow)
    agree(matter, office_head)
    assert waiting() == {"clerk"}


def test_the_last_decision_can_be_taken_back_over_a_step_passed_by_itself(
    clerk, office_head, director
):
    matter = begin(clerk, named("office_head", "office_head", "director", again=Again.ONCE))
    seat = seat_of(matter, office_head)
    agree(matter, office_head)
    assert waiting() == {"director"}
    actions.take_back(matter, seat, by=actor_of(office_head))
    assert waiting() == {"office_head"}
    assert Visit.objects.get(run__matter=matter, state="live").node == "a"


def test_the_way_shown_leaves_out_who_will_not_be_asked(clerk, office_head):
    matter = begin(clerk, named("office_head", "director", "office_head", again=Again.ONCE))
    loaded = store.load(matter.pk)
    assert [each.step for each in foreseen(loaded, asking_of(loaded, PLAIN)).steps] == ["b"]
