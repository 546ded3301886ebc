"""Work the clock starts."""

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import InterfaceError, OperationalError

from andu.kit.jobs import every
from andu.kit.verdict import Refused
from andu.organisation.models import Organisation
from andu.workflow import actions, queries
from andu.workflow.actions.reseating_all import look_at_posts
from andu.workflow.jobs.asking_again import remind_asked
from andu.workflow.jobs.errands import errands_due
from andu.workflow.jobs.matters_due import remind_matters
from andu.workflow.jobs.next_year import warn_of_next_year
from andu.workflow.jobs.pools import drop_candidates
from andu.workflow.jobs.reminding import remind_due
from andu.workflow.jobs.supplements import askings_over
from andu.workflow.jobs.timers import set_timers, timers_due
from andu.workflow.leaping_clock import watch
from andu.workflow.models import Delegation, Handover
from andu.workflow.succession import the_system

log = logging.getLogger(__name__)


def turn_delegations() -> None:
    """Delegations whose first day has come, or whose last day is over."""
    for delegation in queries.to_begin():
        _unless_refused(actions.begin_delegation, delegation)
    for delegation in queries.to_end():
        _unless_refused(actions.end_delegation, delegation)


def resume_handovers() -> None:
    """Handovers whose job was given up; running one twice passes nothing on twice."""
    for handover in queries.stalled_handovers():
        _unless_refused(actions.resume_handover, handover)


def lapse_askings() -> None:
    """Askings to sign afterwards that nobody can follow any more."""
    for asked in askings_over():
        actions.lapse_asking(asked, by=the_system(asked.matter.organisation_id))


def look_everywhere() -> None:
    """Appointments and grants end by the calendar, too: turns follow."""
    for pk in Organisation.objects.order_by("pk").values_list("pk", flat=True):
        look_at_posts(pk, by=the_system(pk))


def act_by_time() -> None:
    """What is to happen by itself to turns whose limit has passed. A fault with one of them keeps
    no other waiting; it is looked at again with the next turn of the clock."""
    set_timers()
    for timer in timers_due():
        system = the_system(timer.seat.run.matter.organisation_id)
        try:
            actions.act_by_time(timer, by=system)
        except Refused:
            continue
        except (OperationalError, InterfaceError):
            raise  # the database is away or busy: the worker comes back to it
        except Exception:  # a fault with one keeps no other waiting
            log.exception("time could not act on seat %s", timer.seat_id)


def act_by_the_clock() -> None:
    """That, while the machine's clock can be trusted."""
    if watch.is_trusted():
        act_by_time()


def do_errands(*, by_time: bool = True) -> None:
    """What the machine is to do: waits that are over (but for `by_time`), and what its job has not
    come to. A fault with one of them keeps no other waiting."""
    for errand in errands_due(by_time=by_time):
        system = the_system(errand.run.matter.organisation_id)
        try:
            actions.fulfil_errand(errand, by=system)
        except Refused:
            continue
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("the machine failed at errand %s", errand.pk)


def do_errands_by_the_clock() -> None:
    """That; what waits for a moment while the machine's clock can be trusted."""
    do_errands(by_time=watch.is_trusted())


def _unless_refused(verb: Callable[..., Any], thing: Delegation | Handover) -> None:
    """Somebody may have revoked it, or it may have been done, this moment."""
    with suppress(Refused):
        verb(thing, by=the_system(thing.organisation_id))


every("workflow.delegations", turn_delegations, seconds=300)
every("workflow.handovers", resume_handovers, seconds=1800)
every("workflow.remind", remind_due, seconds=60)
every("workflow.next_year", warn_of_next_year, daily="08:40")
every("workflow.remind_matters", remind_matters, seconds=300)
every("workflow.by_time", act_by_the_clock, seconds=60)
every("workflow.errands", do_errands_by_the_clock, seconds=60)
every("workflow.reseat", look_everywhere, daily="05:40")
every("workflow.supplements", lapse_askings, seconds=900)
every("workflow.pools", drop_candidates, daily="04:20")
every("workflow.remind_asked", remind_asked, seconds=60)
