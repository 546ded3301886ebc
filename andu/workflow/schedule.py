"""Work the clock starts."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from andu.kit.jobs import every
from andu.kit.verdict import Refused
from andu.workflow import actions, queries
from andu.workflow.jobs.reminding import remind_due
from andu.workflow.models import Delegation
from andu.workflow.succession import the_system


def turn_delegations() -> None:
    """Delegations whose first day has come, or whose last day is over."""
    for delegation in queries.to_begin():
        _unless_refused(actions.begin_delegation, delegation)
    for delegation in queries.to_end():
        _unless_refused(actions.end_delegation, delegation)


def _unless_refused(verb: Callable[..., Any], delegation: Delegation) -> None:
    """Somebody may have revoked it this moment."""
    with suppress(Refused):
        verb(delegation, by=the_system(delegation.organisation_id))


every("workflow.delegations", turn_delegations, seconds=300)
every("workflow.remind", remind_due, seconds=60)
