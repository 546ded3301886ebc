"""Work the clock starts."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from andu.kit.jobs import every
from andu.kit.verdict import Refused
from andu.workflow import actions, queries
from andu.workflow.jobs.asking_again import remind_asked
from andu.workflow.jobs.reminding import remind_due
from andu.workflow.models import Delegation, Handover
from andu.workflow.succession import the_system


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


def _unless_refused(verb: Callable[..., Any], thing: Delegation | Handover) -> None:
    """Somebody may have revoked it, or it may have been done, this moment."""
    with suppress(Refused):
        verb(thing, by=the_system(thing.organisation_id))


every("workflow.delegations", turn_delegations, seconds=300)
every("workflow.handovers", resume_handovers, seconds=1800)
every("workflow.remind", remind_due, seconds=60)
every("workflow.remind_asked", remind_asked, seconds=60)
