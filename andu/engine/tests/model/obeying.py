"""What each command does to the run, or why it cannot be."""

from andu.engine import commands as c
from andu.engine.tests.model.adding import add, remove
from andu.engine.tests.model.claiming import claim, release, reorder
from andu.engine.tests.model.going_back import go_back, may_withdraw
from andu.engine.tests.model.handing_on import reassign, transfer
from andu.engine.tests.model.leaping import jump, revive
from andu.engine.tests.model.machine import expire, report
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.state import Refused
from andu.engine.tests.model.taking_back import take_back
from andu.engine.tests.model.timing import time_up
from andu.engine.tests.model.turns import decide, resubmit, return_, start
from andu.engine.tests.model.walking import end


def obey(matter: Matter, command: c.Command) -> str:
    """Do it and say "", or leave everything as it was and say why not."""
    before = matter.run.copy()
    matter.run.moment += 1
    try:
        _allow(matter, command)
        _do(matter, command)
    except Refused as refused:
        matter.run = before
        return refused.code
    return ""


def _allow(matter: Matter, command: c.Command) -> None:
    """What a run can hear at all: before its start, while it is suspended, after its end."""
    run = matter.run
    if isinstance(command, c.Start):
        if run.initiator is not None:
            raise Refused("already_started")
        return
    if run.initiator is None:
        raise Refused("not_started")
    if isinstance(command, c.Revive):
        if not run.outcome:
            raise Refused("still_running")
    elif run.outcome:
        if not isinstance(command, c.Void) or run.outcome != "passed":
            is_again = isinstance(command, c.Void) and run.outcome == "voided"
            raise Refused("already_void" if is_again else "ended")
    elif run.suspended and not isinstance(command, c.Resume | c.Terminate | c.Void):
        raise Refused("suspended")
    elif not run.suspended and isinstance(command, c.Resume):
        raise Refused("not_suspended")


def _do(matter: Matter, command: c.Command) -> None:
    match command:
        case c.Start():
            start(matter, command)
        case c.Agree() | c.Disagree() | c.MarkRead() | c.Complete():
            decide(matter, command)
        case c.Return():
            return_(matter, command)
        case c.Resubmit():
            resubmit(matter, command)
        case c.Withdraw():
            may_withdraw(matter, command)
            go_back(matter, matter.draft, straight=False, why="withdrawn")
        case c.TakeBack():
            take_back(matter, command)
        case _:
            _rearrange(matter, command)


def _rearrange(matter: Matter, command: c.Command) -> None:
    """Who sits where, and whether the matter goes on at all."""
    match command:
        case c.Transfer():
            transfer(matter, command)
        case c.Reassign():
            reassign(matter, command)
        case c.TimeUp():
            time_up(matter, command)
        case c.Report():
            report(matter, command)
        case c.Expire():
            expire(matter, command)
        case c.AddSigners() | c.Consign():
            add(matter, command)
        case c.RemoveSigner():
            remove(matter, command)
        case c.Claim():
            claim(matter, command)
        case c.Release():
            release(matter, command)
        case c.Reorder():
            reorder(matter, command)
        case _:
            _steer(matter, command)


def _steer(matter: Matter, command: c.Command) -> None:
    """By somebody with power over the matter."""
    match command:
        case c.Jump():
            jump(matter, command)
        case c.Revive():
            revive(matter, command)
        case c.Suspend() | c.Resume():
            matter.run.suspended = isinstance(command, c.Suspend)
        case c.Terminate():
            end(matter, "terminated")
        case c.Void():
            end(matter, "voided")
