"""What is said and attached later is found later, by those who may see it."""

import pytest

from andu.approvals import actions
from andu.approvals.actions.handling import Act
from andu.approvals.jobs import index_changed
from andu.approvals.models import IndexMark
from andu.search.indexing import remove
from andu.search.models import Entry
from andu.search.queries import Wanted, search
from andu.workflow.models import Seat
from tests.cast import actor_of

pytestmark = pytest.mark.django_db


def found(who, text, wanted=None):
    return [entry.object_id for entry in search(actor_of(who), text, wanted or Wanted()).items]


def agreed(request, who, opinion):
    seat = Seat.objects.get(run__matter=request.matter, member=who, state="open")
    actions.decide(request, Act(verb="agree", seat=seat.number, opinion=opinion), by=actor_of(who))


def test_opinions_and_handlers_are_found_after_the_sweep(submit, clerk, office_head, outsider):
    request = submit()
    assert found(clerk, "探亲") == [request.matter_id]
    agreed(request, office_head, "请与人事核对年假余额")
    assert found(clerk, "年假余额") == []
    assert index_changed() == 1
    assert found(clerk, "年假余额") == found(clerk, office_head.name) == [request.matter_id]
    assert found(outsider, "年假余额") == []
    assert index_changed() == 0


def test_a_link_committed_late_is_not_missed(submit, clerk, office_head):
    request = submit()
    agreed(request, office_head, "晚到的意见")
    IndexMark.objects.update_or_create(pk=1, defaults={"history_id": 10})
    index_changed()
    assert found(clerk, "晚到的意见") == [request.matter_id]


def test_what_was_never_indexed_is_made_up(submit, clerk):
    request = submit()
    remove("approvals", [request.matter_id])
    assert found(clerk, "探亲") == []
    index_changed()
    assert found(clerk, "探亲") == [request.matter_id]


def test_results_are_narrowed(submit, clerk, office_head):
    request = submit()
    assert found(clerk, "请假", Wanted(label="请假申请", author=clerk.pk, is_open=True))
    assert found(clerk, "请假", Wanted(unit_path=Entry.objects.get().unit_path))
    for other in (
        Wanted(label="报销"), Wanted(author=office_head.pk), Wanted(is_open=False),
        Wanted(unit_path="/999/"), Wanted(kinds=("nothing",)),
    ):  # fmt: skip
        assert found(clerk, "请假", other) == []
    assert request.matter_id


def test_what_a_step_hides_is_not_indexed(submit, clerk, office_head):
    submit()
    index_changed()
    assert "内部备注" not in Entry.objects.get().text
