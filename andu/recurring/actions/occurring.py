"""The clock comes to a schedule: each occurrence is noted once, with the people to start for."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Verdict, require
from andu.policy.reading import value
from andu.recurring import meaning, rules
from andu.recurring.due import calendar_of, coming, held_of, is_fresh, planned
from andu.recurring.events import Occurred
from andu.recurring.models import Occasion, Schedule, Start
from andu.recurring.models.schedule import BESIDE
from andu.recurring.occurring import DAY, Occurrence, occurrences
from andu.recurring.planning import plan_of
from andu.recurring.policy import LATE_DAYS
from andu.recurring.telling import tell_keepers

LOOK_BACK = 40 * DAY  # a calendar changed afterwards may bring a day forward
State = Occasion.State


@transaction.atomic
def occur(schedule: Schedule, *, by: Actor) -> list[Occasion]:
    """Note what the clock has come to, and when it comes next. Called again, or by two at once, it
    notes nothing twice."""
    schedule = lock(schedule, *BESIDE)
    require(rules.may_occur(schedule))
    made = _hold_due(schedule, by=by)
    _look_ahead(schedule)
    return made


def _look_ahead(schedule: Schedule) -> None:
    """Write down when it comes next; inside the caller's transaction."""
    found = coming(schedule, calendar_of(schedule), 1)
    schedule.next_at = found[0] if found else None
    schedule.save(update_fields=["next_at"])


def _hold_due(schedule: Schedule, *, by: Actor) -> list[Occasion]:
    """The occurrences until now that were not noted; inside the caller's transaction, which holds
    the schedule's lock."""
    now, calendar = timezone.now(), calendar_of(schedule)
    today = timezone.localdate(now, calendar.zone)
    first = timezone.localdate(schedule.counts_from, calendar.zone)
    held = held_of(schedule, first)
    made = []
    for each in occurrences(schedule.rhythm, calendar, first, today):
        at = planned(schedule, calendar, each.day)
        if schedule.counts_from < at <= now and is_fresh(each, held):
            made.append(_hold(schedule, each, at, by))
            held |= {("nominal", each.nominal), ("day", each.day)}
    _move_on(schedule, now)
    if wrong := [each for each in made if each.state != State.HELD]:
        _tell(schedule, wrong, by)
    return made


def _move_on(schedule: Schedule, now: datetime.datetime) -> None:
    """Nobody looks back farther than a changed calendar reaches."""
    back = now - LOOK_BACK
    if schedule.counts_from < back:
        schedule.counts_from = back
        schedule.save(update_fields=["counts_from"])


def _hold(
    schedule: Schedule, each: Occurrence, at: datetime.datetime, by: Actor
) -> Occasion:  # fmt: skip
    now = timezone.now()
    state, why, people = _outcome(schedule, each, timezone.localdate(now))
    made = Occasion.objects.create(
        schedule=schedule, nominal=each.nominal, day=each.day, planned=at, at=now, state=state,
        why=why[:300],
    )  # fmt: skip
    Start.objects.bulk_create(
        [Start(occasion=made, member_id=one.member, appointment=one.appointment, at=now)
         for one in people], batch_size=500,
    )  # fmt: skip
    said = Occurred(
        day=each.day.isoformat(), state=str(made.get_state_display()), people=len(people),
        why=f"：{why}" if why else "",
    )  # fmt: skip
    record(said, by=by, on=schedule)
    return made


def _outcome(
    schedule: Schedule, each: Occurrence, today: datetime.date
) -> tuple[str, str, list[meaning.Meant]]:
    """How the occasion turns out, why it is not held, and for whom it is."""
    template = schedule.template
    late = value(LATE_DAYS, organisation=template.organisation_id)
    if each.day + late * DAY < today:
        return State.MISSED, _("到时系统没有运行，超过 {n} 天不再补发").format(n=late), []
    may = rules.may_run(template)
    if not may:
        return _refused(may)
    people = meaning.people_of(plan_of(schedule), template.organisation_id)
    if not people:
        return State.NOBODY, _("按设置的范围没有找到人"), []
    many = rules.may_be_many(template, len(people))
    return _refused(many) if not many else (State.HELD, "", people)


def _refused(verdict: Verdict) -> tuple[str, str, list[meaning.Meant]]:
    return State.REFUSED, str(verdict.reason), []


def _tell(schedule: Schedule, wrong: list[Occasion], by: Actor) -> None:
    last = wrong[-1]
    count = f"{len(wrong)} " + _("次") if len(wrong) > 1 else f"{last.day:%Y-%m-%d}"
    words = _("定时发起“{name}”{when}没有发起").format(name=schedule.name, when=f"（{count}）")
    tell_keepers(schedule, words, last.why or str(last.get_state_display()), last.pk, by)
