"""Setting a schedule, changing, pausing, resuming and ending it."""

from django.db import transaction
from django.utils import timezone

from andu.approvals.models import Template
from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.recurring import rules
from andu.recurring.actions.occurring import _hold_due, _look_ahead
from andu.recurring.events import Paused, Rescheduled, Resumed, Scheduled, ScheduleEnded
from andu.recurring.models import Schedule
from andu.recurring.models.schedule import BESIDE
from andu.recurring.planning import Plan, put
from andu.recurring.words import when_words, who_words
from andu.workflow.succession import the_system


@transaction.atomic
def schedule(template: Template, plan: Plan, *, by: Actor) -> Schedule:
    """Let the clock start requests from this template, from now on."""
    template = lock(template, "unit", "organisation")
    require(rules.may_schedule(by, template))
    require(rules.may_plan(by, template, plan))
    made = Schedule(
        template=template, counts_from=timezone.now(), maker_member_id=by.member_id or 0,
        maker=by.words[:80],
    )  # fmt: skip
    _write(plan, made)
    words = {"when": when_words(made), "who": who_words(made)}
    record(Scheduled(flow=template.name, **words), by=by, on=made)
    return made


@transaction.atomic
def reschedule(found: Schedule, plan: Plan, *, by: Actor) -> Schedule:
    """Another rule from now on; what is due by the old one is done first."""
    found = lock(found, *BESIDE)
    require(rules.may_change(by, found))
    require(rules.may_plan(by, found.template, plan))
    _settle(found)
    _write(plan, found)
    record(Rescheduled(when=when_words(found), who=who_words(found)), by=by, on=found)
    return found


@transaction.atomic
def pause_schedule(found: Schedule, *, by: Actor) -> Schedule:
    """Start nothing until it is resumed."""
    found = lock(found, *BESIDE)
    require(rules.may_pause(by, found))
    _stop(found, Schedule.State.PAUSED)
    record(Paused(), by=by, on=found)
    return found


@transaction.atomic
def resume_schedule(found: Schedule, *, by: Actor) -> Schedule:
    """Go on; what would have come meanwhile is not made up for."""
    found = lock(found, *BESIDE)
    require(rules.may_resume(by, found))
    found.state, found.counts_from = Schedule.State.ACTIVE, timezone.now()
    found.save(update_fields=["state", "counts_from"])
    _look_ahead(found)
    record(Resumed(), by=by, on=found)
    return found


@transaction.atomic
def end_schedule(found: Schedule, *, by: Actor) -> Schedule:
    """Start nothing any more; what it has started stays, and so does the list of it."""
    found = lock(found, *BESIDE)
    require(rules.may_end(by, found))
    _stop(found, Schedule.State.ENDED)
    record(ScheduleEnded(), by=by, on=found)
    return found


def _stop(found: Schedule, state: Schedule.State) -> None:
    """Nothing comes from now on; what is due is done first."""
    _settle(found)
    found.state, found.next_at = state, None
    found.save(update_fields=["state", "next_at", "counts_from"])


def _settle(found: Schedule) -> None:
    """What the clock has come to and not looked at yet is not lost with the change."""
    if found.state == Schedule.State.ACTIVE:
        _hold_due(found, by=the_system(found.template.organisation_id))
    found.counts_from = timezone.now()


def _write(plan: Plan, found: Schedule) -> None:
    """Keep a plan, and look when it comes next."""
    put(plan, found)
    found.save()
    found.members.set(plan.members if plan.who == Schedule.Who.PEOPLE else [])
    found.units.set([] if plan.who == Schedule.Who.PEOPLE else plan.units)
    _look_ahead(found)
