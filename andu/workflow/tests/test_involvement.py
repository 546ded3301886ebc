"""What a person is to a matter, as the page asks it: the same as asked one by one."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from andu.kit.actor import Actor
from andu.organisation.acting import administrator
from andu.workflow import actions, store
from andu.workflow.desk import desk_of
from andu.workflow.involvement import Involvement, involvement_of
from andu.workflow.models import Follow, UrgeDuty
from andu.workflow.operating import menu_of, panels_of
from andu.workflow.tests.conftest import begin, countersign, seat_of
from tests.cast import actor_of, give_right


def lines_of(matter, member):
    by = actor_of(member)
    desk = desk_of(store.load(matter.pk), by)
    menu = {entry.operation.code for entry in menu_of(desk, by)}
    return menu, {one.panel.code for one in panels_of(desk, by)}


def test_it_is_one_statement(clerk, office_head, django_assert_num_queries):
    matter, by = begin(clerk, countersign("finance_head")), actor_of(office_head)
    with django_assert_num_queries(1):
        found = involvement_of(by, matter)
    assert found == Involvement(held=frozenset({"handler"}), sees=True, has_unopened=True)


def test_everything_there_is_about_a_matter_is_found(clerk, office_head, registrar):
    matter, other = (begin(clerk, countersign("finance_head")) for _each in range(2))
    actions.circulate(matter, [registrar.pk], by=actor_of(clerk))
    actions.relate(matter, [other], by=actor_of(clerk))
    actions.follow(matter, by=actor_of(registrar))
    seat = store.load(matter.pk).seats[seat_of(matter, office_head)]
    UrgeDuty.objects.create(seat=seat, member=registrar, opened=seat.opened, due=seat.opened)
    found = involvement_of(actor_of(registrar), matter)
    assert found == Involvement(
        held=frozenset({"reader"}), sees=True, is_follower=True, has_unopened=True,
        has_to_read=True, has_duty=True, is_circulated=True, is_related=True,
    )  # fmt: skip
    menu, panels = lines_of(matter, registrar)
    assert "unfollow" in menu and "follow" not in menu
    assert panels >= {"reading", "readers", "duty"}
    assert "related" not in panels  # the other one is not for them
    assert "related" in lines_of(matter, clerk)[1]


def test_somebody_who_has_nothing_to_do_with_it_is_nothing_to_it(clerk, director, outsider):
    matter = begin(clerk, countersign("finance_head"))
    Follow.objects.create(matter=matter, member=director, at=matter.started)
    assert involvement_of(actor_of(director), matter) == Involvement(is_follower=True)
    assert "unfollow" in lines_of(matter, director)[0]
    menu, panels = lines_of(matter, outsider)
    assert panels == set() and "circulate" not in menu
    assert involvement_of(Actor(), matter) == Involvement()


def test_who_administers_flows_sees_it_without_a_part(clerk, registrar, security_administrator):
    matter = begin(clerk, countersign("finance_head"))
    give_right(registrar, "workflow.matters.administer")
    assert involvement_of(actor_of(registrar), matter) == Involvement(sees=True)
    assert involvement_of(administrator(security_administrator), matter) == Involvement()


def test_whom_one_may_urge_is_read_once_for_the_whole_menu(clerk, office_head):
    matter, by = begin(clerk, countersign("finance_head")), actor_of(clerk)
    desk = desk_of(store.load(matter.pk), by)
    with CaptureQueriesContext(connection) as asked:
        menu = {entry.operation.code for entry in menu_of(desk, by)}
    assert menu >= {"urge", "deadline"}
    assert sum('FROM "workflow_urging"' in each["sql"] for each in asked) == 1
