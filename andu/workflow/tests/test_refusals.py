"""What the rules refuse, and that nothing has happened then."""

import pytest

from andu.audit.models import Entry
from andu.engine import Opinion, Step
from andu.engine.handlers import Superior
from andu.engine.nodes import Nature
from andu.kit.verdict import Refused
from andu.organisation import actions as people
from andu.organisation.acting import administrator
from andu.policy.types import ENFORCE
from andu.workflow import (
    actions,
    rules,
    rules_absence,
    rules_checking,
    rules_consulting,
    rules_proposing,
    rules_supplement,
    store,
)
from andu.workflow.models import (
    Finding,
    Flow,
    FlowVersion,
    Handover,
    History,
    Matter,
    Proposal,
    Relation,
    Supplement,
)
from andu.workflow.policy import OPINION, TRANSFER_RANGE
from andu.workflow.rights import ADMINISTER, DESIGN
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, decided_on, line, seat_of, version_of
from andu.workflow.tests.test_delegation import away, delegated, refused
from tests.cast import actor_of, give_right

WHY = Deed(opinion="此事另有安排。")


@pytest.fixture
def keeper(registrar):
    """陈砚秋 administers flows."""
    give_right(registrar, ADMINISTER.code)
    return actor_of(registrar)


def told():
    """What every act leaves behind."""
    return History.objects.count(), Entry.objects.count()


def refuses(match, verb, *args, **more):
    """The verb is refused, and leaves nothing behind."""
    before = told()
    with pytest.raises(Refused, match=match):
        verb(*args, **more)
    assert told() == before


def test_flows_are_made_by_those_with_the_right(clerk, office_head):
    refuses("没有设计流程的权限", actions.create_flow, "qj", "请假", by=actor_of(clerk))
    assert not Flow.objects.exists()
    give_right(office_head, DESIGN.code)
    flow = actions.create_flow("qj", "请假", by=actor_of(office_head))
    refuses("没有设计流程的权限", actions.draft_version, flow, "<x/>", by=actor_of(clerk))
    draft = actions.draft_version(flow, "<x/>", by=actor_of(office_head))
    FlowVersion.objects.filter(pk=draft.pk).update(state="published")
    refuses("这一版已经发布", actions.publish, draft, by=actor_of(office_head))


def test_a_matter_starts_by_people_of_the_house_with_a_published_flow(
    clerk, outsider, system_administrator
):
    version = version_of(clerk.organisation, countersign("finance_head"))
    by = administrator(system_administrator)
    assert rules.may_start(by, version).code == "no-member"
    assert rules.may_start(actor_of(outsider), version).code == "foreign"
    FlowVersion.objects.filter(pk=version.pk).update(state="draft")
    version.refresh_from_db()
    assert rules.may_start(actor_of(clerk), version).code == "not-published"
    assert not Matter.objects.exists()


def test_an_administrator_without_a_seat_in_the_house_handles_nothing(
    clerk, office_head, system_administrator
):
    matter = begin(clerk, countersign("finance_head"))
    seat, by = seat_of(matter, office_head), administrator(system_administrator)
    refuses("管理账户不能办理事项", actions.agree, matter, seat, by=by)


@pytest.mark.parametrize(
    "rule",
    [
        rules_checking.may_find,
        lambda by, _run: rules_checking.may_withdraw_finding(by, Finding()),
        lambda by, run: rules_consulting.may_consult(by, run, 1),
        lambda by, _run: rules_proposing.may_settle(by, Proposal()),
        lambda by, _run: rules_proposing.may_withdraw_proposal(by, Proposal()),
        rules_supplement.may_ask_to_sign,
        lambda by, run: rules_supplement.may_sign_after(by, run, 1),
        lambda by, run: rules_supplement.may_withdraw_asking(by, Supplement(), run),
    ],
)
def test_nor_finds_asks_settles_or_signs_anything(clerk, system_administrator, rule):
    loaded = store.load(begin(clerk, countersign("director")).pk)
    by = administrator(system_administrator)
    before = told()
    verdict = rule(by, loaded)
    assert (verdict.code, "请用本人的业务账户登录" in str(verdict.reason)) == ("no-member", True)
    assert told() == before


