"""What somebody wants of a schedule, before it is one."""

import datetime
from dataclasses import dataclass, field

from andu.forms.filling import Raw
from andu.organisation.models import Member, Post, Role, Unit
from andu.recurring.filling import Wording
from andu.recurring.models import Schedule
from andu.recurring.occurring import Rhythm


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Who starts when, in which mode, and what stands in the form already: `raw` as typed, `today`
    the keys of date fields that say 今天."""

    name: str
    who: str
    members: tuple[Member, ...] = ()
    post: Post | None = None
    role: Role | None = None
    units: tuple[Unit, ...] = ()
    rhythm: Rhythm
    time: datetime.time
    mode: str = Schedule.Mode.DRAFT.value
    title: str = ""
    urgency: int = 0
    raw: Raw = field(default_factory=dict)
    today: tuple[str, ...] = ()


def plan_of(schedule: Schedule) -> Plan:
    """What a schedule wants; two statements."""
    return Plan(
        name=schedule.name, who=schedule.who, members=tuple(schedule.members.all()),
        post=schedule.post, role=schedule.role, units=tuple(schedule.units.all()),
        rhythm=schedule.rhythm, time=schedule.time, mode=schedule.mode, title=schedule.title,
        urgency=schedule.urgency, raw=schedule.raw, today=tuple(schedule.today),
    )  # fmt: skip


def wording_of(said: Plan | Schedule) -> Wording:
    """What a plan or schedule fills in."""
    return Wording(title=said.title, raw=said.raw, today=tuple(said.today))


def put(plan: Plan, schedule: Schedule) -> None:
    """Write a plan into the columns of a schedule, not saved."""
    rhythm = plan.rhythm
    schedule.name, schedule.who, schedule.mode = plan.name, plan.who, plan.mode
    schedule.post = plan.post if plan.who == Schedule.Who.POST else None
    schedule.role = plan.role if plan.who == Schedule.Who.ROLE else None
    schedule.every, schedule.on, schedule.off = (
        rhythm.every.value,
        rhythm.on.value,
        rhythm.off.value,
    )
    schedule.weekdays = sum(1 << day for day in rhythm.weekdays)
    schedule.number, schedule.month, schedule.time = rhythm.number, rhythm.month, plan.time
    schedule.since, schedule.until = rhythm.since, rhythm.until
    schedule.title, schedule.urgency = plan.title, plan.urgency
    schedule.raw, schedule.today = dict(plan.raw), list(plan.today)
