"""Schedules for machines: read, set, changed, paused, ended, by the form of the page."""

from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router

from andu.approvals.models import Template, TemplateVersion
from andu.approvals.told import may_be_told, told
from andu.forms import filling
from andu.kit import plain
from andu.kit.request import Request
from andu.kit.verdict import Refused, no, require
from andu.organisation.models import Post, Role
from andu.recurring import actions, queries, rules
from andu.recurring.api.shapes import (
    OccasionsOut,
    PlanIn,
    ScheduleDetail,
    ScheduleIn,
    SchedulesOut,
    StartsOut,
)
from andu.recurring.filling import access_of, kept
from andu.recurring.forms import ScheduleForm
from andu.recurring.models import Occasion, Schedule
from andu.recurring.models.schedule import WEEK
from andu.recurring.planning import Plan
from andu.recurring.words import when_words, who_words
from andu.ui.refusal import problem
from andu.upkeep.queries.listing import kept_by

router = Router(tags=[_("定时发起")])


@router.get("/schedules", response=SchedulesOut, summary=_("我管理的定时发起"))
def schedules(request: Request, flow: str = "", state: str = "", after: str = "") -> Any:
    """Fifty at a time; `flow`: of one flow, `state`: active, paused, ended."""
    rows = queries.found_of(request.actor)
    if flow:
        rows = rows.filter(template__key=plain.line(flow)[:80])
    if state in Schedule.State.values:
        rows = rows.filter(state=state)
    found = queries.paged(rows, after)
    return {"items": [_brief(each) for each in found.items], "next": found.next}


@router.post("/schedules", response=ScheduleDetail, summary=_("新设一个定时发起"))
def set_schedule(request: Request, said: ScheduleIn) -> Any:
    """From now on; refused as on the page when it comes to nothing."""
    key = plain.line(said.flow)[:80]
    template = get_object_or_404(kept_by(request.actor), key=key)
    require(rules.may_schedule(request.actor, template))
    plan = _planned(request, template, said)
    if isinstance(plan, HttpResponse):
        return plan
    return _detail(request, actions.schedule(template, plan, by=request.actor))


@router.get("/schedules/{number}", response=ScheduleDetail, summary=_("一个定时发起"))
def schedule(request: Request, number: str) -> Any:
    """With its rule and the next moments."""
    return _detail(request, _found(request, number))


@router.put("/schedules/{number}", response=ScheduleDetail, summary=_("修改一个定时发起"))
def change_schedule(request: Request, number: str, said: PlanIn) -> Any:
    """The whole of it; what is due by the old rule is done first."""
    found = _found(request, number)
    require(rules.may_change(request.actor, found))
    plan = _planned(request, found.template, said)
    if isinstance(plan, HttpResponse):
        return plan
    return _detail(request, actions.reschedule(found, plan, by=request.actor))


@router.post("/schedules/{number}/pause", response=ScheduleDetail, summary=_("暂停定时发起"))
def pause_schedule(request: Request, number: str) -> Any:
    """Nothing is started until it is resumed."""
    found = _found(request, number)
    return _detail(request, actions.pause_schedule(found, by=request.actor))


@router.post("/schedules/{number}/resume", response=ScheduleDetail, summary=_("恢复定时发起"))
def resume_schedule(request: Request, number: str) -> Any:
    """What would have come meanwhile is not made up for."""
    found = _found(request, number)
    return _detail(request, actions.resume_schedule(found, by=request.actor))


@router.post("/schedules/{number}/end", response=ScheduleDetail, summary=_("删除定时发起"))
def end_schedule(request: Request, number: str) -> Any:
    """Nothing is started any more; what it has started stays listed."""
    found = _found(request, number)
    return _detail(request, actions.end_schedule(found, by=request.actor))


@router.get("/schedules/{number}/occasions", response=OccasionsOut, summary=_("历次发起"))
def occasions(request: Request, number: str, after: str = "") -> Any:
    """What it has come to, the newest first."""
    found = queries.held(_found(request, number), request.actor, after)
    return {"items": [_held(each) for each in found.items], "next": found.next}


