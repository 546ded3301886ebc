"""What goes online only, and when paper is let through."""

import pytest
from django.urls import reverse
from django.utils import timezone

from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.upkeep import actions
from andu.upkeep.actions import Problem
from andu.upkeep.models import Fixing, Waiver
from andu.upkeep.queries import online
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries

ONLINE = reverse("upkeep:online")


def at(name, *args):
    return reverse(f"upkeep:{name}", args=args)


@pytest.fixture
def fixed(version, office_head):
    """Leave goes online only."""
    day, by = timezone.localdate(), actor_of(office_head)
    return actions.fix_online(version.template, day, "管理规定第八条", by=by)


@pytest.fixture
def asked(fixed, clerk):
    """The clerk asks for one on paper."""
    return actions.ask_waiver(fixed.template, "援藏干部请假", "当地没有网络", by=actor_of(clerk))


def test_a_flow_is_fixed_and_lifted_with_a_reason(fixed, office_head, clerk):
    assert "管理规定第八条" in client_of(clerk).get(ONLINE).content.decode()
    with pytest.raises(Refused, match="请写明为什么解除"):
        actions.lift(fixed.template, " ", by=actor_of(office_head))
    actions.lift(fixed.template, "系统升级", by=actor_of(office_head))
    assert not Fixing.objects.standing().exists()
    assert Fixing.objects.get().lifted_why == "系统升级"
    with pytest.raises(Refused, match="没有线上固化"):
        actions.lift(fixed.template, "再来", by=actor_of(office_head))


def test_only_a_published_flow_is_fixed_once_by_its_owner(template, version, clerk, office_head):
    day = timezone.localdate()
    with pytest.raises(Refused, match="已发布"):
        actions.fix_online(template.__class__.objects.create(
            organisation=template.organisation, unit=template.unit, key="x", name="x",
            form=version.form_version.form.__class__.objects.create(
                organisation=template.organisation, code="x", name="x"),
            flow=template.flow.__class__.objects.create(
                organisation=template.organisation, code="x", name="x"),
        ), day, "依据", by=actor_of(office_head))  # fmt: skip
    with pytest.raises(Refused, match="请写明依据"):
        actions.fix_online(version.template, day, " ", by=actor_of(office_head))
    with pytest.raises(Refused, match="负责人"):
        actions.fix_online(version.template, day, "依据", by=actor_of(clerk))
    assert not Fixing.objects.exists()
    actions.fix_online(version.template, day, "依据", by=actor_of(office_head))
    with pytest.raises(Refused, match="已经线上固化"):
        actions.fix_online(version.template, day, "依据", by=actor_of(office_head))


def test_an_exception_is_asked_for_and_granted(asked, office_head, clerk):
    assert Notice.objects.filter(member=office_head, title__contains="援藏干部请假").exists()
    actions.decide_waiver(asked, "granted", "", by=actor_of(office_head))
    asked.refresh_from_db()
    assert (asked.state, asked.decider) == ("granted", "罗曼青")
    assert Notice.objects.filter(member=clerk, title__contains="同意").exists()
    with pytest.raises(Refused, match="已经由罗曼青审批"):
        actions.decide_waiver(asked, "denied", "晚了", by=actor_of(office_head))


def test_a_denial_says_why_and_nobody_decides_for_themselves(fixed, asked, office_head, clerk):
    by = actor_of(office_head)
    with pytest.raises(Refused, match="请写明理由"):
        actions.decide_waiver(asked, "denied", " ", by=by)
    with pytest.raises(Refused, match="同意或不同意"):
        actions.decide_waiver(asked, "asked", "", by=by)
    with pytest.raises(Refused, match="自己的申请"):
        actions.decide_waiver(asked, "granted", "", by=actor_of(clerk))
    own = actions.ask_waiver(fixed.template, "我的", "出差", by=by)
    with pytest.raises(Refused, match="自己的申请"):
        actions.decide_waiver(own, "granted", "", by=by)
    assert not Waiver.objects.exclude(state="asked").exists()


def test_without_a_fixing_there_is_no_exception(version, template, clerk, outsider):
    with pytest.raises(Refused, match="不需要例外"):
        actions.ask_waiver(version.template, "一件事", "理由", by=actor_of(clerk))
    with pytest.raises(Refused, match="本单位"):
        actions.ask_waiver(version.template, "一件事", "理由", by=actor_of(outsider))
    assert not Waiver.objects.exists()


def test_words_are_asked_for(fixed, clerk):
    with pytest.raises(Refused, match="请写明是哪一件事"):
        actions.ask_waiver(fixed.template, " ", "理由", by=actor_of(clerk))


def test_an_offline_case_is_counted_in_the_register(fixed, clerk, director):
    problem = Problem(kind="offline", words="还在传纸", template=fixed.template)
    actions.report(problem, by=actor_of(clerk))
    (row,) = online.register_of(actor_of(director))
    assert (row.cases, row.granted) == (1, 0)


def test_the_pages_fix_ask_and_decide(version, office_head, clerk, finance_head):
    head, mine = client_of(office_head), client_of(clerk)
    said = {"since": timezone.localdate().isoformat(), "basis": "第八条"}
    assert head.get(at("fix", "leave")).status_code == 200
    assert head.post(at("fix", "leave"), {**said, "basis": ""}).status_code == 422
    assert head.post(at("fix", "leave"), said).status_code == 302
    assert "只在线上办" in head.get(at("flow", "leave")).content.decode()
    wish = {"template": "leave", "title": "援藏干部请假", "reason": "没有网络"}
    assert mine.post(at("waiver_new"), {**wish, "reason": ""}).status_code == 422
    assert mine.post(at("waiver_new"), wish).status_code == 302
    made = Waiver.objects.get()
    assert at("waiver_decide", made.pk) not in mine.get(ONLINE).content.decode()
    assert at("waiver_decide", made.pk) in head.get(ONLINE).content.decode()
    decide = at("waiver_decide", made.pk)
    assert client_of(finance_head).post(decide, {"outcome": "granted"}).status_code == 404
    assert head.post(decide, {"outcome": "granted"}).status_code == 302
    assert "罗曼青" in mine.get(f"{ONLINE}?state=granted").content.decode()
    assert head.post(at("lift", "leave"), {"why": "系统升级"}).status_code == 302


def test_the_register_costs_the_same_at_length(fixed, office_head, clerk):
    def grow(count):
        for number in range(count):
            actions.ask_waiver(fixed.template, f"事{number}", "没有网络", by=actor_of(clerk))

    constant_queries(client_of(office_head), ONLINE, grow)


def test_the_register_links_flows_for_those_who_look_after_them(fixed, office_head, finance_head):
    assert at("flow", "leave") in client_of(office_head).get(ONLINE).content.decode()
    shown = client_of(finance_head).get(ONLINE).content.decode()
    assert "请假申请" in shown
    assert at("flow", "leave") not in shown
