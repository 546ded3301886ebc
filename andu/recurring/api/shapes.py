"""What goes in and out, as the OpenAPI document tells it."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from ninja import Field, Schema


class PlanIn(Schema):
    """Who starts when, how, and what stands in the form already."""

    name: str = Field(description=_("名称，例如“月度安全检查”"))
    who: str = Field(description="people, post, role, heads")
    members: list[int] = Field(default_factory=list, description=_("人员编号，who 为 people 时"))
    post: str = Field("", description=_("岗位代码，who 为 post 时"))
    role: str = Field("", description=_("角色代码，who 为 role 时"))
    units: list[int] = Field(
        default_factory=list, description=_("部门编号（含下级），不填为全单位")
    )
    every: str = Field(description="day, week, month, year")
    weekdays: list[int] = Field(
        default_factory=list, description=_("every 为 week 时：0 是周一，6 是周日")
    )
    month: int = Field(1, description=_("every 为 year 时的月份"))
    on: str = Field("day", description="day, last_day, workday, last_workday")
    number: int = Field(1, description=_("第几日，或第几个工作日"))
    time: str = Field("09:00", description=_("本地时间，如 09:00"))
    off: str = Field("next", description=_("遇非工作日：as_is, next, before, left_out"))
    since: date
    until: date | None = Field(None, description=_("不填为一直有效"))
    mode: str = Field("draft", description="draft, submit")
    title: str = Field("", description=_("可以写 {year}、{month}、{day}、{name}、{unit}"))
    urgency: int = 0
    fields: dict[str, Any] = Field(default_factory=dict, description=_("字段代码 → 预先填的值"))
    today: list[str] = Field(default_factory=list, description=_("填发起当天日期的字段代码"))


class ScheduleIn(PlanIn):
    """A new one, of a flow."""

    flow: str = Field(description=_("流程代码"))


class ScheduleOut(Schema):
    """A schedule; `next_at` is when it comes next, if it does."""

    id: int
    flow: str
    name: str
    state: str = Field(description="active, paused, ended")
    when: str = Field(description=_("什么时候，一句话"))
    whose: str = Field(description=_("谁发起，一句话"))
    mode: str = Field(description="draft, submit")
    next_at: datetime | None = None


class SchedulesOut(Schema):
    """A page of schedules; `next` goes into `after`."""

    items: list[ScheduleOut]
    next: str


class ScheduleDetail(ScheduleOut):
    """One of them, with its rule and the next moments."""

    who: str
    members: list[int]
    post: str
    role: str
    units: list[int]
    every: str
    weekdays: list[int]
    month: int
    on: str
    number: int
    time: str
    off: str
    since: date
    until: date | None = None
    title: str
    urgency: int
    today: list[str]
    maker: str
    made: datetime
    coming: list[datetime] = Field(description=_("接下来几次"))
    unset_years: list[int] = Field(description=_("其中还没有设置节假日的年份"))


class OccasionOut(Schema):
    """Once: how it turned out, and for how many."""

    id: int
    day: date
    nominal: date = Field(description=_("原定日期"))
    at: datetime
    state: str = Field(description="held, nobody, refused, missed")
    why: str
    total: int
    done: int
    refused: int
    waiting: int


class OccasionsOut(Schema):
    """A page of them, the newest first; `next` goes into `after`."""

    items: list[OccasionOut]
    next: str


class StartOut(Schema):
    """One person's; `matter` only where one may open it."""

    member: int
    name: str
    state: str = Field(description="asked, submitted, drafted, refused")
    why: str
    matter: int | None = None
    is_settled: bool = Field(description=_("存草稿的：已由本人提交或删除"))
    at: datetime


class StartsOut(Schema):
    """A page of them; `next` goes into `after`."""

    items: list[StartOut]
    next: str
