"""Who may let the clock start requests, and what it may do."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.approvals import rules as approvals
from andu.approvals.models import Template, TemplateVersion
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.acting import actor_of
from andu.organisation.calendar import calendar_for
from andu.organisation.models import Member
from andu.policy.reading import value
from andu.recurring import meaning
from andu.recurring.filling import filled, lacking
from andu.recurring.models import Schedule, Start
from andu.recurring.occurring import Every, following
from andu.recurring.planning import Plan, wording_of
from andu.recurring.policy import MOST_PEOPLE, REMIND_DAYS

FARTHEST = datetime.timedelta(days=3660)
LONGEST_TITLE = 120  # names and units are put in
MOST_LACKING = 5
Who = Schedule.Who


def may_schedule(by: Actor, template: Template) -> Verdict:
    """Whoever may make the template, which people can start."""
    allowed = approvals.may_manage(by, template.unit)
    if not allowed:
        return allowed
    if by.member_id is None:
        return no(_("管理账户不能设置定时发起，请用本人的业务账户登录。"), "no-member")
    if not template.is_open or not template.newest:
        words = _("“{name}”还没有发布或已停用，启用后再设置定时发起。")
        return no(words.format(name=template), "closed")
    return yes


def may_edit(by: Actor, template: Template) -> Verdict:
    """Whoever may make the template; others who look after it only see."""
    return approvals.may_manage(by, template.unit)


def may_change(by: Actor, schedule: Schedule) -> Verdict:
    """One that was not ended."""
    if schedule.state == Schedule.State.ENDED:
        return no(_("这个定时发起已经删除，请另设一个。"), "ended")
    return may_schedule(by, schedule.template)


def may_pause(by: Actor, schedule: Schedule) -> Verdict:
    """One that goes on, also when its template is closed."""
    if schedule.state != Schedule.State.ACTIVE:
        return no(_("这个定时发起已经暂停或删除，请刷新后再看。"), "not-active")
    return approvals.may_manage(by, schedule.template.unit)


def may_resume(by: Actor, schedule: Schedule) -> Verdict:
    """One that was paused."""
    if schedule.state != Schedule.State.PAUSED:
        return no(_("这个定时发起没有暂停，请刷新后再看。"), "not-paused")
    return may_schedule(by, schedule.template)


def may_end(by: Actor, schedule: Schedule) -> Verdict:
    """One that is still there."""
    if schedule.state == Schedule.State.ENDED:
        return no(_("这个定时发起已经删除。"), "ended")
    return approvals.may_manage(by, schedule.template.unit)


def may_plan(by: Actor, template: Template, plan: Plan) -> Verdict:
    """A plan that comes to something: named, on days that come, for people who are there, with a
    form that can be submitted where nobody looks at it before."""
    verdict = _may_be_called(plan) and _may_mean(template, plan) and _may_recur(template, plan)
    if not verdict:
        return verdict
    if plan.urgency not in approvals.urgencies(by):
        return no(_("不能选择这个紧急程度，请改选。"), "urgency")
    return yes if plan.mode == Schedule.Mode.DRAFT else may_submit_alone(template, plan)


def may_submit_alone(template: Template, plan: Plan) -> Verdict:
    """Everything that must be filled in is, for the first of those meant."""
    version = template.current
    assert version is not None  # a template without one takes no schedule
    first = meaning.people_of(plan, template.organisation_id)[0]
    member = Member.objects.get(pk=first.member)
    cleaned = filled(version, wording_of(plan), actor_of(member))
    return may_be_filled(lacking(version, cleaned))


def may_be_filled(wrong: list[str]) -> Verdict:
    """Nothing is wrong with the form."""
    if not wrong:
        return yes
    words = _("不能直接提交：{wrong}请预填好，或改为存草稿由本人填写。")
    return no(words.format(wrong="".join(wrong[:MOST_LACKING])), "lacking")


def may_occur(schedule: Schedule) -> Verdict:
    """The clock passes over what is paused or ended."""
    if schedule.state != Schedule.State.ACTIVE:
        return no(_("这个定时发起已经暂停或删除。"), "not-active")
    return yes


def may_run(template: Template) -> Verdict:
    """Something can be started from the template now."""
    if not template.is_open:
        return no(_("模板已停用"), "closed")
    return yes if template.newest else no(_("模板还没有发布"), "closed")


def may_be_many(template: Template, count: int) -> Verdict:
    """No more people than one occasion may start for."""
    most = value(MOST_PEOPLE, organisation=template.organisation_id)
    if count <= most:
        return yes
    words = _("一次最多为 {most} 人发起，现在是 {count} 人，请缩小范围，或由系统管理员调整上限。")
    return no(words.format(most=most, count=count), "too-many")


def may_remind(start: Start) -> Verdict:
    """Of a draft that still lies there after so many days, and was not reminded of."""
    if start.draft_id is None or start.reminded:
        return no(_("草稿已提交、删除，或已经提醒过。"), "settled")
    organisation = start.occasion.schedule.template.organisation_id
    days = value(REMIND_DAYS, organisation=organisation)
    if not days or start.at > timezone.now() - datetime.timedelta(days=days):
        return no(_("还没有到提醒的时候。"), "not-yet")
    return yes


def may_start_for(member: Member, version: TemplateVersion, by: Actor) -> Verdict:
    """Somebody who is here, can sign in and could start it themselves."""
    if member.state == Member.State.LEFT:
        return no(_("{name}已离职").format(name=member.name), "left")
    if member.account_id is None:
        return no(_("{name}没有登录账户").format(name=member.name), "no-account")
    return approvals.may_start(by, version.template)


def _may_be_called(plan: Plan) -> Verdict:
    if not plan.name.strip() or len(plan.name) > 80:
        return no(_("请填写名称，80 字以内，例如“月度安全检查”。"), "no-name")
    if len(plan.title) > LONGEST_TITLE:
        words = _("标题最多 {most} 字，请精简。")
        return no(words.format(most=LONGEST_TITLE), "title")
    return yes


def _may_mean(template: Template, plan: Plan) -> Verdict:
    if plan.who == Who.POST and plan.post is None:
        return no(_("请选择岗位。"), "no-post")
    if plan.who == Who.ROLE and plan.role is None:
        return no(_("请选择角色。"), "no-role")
    people = meaning.people_of(plan, template.organisation_id)
    if not people:
        return no(_("按这个范围现在没有人可以发起，请改选。"), "nobody")
    return may_be_many(template, len(people))


def _may_recur(template: Template, plan: Plan) -> Verdict:
    rhythm, today = plan.rhythm, timezone.localdate()
    if rhythm.until and rhythm.until < rhythm.since:
        return no(_("结束日期不能早于开始日期。"), "order")
    last = max(rhythm.since, rhythm.until or rhythm.since)
    if last > today + FARTHEST or rhythm.since < today - FARTHEST:
        return no(_("日期太远，请检查年份。"), "bad-day")
    if rhythm.every is Every.WEEK and not rhythm.weekdays:
        return no(_("请选择每周的哪几天。"), "no-weekday")
    if not following(rhythm, calendar_for(template.unit), max(today, rhythm.since), 1):
        return no(_("按这些日期不会再发起，请检查起止日期。"), "never")
    return yes
