"""The second clock: the limit of a whole matter, told before and when it has passed, once."""

from andu.notify.models import Notice
from andu.workflow import actions
from andu.workflow.jobs.matters_due import remind_matters
from andu.workflow.models import Matter
from andu.workflow.tests.conftest import begin, countersign
from andu.workflow.tests.moments import at
from tests.cast import actor_of


def told(member, word):
    return Notice.objects.filter(member=member, title__startswith=word).count()


def test_before_and_after_the_limit_of_the_matter(clock, clerk, office_head, finance_head):
    matter = begin(clerk, countersign("finance_head"))
    assert matter.due == at(2, 17, 30)
    clock(at(2, 16, 29))
    assert remind_matters() == 0
    clock(at(2, 16, 40))
    assert (remind_matters(), remind_matters()) == (1, 0)
    clock(at(2, 17, 31))
    assert (remind_matters(), remind_matters()) == (1, 0)
    for who in (clerk, office_head):
        assert (told(who, "即将到办结时限"), told(who, "已过办结时限")) == (1, 1)
    assert not told(finance_head, "已过办结时限")


def test_a_new_limit_is_a_limit_of_its_own(clock, clerk, office_head):
    matter = begin(clerk, countersign("finance_head"))
    clock(at(3, 9))
    remind_matters()
    actions.set_deadline(matter, at(4, 9), "局长批示", by=actor_of(office_head))
    clock(at(4, 10))
    assert remind_matters() == 1
    assert told(clerk, "已过办结时限") == 2


def test_a_clock_set_back_reminds_nobody_again(clock, clerk):
    begin(clerk, countersign("finance_head"))
    clock(at(7, 9))
    assert remind_matters() == 1
    for day in (3, 8):
        clock(at(day, 9))
        assert remind_matters() == 0


def test_what_does_not_run_is_left_alone(clock, clerk):
    begin(clerk, countersign("finance_head"))
    Matter.objects.update(state="suspended")
    clock(at(7, 9))
    assert remind_matters() == 0
