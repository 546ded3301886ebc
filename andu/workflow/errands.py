"""What the machine has to do where a run stands: which errands a decision makes, and when."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.engine import Alarm, Automatic, Call, Definition, Fill, Push, Task, Wait
from andu.kit import worktime
from andu.workflow.deadlines import calendar_of, later, moved
from andu.workflow.loading import Loaded
from andu.workflow.machines import Trouble
from andu.workflow.models import Errand, Matter, Visit

KINDS: dict[type, Errand.Kind] = {
    Wait: Errand.Kind.WAIT, Call: Errand.Kind.CALL, Push: Errand.Kind.PUSH, Fill: Errand.Kind.FILL,
}  # fmt: skip


def task_at(definition: Definition, node: str) -> Task | None:
    """What the machine does at a node, or when its alarm rings."""
    found = definition.nodes.get(node)
    if isinstance(found, Alarm):
        return found.when
    return found.task if isinstance(found, Automatic) else None


def only_rings(definition: Definition, node: str) -> bool:
    """Whether it is an alarm that interrupts nothing."""
    found = definition.nodes.get(node)
    return isinstance(found, Alarm) and bool(found.opens)


def errands_for(loaded: Loaded, visits: Iterable[Visit], now: datetime) -> list[Errand]:
    """The errands of visits that have just been entered."""
    found = []
    for visit in visits:
        node = loaded.definition.nodes[visit.node]
        if isinstance(node, Automatic) and node.task is not None:
            kind = KINDS[type(node.task)]
            found.append(_errand(loaded, visit, node.key, node.name, kind, now))
        for alarm in loaded.definition.alarms[visit.node]:
            name = alarm.name or node.name
            found.append(_errand(loaded, visit, alarm.key, name, Errand.Kind.ALARM, now))
    return found


def _errand(
    loaded: Loaded, visit: Visit, node: str, step: str, kind: Errand.Kind, now: datetime
) -> Errand:
    return Errand(
        run=loaded.run, visit=visit.number, node=node, step=step[:120], kind=kind, since=now, at=now
    )


def ends_at(errand: Errand, wait: Wait, matter: Matter, facts: Mapping[str, Any]) -> datetime:
    """When a wait is over. Raises Trouble when nothing says so."""
    start = errand.since if not wait.until else _moment(facts.get(wait.until))
    if start is None:
        raise Trouble(_("要等到的日期没有填写。请填好表单里的日期，或由流程管理员直接继续。"))
    if not wait.minutes:
        return start
    if not wait.working:
        return start + timedelta(minutes=wait.minutes)
    end = later(calendar_of(matter), start, wait.minutes)
    if end is None:
        raise Trouble(_("工作日历里没有以后的工作时间，请先设置工作日历。"))
    return end


def since_after_pause(errand: Errand, loaded: Loaded, now: datetime) -> datetime:
    """From when an alarm counts after the pause that ends now: later by the time it took, by
    working time where the alarm counts that."""
    when, paused = task_at(loaded.definition, errand.node), loaded.run.suspended
    if paused is None or not isinstance(when, Wait):
        return errand.since
    if not when.working:
        return errand.since + (now - paused)
    calendar = calendar_of(loaded.matter)
    return moved(calendar, errand.since, worktime.between(calendar, paused, now)) or errand.since


def _moment(value: Any) -> datetime | None:
    """A day begins at midnight, as people here count it."""
    if isinstance(value, datetime):
        return value if timezone.is_aware(value) else timezone.make_aware(value)
    if value is None or not hasattr(value, "isoformat"):
        return None
    return timezone.make_aware(datetime.combine(value, time.min))
