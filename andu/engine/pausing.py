"""Suspend, resume, terminate, void: what stops a run, for a while or for good."""

from andu.engine.commands import Resume, Suspend, Terminate, Void
from andu.engine.configuration import Outcome, Why
from andu.engine.events import Ended, Resumed, Suspended
from andu.engine.moves import end
from andu.engine.work import Stop, Work


def suspend(work: Work, command: Suspend) -> None:
    """Everybody's turn waits; where the run stands is not touched."""
    work.require_running()
    work.say(Suspended())


def resume(work: Work, command: Resume) -> None:
    """Everybody's turn goes on."""
    work.require_begun()
    if not work.configuration.suspended:
        raise Stop("not_suspended")
    work.say(Resumed())


def terminate(work: Work, command: Terminate) -> None:
    """The run ends without a decision, also while it is suspended."""
    work.require_begun()
    end(work, Outcome.TERMINATED, Why.TERMINATED)


def void_run(work: Work, command: Void) -> None:
    """The run counts no more, whether it runs or has passed. What failed had no effect to void."""
    outcome = work.configuration.outcome
    if outcome is Outcome.VOIDED:
        raise Stop("already_void")
    if outcome is Outcome.PASSED:
        work.say(Ended(Outcome.VOIDED))
        return
    work.require_begun()
    end(work, Outcome.VOIDED, Why.VOIDED)
