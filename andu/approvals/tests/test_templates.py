"""Making templates and publishing their versions."""

import pytest

from andu.approvals import access, actions
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.models import StepAccess, Template, TemplateVersion
from andu.approvals.tests.samples import ACCESS, LEAVE, flow_of, trip
from andu.audit.recording import entries_of
from andu.kit.verdict import Refused
from andu.organisation.models import Audience, AudienceLine
from tests.cast import actor_of, give_right


def test_a_template_has_a_place_for_its_form_and_flow(template, designer):
    assert template.form.code == template.flow.code == "approvals-leave"
    assert template.current is None
    assert [e.sentence for e in entries_of(template)] == ["陈砚秋 建立了审批模板“请假申请”"]


def test_a_version_pins_form_flow_and_access(template, version, designer):
    template.refresh_from_db()
    assert template.current == version
    assert version.form_version.definition == LEAVE
    rows = access.at_step(version, "sign")
    assert (rows["reason"], rows["deducted"], rows["secret"]) == ("read", "write", "hidden")
    assert access.at_step(version, "draft")["reason"] == "write"
    again = Edition(form=LEAVE, flow=version.flow_version, access={})
    second = actions.publish_template(template, again, by=actor_of(designer))
    assert (second.number, second.form_version) == (2, version.form_version)
    assert version.access.count() == 6


@pytest.mark.parametrize(
    ("key", "name", "numbering", "words"),
    [
        ("Leave!", "甲", "{n}", "小写字母"),
        ("x", " ", "{n}", "名称"),
        ("leave", "甲", "{n}", "已经有了"),
        ("x", "甲", "QJ", "流水号"),
        ("x", "甲", "{n.__class__}", "看不懂"),
        ("x", "甲", "{n" + "}" * 80, "最多"),
    ],
)
def test_a_template_needs_a_key_a_name_and_numbers(template, designer, key, name, numbering, words):
    about = Particulars(name=name, numbering=numbering)
    with pytest.raises(Refused, match=words):
        actions.create_template(template.unit, key, about, by=actor_of(designer))
    assert Template.objects.count() == 1


def test_without_the_right_nothing_is_made(template, version, clerk, outsider, bureau):
    give_right(clerk, "approvals.templates.manage", scope=bureau.units["finance"])
    give_right(outsider, "approvals.templates.manage", "forms.manage", "workflow.flows.design")
    about = Particulars(name="报销")
    for who in (clerk, outsider):
        by = actor_of(who)
        with pytest.raises(Refused, match="权限"):
            actions.create_template(bureau.units["office"], "x", about, by=by)
        with pytest.raises(Refused, match="权限"):
            actions.close_template(template, by=by)
        edition = Edition(form=LEAVE, flow=version.flow_version)
        with pytest.raises(Refused, match="权限"):
            actions.publish_template(template, edition, by=by)
    assert TemplateVersion.objects.count() == Template.objects.count() == 1


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"nowhere": {}}, "没有的环节"),
        ({"check": {"nothing": "read"}}, "没有的环节或字段"),
        ({"check": {"reason": "owner"}}, "隐藏、只读"),
    ],
)
def test_access_names_what_is_there(template, designer, rows, words):
    flow = flow_of(template.organisation, trip())
    with pytest.raises(Refused, match=words):
        edition = Edition(form=LEAVE, flow=flow, access=rows)
        actions.publish_template(template, edition, by=actor_of(designer))
    assert not TemplateVersion.objects.exists()
    assert not StepAccess.objects.exists()


def test_a_foreign_or_unpublished_flow_is_refused(template, designer, outsider):
    by = actor_of(designer)
    foreign = flow_of(outsider.organisation, trip())
    with pytest.raises(Refused, match="不属于本单位"):
        actions.publish_template(template, Edition(form=LEAVE, flow=foreign), by=by)
    own = flow_of(template.organisation, trip())
    own.state = "draft"
    own.save()
    with pytest.raises(Refused, match="没有发布"):
        actions.publish_template(template, Edition(form=LEAVE, flow=own, access=ACCESS), by=by)
    assert not TemplateVersion.objects.exists()


def test_a_closed_template_is_not_started_until_reopened(template, version, designer, clerk):
    by = actor_of(designer)
    actions.close_template(template, by=by)
    assert not Template.objects.startable_by(actor_of(clerk)).exists()
    with pytest.raises(Refused, match="已经停用"):
        actions.close_template(template, by=by)
    actions.reopen_template(template, by=by)
    assert Template.objects.startable_by(actor_of(clerk)).exists()
    with pytest.raises(Refused, match="已经启用"):
        actions.reopen_template(template, by=by)


def test_an_audience_says_who_may_start(template, version, bureau, clerk, finance_head, designer):
    audience = Audience.objects.create(organisation=template.organisation)
    line = {"audience": audience, "words": "x"}
    AudienceLine.objects.create(kind="subtree", unit=bureau.units["root"], **line)
    AudienceLine.objects.create(kind="unit", unit=bureau.units["finance"], left_out=True, **line)
    about = Particulars(name="请假申请", audience=audience, numbering="{n}")
    actions.revise_template(template, template.unit, about, by=actor_of(designer))
    assert Template.objects.startable_by(actor_of(clerk)).get() == template
    assert not Template.objects.startable_by(actor_of(finance_head)).exists()
    assert entries_of(template).last().details["changed"] in (
        ["category", "numbering", "audience"], ("category", "numbering", "audience"),
    )  # fmt: skip
