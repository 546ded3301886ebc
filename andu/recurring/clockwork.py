"""What the clock does here: note what is due, start what was asked for."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import InterfaceError, OperationalError

from andu.kit.verdict import Refused
from andu.recurring import actions, queries, rules
from andu.recurring.models import Schedule
from andu.workflow.leaping_clock import watch
from andu.workflow.succession import the_system

log = logging.getLogger(__name__)


def look_at_the_clock() -> None:
    """What is due, then what was asked for, while the machine's clock can be trusted."""
    if watch.is_trusted():
        come_to_due()
        start_asked()


def come_to_due() -> None:
    """Note the occurrences the clock has come to. A fault with one keeps no other waiting."""
    for schedule in queries.due():
        _occur(schedule)


def start_asked() -> None:
    """Start what occasions have asked for, also what a crash has left."""
    for start in queries.asked():
        system = the_system(start.occasion.schedule.template.organisation_id)
        if not _alone(partial(actions.start_for, start, by=system), start.pk):
            actions.note_fault(start, by=system)


def look_again() -> None:
    """Look at every schedule: the working calendar may have been changed."""
    if watch.is_trusted():
        for schedule in queries.active():
            _occur(schedule)


def remind_of_unfilled() -> None:
    """Tell people once more of the drafts that have been lying for so many days."""
    if not watch.is_trusted():
        return
    for start in filter(rules.may_remind, queries.to_remind()):
        system = the_system(start.occasion.schedule.template.organisation_id)
        _alone(partial(actions.remind_unfilled, start, by=system), start.pk)


def _occur(schedule: Schedule) -> None:
    system = the_system(schedule.template.organisation_id)
    _alone(partial(actions.occur, schedule, by=system), schedule.pk)


def _alone(act: Callable[[], Any], pk: int) -> bool:
    """Whether it went without a fault of ours; a refusal is none."""
    try:
        act()
    except Refused:
        return True
    except (OperationalError, InterfaceError):
        raise  # the database is away or busy: the worker comes back to it
    except Exception:
        log.exception("the clock could not start %s", pk)
        return False
    return True