@pytest.mark.parametrize(
    ("wanted", "policy", "needed"),
    [
        (Opinion.REQUIRED, "off", True), (Opinion.OPTIONAL, ENFORCE, False),
        (Opinion.POLICY, ENFORCE, True), (Opinion.POLICY, "off", False),
    ],
)  # fmt: skip
def test_an_opinion_is_needed_as_the_step_says_else_as_the_policy(
    clerk, office_head, wanted, policy, needed
):
    matter = begin(clerk, line(Step(key="check", handlers=(Superior(1),), opinion=wanted)))
    decided_on(clerk, OPINION, policy)
    seat, by = seat_of(matter, office_head), actor_of(office_head)
    if needed:
        refuses("要求填写意见", actions.agree, matter, seat, Deed(opinion=" "), by=by)
    assert actions.agree(matter, seat, WHY if needed else Deed(), by=by).state == "finished"


def test_reading_needs_no_words(clerk, office_head):
    step = Step(key="read", nature=Nature.READ, handlers=(Superior(1),), opinion=Opinion.REQUIRED)
    loaded = store.load(begin(clerk, line(step)).pk)
    assert not rules.wants_opinion(loaded, seat_of(loaded.matter, office_head))


def test_nobody_hands_on_where_the_policy_lets_nobody(clerk, office_head, registrar):
    matter = begin(clerk, line(Step(key="check", handlers=(Superior(1),))))
    decided_on(clerk, TRANSFER_RANGE, "nobody")
    seat, by = seat_of(matter, office_head), actor_of(office_head)
    refuses("不允许转办", actions.transfer, matter, seat, registrar.pk, WHY, by=by)


def test_nobody_is_put_into_a_seat_who_cannot_have_it(
    clerk, office_head, finance_head, outsider, keeper, system_administrator
):
    matter = begin(clerk, countersign("director"))
    seat = seat_of(matter, office_head)
    people.see_out(finance_head, by=administrator(system_administrator), basis="离职审批")
    for to, why in (
        (outsider, "不属于本组织"), (finance_head, "已经离职"), (clerk, "发起人"),
        (office_head, "现在就由此人办理"),
    ):  # fmt: skip
        loaded = store.load(matter.pk)
        to.refresh_from_db()
        assert why in str(rules.may_reassign(keeper, loaded, seat, to, "理由").reason)
    assert seat_of(matter, office_head) == seat


def test_at_most_twenty_are_linked_at_a_time(clerk):
    flow = countersign("registrar")
    first, *others = [begin(clerk, flow) for _n in range(22)]
    refuses("一次最多关联 20 件", actions.relate, first, others, by=actor_of(clerk))
    assert not Relation.objects.exists()
    assert actions.relate(first, others[:20], by=actor_of(clerk)) == 20


def test_a_delegation_that_is_over_is_not_revoked(director, office_head):
    made = delegated(director, office_head)
    type(made).objects.filter(pk=made.pk).update(ended=made.created)
    refuses("已经到期", actions.revoke_delegation, made, by=actor_of(director))


def test_a_delegation_begins_on_its_first_day_and_once(director, office_head, finance_head, clerk):
    for made in (delegated(director, office_head), delegated(finance_head, clerk, 5)):
        refuses("今天不开始", actions.begin_delegation, made, by=actor_of(director))


def test_turns_of_the_departed_are_handed_over_not_delegated(
    office_head, finance_head, keeper, system_administrator
):
    people.see_out(office_head, by=administrator(system_administrator), basis="离职审批")
    office_head.refresh_from_db()
    refused("已离职，请在“离岗交接”中处理", away(office_head, finance_head), keeper, "领导批示")


def test_a_handover_goes_once_at_a_time_and_ends_when_all_is_tried(
    clerk, office_head, finance_head, keeper
):
    begin(clerk, countersign("registrar"))
    made = actions.hand_over(office_head, finance_head, "调岗", by=keeper)
    refuses("正在进行", actions.hand_over, office_head, finance_head, "调岗", by=keeper)
    refuses("还没有做完", actions.finish_handover, made, by=keeper)
    assert Handover.objects.get().state == "running"


def test_nobody_who_left_takes_over(clerk, office_head, finance_head, keeper, system_administrator):
    begin(clerk, countersign("registrar"))
    people.see_out(finance_head, by=administrator(system_administrator), basis="离职审批")
    finance_head.refresh_from_db()
    refuses("不能接手", actions.hand_over, office_head, finance_head, "调岗", by=keeper)
    assert not Handover.objects.exists()


def test_nobody_is_settled_who_is_still_there(clerk, office_head, keeper):
    refuses("仍在职", actions.settle_departure, office_head, by=keeper)


def test_another_house_has_its_own_administrators(clerk, outsider):
    give_right(outsider, ADMINISTER.code)
    assert not rules_absence.administers(actor_of(outsider), clerk)
