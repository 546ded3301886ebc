"""The list of flows: whose they are, how they are narrowed, and what it costs."""

import pytest
from django.urls import reverse
from django.utils import timezone

from andu.approvals import actions as approvals
from andu.approvals.actions.templates import Particulars
from andu.upkeep.queries.listing import Wanted, kept_by, listed
from andu.workflow.models import Seat
from tests.cast import actor_of, client_of, give_right
from tests.house.counting import constant_queries

FLOWS = reverse("upkeep:flows")


def test_the_head_of_the_owning_department_sees_its_flows(submit, browser):
    submit()
    page = browser.get(FLOWS).content.decode()
    assert "请假申请" in page
    assert "第 1 版" in page
    assert "没有登记" in page


def test_others_see_none_and_are_told_why(version, clerk, finance_head, outsider):
    page = client_of(clerk).get(FLOWS).content.decode()
    assert "没有归你管理的流程" in page
    assert 'href="/start?q=流程"' in page
    assert "请假申请" not in page
    assert not kept_by(actor_of(finance_head)).exists()
    assert not kept_by(actor_of(outsider)).exists()
    assert "还没有归口的流程" in client_of(finance_head).get(FLOWS).content.decode()


def test_a_right_reaches_as_far_as_its_unit(version, bureau, clerk, finance_head):
    give_right(clerk, "workflow.matters.administer", scope=bureau.units["finance"])
    assert not kept_by(actor_of(clerk)).exists()
    give_right(finance_head, "approvals.templates.manage")
    assert kept_by(actor_of(finance_head)).count() == 1


def test_what_runs_and_what_is_late_is_counted(submit, office_head):
    submit()
    submit()
    late = Seat.objects.filter(state="open").first()
    Seat.objects.filter(pk=late.pk).update(due=timezone.now() - timezone.timedelta(hours=1))
    (found,) = listed(actor_of(office_head), Wanted()).items
    assert (found.running, found.late) == (2, 1)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(q="请假"), 1), (Wanted(q="LEAVE"), 1), (Wanted(q="没有这个"), 0),
        (Wanted(state="published"), 1), (Wanted(state="draft"), 0), (Wanted(state="closed"), 0),
        (Wanted(unit="0"), 0), (Wanted(unit="x"), 0), (Wanted(state="?"), 1),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(version, office_head, wanted, found):
    assert len(listed(actor_of(office_head), wanted).items) == found


def test_states_are_told(version, template, designer, office_head):
    approvals.close_template(template, by=actor_of(designer))
    assert listed(actor_of(office_head), Wanted(state="closed")).items
    assert not listed(actor_of(office_head), Wanted(state="published")).items


def test_pages_go_on(version, bureau, designer, director):
    grow(bureau, designer)(4)
    by = actor_of(director)
    first = listed(by, Wanted(), size=3)
    rest = listed(by, Wanted(), first.next, size=3)
    names = [each.key for each in (*first.items, *rest.items)]
    assert len(names) == len(set(names)) == 5
    assert not rest.next


def test_the_list_costs_the_same_at_length(version, bureau, designer, office_head):
    constant_queries(client_of(office_head), FLOWS, grow(bureau, designer))


def grow(bureau, designer):
    """Add so many flows of the office."""
    made = []

    def add(count):
        for _time in range(count):
            made.append(1)
            about = Particulars(name=f"流程{len(made)}", category="综合")
            by = actor_of(designer)
            approvals.create_template(bureau.units["office"], f"more-{len(made)}", about, by=by)

    return add
