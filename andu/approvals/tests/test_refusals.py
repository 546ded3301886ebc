"""What the rules of requests refuse, and that nothing has come of it."""

import pytest

from andu.approvals import actions, rules
from andu.approvals.actions.drafts import Typed
from andu.approvals.actions.handling import Act
from andu.approvals.actions.templates import Edition
from andu.approvals.models import Draft, Request, Template
from andu.approvals.policy import EXTRA_URGENT, PRINT_MOST
from andu.approvals.tests.samples import ACCESS, LEAVE, flow_of, trip
from andu.kit.verdict import Refused
from andu.organisation.acting import administrator
from andu.organisation.audience import Line, compose
from andu.workflow.models import History, Matter, Seat
from andu.workflow.tests.conftest import decided_on
from tests.cast import actor_of


def turn(request, member):
    """The member's open turn."""
    found = Seat.objects.get(run__matter=request.matter, member=member, state="open")
    return request.matter, found.number


def test_an_administrator_of_the_system_begins_nothing(version, system_administrator):
    by = administrator(system_administrator)
    assert rules.may_start(by, version.template).code == "no-member"
    with pytest.raises(Refused, match="管理账户不能发起事项"):
        actions.save_draft(version, Typed(title="草稿", raw={}), by=by)
    assert not Draft.objects.exists()


def test_a_template_is_for_those_it_is_meant_for(submit, version, bureau, clerk, finance_head):
    made = compose(bureau.organisation, [Line(bureau.units["finance"])])
    Template.objects.update(audience=made)
    version.template.refresh_from_db()
    with pytest.raises(Refused, match="没有向你开放，请联系归口部门办公室"):
        submit(clerk)
    assert not Request.objects.exists()
    assert submit(finance_head).matter.initiator == finance_head


def test_a_request_begun_on_an_older_version_is_looked_at_again(submit, version, designer):
    flow = flow_of(version.template.organisation, trip())
    newer = Edition(form=LEAVE, flow=flow, access=ACCESS)
    actions.publish_template(version.template, newer, by=actor_of(designer))
    version.template.refresh_from_db()
    with pytest.raises(Refused, match="模板刚刚更新"):
        submit()
    assert not Request.objects.exists()


def test_nobody_is_in_a_special_hurry_where_that_is_closed(submit, clerk):
    extra = Matter.Urgency.EXTRA
    assert submit(urgency=str(extra)).matter.urgency == extra
    decided_on(clerk, EXTRA_URGENT, "0")
    with pytest.raises(Refused, match="不能选择这个紧急程度"):
        submit(urgency=str(extra))
    assert Request.objects.count() == 1


@pytest.mark.parametrize(("verb", "allowed"), [("agree", True), ("take_back", False)])
def test_papers_go_with_an_opinion_only(verb, allowed):
    assert bool(rules.may_enclose(verb)) is allowed


def test_what_wants_the_page_is_not_done_in_a_pile(submit, clerk, office_head):
    matter, seat = turn(submit(), office_head)
    before = History.objects.count()
    with pytest.raises(Refused, match="不能批量使用"):
        actions.decide_briefly(matter, "dance", by=actor_of(office_head))
    assert History.objects.count() == before
    back = Act(verb="return", seat=seat, opinion="请改。")
    actions.decide(Request.objects.get(), back, by=actor_of(office_head))
    before = History.objects.count()
    with pytest.raises(Refused, match="退回给了你"):
        actions.decide_briefly(matter, "agree", by=actor_of(clerk))
    assert History.objects.count() == before


def test_a_pile_to_print_has_an_end(clerk):
    by = actor_of(clerk)
    most = PRINT_MOST.default
    assert rules.may_print_many(by, most)
    assert rules.may_print_many(by, most + 1).code == "too-many"
    assert rules.may_print_many(by, 0).code == "none"