@router.get(
    "/schedules/{number}/occasions/{occasion}", response=StartsOut, summary=_("一次发起的结果")
)
def occasion_starts(
    request: Request, number: str, occasion: str, state: str = "", after: str = ""
) -> Any:
    """For whom it was started, and for whom it could not be."""
    one = get_object_or_404(
        Occasion.objects.visible_to(request.actor), schedule=_found(request, number),
        pk=plain.number(occasion),
    )  # fmt: skip
    found = queries.starts_of(one, request.actor, after, state)
    return {"items": [_start(each) for each in found.items], "next": found.next}


def _found(request: Request, number: str) -> Schedule:
    return get_object_or_404(queries.found_of(request.actor), pk=plain.number(number))


def _planned(request: Request, template: Template, said: PlanIn) -> Plan | HttpResponse:
    """What is asked for, by the form of the page; or what is wrong with it."""
    version, by = cast(TemplateVersion, template.current), request.actor
    definition = version.form_version.definition
    require(may_be_told(definition, said.fields, by))
    words = _words(said, template.organisation_id)
    posted = cast(Any, told(definition, said.fields, by, **words)).POST
    form = ScheduleForm(posted, version=version, actor=by)
    if said.today and "today" not in form.fields:
        raise Refused(no(_("表单里没有可以填当天日期的字段，请去掉 today。"), "invalid"))
    if not form.is_valid():
        return _unfit(form)
    return form.plan(kept(filling.draft(definition, access_of(version), posted)))


def _words(said: PlanIn, organisation: int) -> dict[str, Any]:
    """As a browser sends it: posts and roles by id; an unknown one is refused by the form."""
    found = said.model_dump(exclude={"fields", "flow", "post", "role"})
    for name, kind in (("post", Post), ("role", Role)):
        code = getattr(said, name)
        row = kind.objects.filter(organisation=organisation, code=code).first() if code else None
        found[name] = row.pk if row else "0" if code else ""
    return {name: "" if value is None else value for name, value in found.items()}


def _unfit(form: ScheduleForm) -> HttpResponse:
    errors = {name: " ".join(map(str, texts)) for name, texts in form.errors.items()}
    labels = {name: field.label for name, field in form.fields.items()}
    words = _("{label}：{error}")
    detail = " ".join(
        words.format(label=labels[name], error=error) if name in labels else error
        for name, error in errors.items()
    )
    return problem(422, detail, "invalid", errors=errors)


def _brief(one: Schedule) -> dict[str, Any]:
    return {
        "id": one.pk, "flow": one.template.key, "name": one.name, "state": one.state,
        "when": when_words(one), "whose": who_words(one), "mode": one.mode,
        "next_at": one.next_at,
    }  # fmt: skip


def _detail(request: Request, one: Schedule) -> dict[str, Any]:
    one = _found(request, str(one.pk))
    coming = queries.next_of(one)
    same = ("who", "every", "month", "on", "number", "off", "since", "until", "title", "urgency",
            "today", "maker", "made")  # fmt: skip
    return _brief(one) | {name: getattr(one, name) for name in same} | {
        "members": [each.pk for each in one.members.all()],
        "units": [each.pk for each in one.units.all()],
        "post": one.post.code if one.post else "", "role": one.role.code if one.role else "",
        "weekdays": [day for day in WEEK if one.weekdays >> day & 1],
        "time": f"{one.time:%H:%M}", "coming": coming,
        "unset_years": queries.unset_years(one, coming),
    }  # fmt: skip


def _held(each: queries.Held) -> dict[str, Any]:
    one = each.occasion
    return {
        "id": one.pk, "day": one.day, "nominal": one.nominal, "at": one.at, "state": one.state,
        "why": one.why, "total": each.total, "done": each.done, "refused": each.refused,
        "waiting": each.waiting,
    }  # fmt: skip


def _start(line: queries.Line) -> dict[str, Any]:
    one = line.start
    return {
        "member": one.member_id, "name": one.member.name, "state": one.state, "why": one.why,
        "matter": one.matter_id if line.link else None, "at": one.at,
        "is_settled": one.state == one.State.DRAFTED and one.draft_id is None,
    }  # fmt: skip
