"""Ten weeks of an office, day by day; each day is one transaction with its line in the audit, so
that a demo that was killed goes on where it stood."""

import datetime

from django.db import transaction
from django.db.models import QuerySet

from andu.audit.models import Entry
from andu.audit.recording import record
from andu.config.demo import clock, crowd, day, desks, recurring, upkeep
from andu.config.demo.events import DayLived
from andu.config.demo.office import Office, the_demo, there
from andu.config.demo.plan import SPAN, Plan, plan_of
from andu.kit.jobs import Rank, later
from andu.workflow.models import Errand

AN_AGE = datetime.timedelta(days=365)


def live_on(office: Office, plan: Plan) -> bool:
    """Live the next day that has not been lived; False when there is none."""
    lived = lived_until(office)
    left = [date for date in plan.days() if date.isoformat() > lived]
    if not left:
        return False
    with transaction.atomic():
        _errands(office).update(at=plan.begin)
        day.live(office, plan, left[0])
        _come_to_the_clock(office, plan, left[0])
        if len(left) == upkeep.DAYS:
            with clock.at(upkeep.evening_of(left[0], plan)):
                upkeep.look_after(office)
        if len(left) == 1:
            day.catch_up(office, plan)
            desks.furnish(office, plan)
            upkeep.ask_for_flows(office, plan)
            crowd.put_up(office, plan)
        real = datetime.datetime.now(datetime.UTC)
        _errands(office).update(at=real + AN_AGE if len(left) > 1 else real)
        record(DayLived(day=left[0].isoformat()), by=the_demo(office), on=office.organisation)
    return True


def _errands(office: Office) -> QuerySet[Errand]:
    """What the machine has still to do: between two days nothing, or it would do it by the real
    time."""
    rows = Errand.objects.filter(run__matter__organisation=office.organisation)
    return rows.filter(state=Errand.State.WAITING, at__isnull=False)


def _come_to_the_clock(office: Office, plan: Plan, date: datetime.date) -> None:
    """What is started by the clock: set on the first evening, looked at on each."""
    evening = max(plan.begin, min(upkeep.evening_of(date, plan), plan.end))
    with clock.at(evening):
        if date == plan.days()[0]:
            recurring.schedule(office)
        recurring.strike(office)


def lived_until(office: Office) -> str:
    """The last day that has been lived, "" for none."""
    mine = Entry.objects.filter(event=DayLived.code(), organisation_id=office.organisation.pk)
    last = mine.order_by("-pk").first()
    return str(last.details["day"]) if last else ""


def is_unfinished(folder: str) -> bool:
    """Whether days of this organisation are still to be lived."""
    office = there(folder)
    if office is None:
        return False
    return lived_until(office) < plan_of(office, 1).days()[-1].isoformat()


def live_a_day(folder: str) -> None:
    """A job: one day, then the next as a job of its own. Called again, it goes on where it was."""
    office = there(folder)
    if office and live_on(office, plan_of(office)):
        later(live_a_day, folder, rank=Rank.BULK)


def long_ago() -> datetime.datetime:
    """When the offices of the demo were founded, if it is made now."""
    return datetime.datetime.now(datetime.UTC) - SPAN
