"""A step for which nobody was found: listed, told once, said on its page, gone when mended."""

import pytest

from andu.engine import Nobody, Otherwise, Step
from andu.engine.handlers import NamedPerson, PostHolders, Superior
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.organisation.models import Appointment
from andu.portal.queries import stuck
from andu.workflow import actions, store
from andu.workflow.actions import keep_vacancy
from andu.workflow.desk import desk_of
from andu.workflow.models import Vacancy
from andu.workflow.operating import panels_of
from andu.workflow.proposing import Wish
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import alone, begin, line, seat_of
from tests.cast import actor_of, give_right

RIGHT = "workflow.matters.administer"
SIGN = Step(key="sign", name="会签", handlers=(PostHolders("p9"), NamedPerson("nobody")))
STRICT = Step(
    key="sign", name="会签", handlers=(PostHolders("p9"),), nobody=Nobody(Otherwise.REFUSE)
)


@pytest.fixture
def keeper(registrar):
    """陈砚秋 administers flows."""
    give_right(registrar, RIGHT)
    return registrar


@pytest.fixture
def on_its_way(clerk, office_head, keeper):
    """A request whose next step, after the head of the office, has nobody."""
    return begin(clerk, line(Step(key="check", name="审核", handlers=(Superior(1),)), SIGN))


def agree(matter, who):
    return actions.agree(matter, seat_of(matter, who), by=actor_of(who))


def panel(matter, who):
    """What the page says about it, to one person."""
    shown = panels_of(desk_of(store.load(matter.pk), actor_of(who)), actor_of(who))
    return next((one.content for one in shown if one.panel.code == "vacancy"), None)


def told(who):
    return Notice.objects.filter(member=who, kind="workflow.vacant").count()


def test_the_last_resort_stands_in_and_the_stop_is_listed(on_its_way, office_head, keeper, clerk):
    assert not stuck(actor_of(keeper)).vacant
    agree(on_its_way, office_head)
    (found,) = stuck(actor_of(keeper)).vacant
    assert (found.step, found.waits_for, found.run.matter) == ("会签", "陈砚秋", on_its_way)
    assert "p9" in found.reason and "nobody" in found.reason
    assert told(keeper) == 1 and told(clerk) == 0
    said = panel(on_its_way, clerk)
    assert "没有找到人" in said.stops[0].why and "陈砚秋代为处理" in said.stops[0].waits
    assert not said.may_mend and panel(on_its_way, keeper).may_mend


def test_reassigning_mends_it(on_its_way, office_head, keeper, finance_head):
    agree(on_its_way, office_head)
    seat = seat_of(on_its_way, keeper)
    alone(keeper)
    why = Deed(opinion="财务应当会签。")
    actions.reassign(on_its_way, seat, finance_head.pk, why, by=actor_of(keeper))
    assert not stuck(actor_of(keeper)).vacant and panel(on_its_way, keeper) is None


def test_who_administers_no_flows_sees_no_list(on_its_way, office_head, finance_head):
    agree(on_its_way, office_head)
    assert not stuck(actor_of(finance_head)).vacant


@pytest.fixture
def filled(bureau, finance_head):
    """The post p9, held by the head of finance while the matter begins."""
    post = bureau.posts["局长"]
    post.pk, post.code, post.name = None, "p9", "总会计师"
    post.save()
    return Appointment.objects.create(member=finance_head, unit=bureau.units["finance"], post=post)


def test_a_refused_act_is_kept_and_told_once(clerk, office_head, keeper, filled):
    flow = line(Step(key="check", name="审核", handlers=(Superior(1),)), STRICT)
    matter = begin(clerk, flow)
    Appointment.objects.filter(pk=filled.pk).delete()
    for _try in range(2):
        with pytest.raises(Refused, match="找不到办理人") as refusal:
            agree(matter, office_head)
        keep_vacancy(matter, refusal.value, by=actor_of(office_head))
    (found,) = stuck(actor_of(keeper)).vacant
    assert (found.seat, found.waits_for, found.reason) == (None, "罗曼青", "“总会计师”岗位")
    assert told(keeper) == 1
    assert "事项停在罗曼青处" in panel(matter, clerk).stops[0].waits
    filled.pk = None
    filled.save()
    agree(matter, office_head)
    assert not stuck(actor_of(keeper)).vacant and panel(matter, clerk) is None


def test_what_stands_still_is_listed_also_while_somebody_proposes(
    clerk, office_head, keeper, filled, director
):
    give_right(director, RIGHT)
    flow = line(Step(key="check", name="审核", handlers=(Superior(1),)), STRICT)
    matter = begin(clerk, flow)
    Appointment.objects.filter(pk=filled.pk).delete()
    with pytest.raises(Refused) as refusal:
        agree(matter, office_head)
    keep_vacancy(matter, refusal.value, by=actor_of(office_head))
    wish = Wish(verb="jump", target="draft")
    made = actions.propose(matter, wish, "改了再报。", by=actor_of(keeper))
    assert stuck(actor_of(keeper)).vacant
    actions.confirm(made, by=actor_of(director))
    assert not stuck(actor_of(keeper)).vacant


def test_other_refusals_leave_nothing(on_its_way, clerk, finance_head):
    with pytest.raises(Refused) as refusal:
        actions.agree(on_its_way, 2, by=actor_of(finance_head))
    assert keep_vacancy(on_its_way, refusal.value, by=actor_of(finance_head)) is None
    assert not Vacancy.objects.exists()
