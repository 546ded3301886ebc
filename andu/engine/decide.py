"""decide(definition, configuration, command, answers, now): events, or questions, or a refusal."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from andu.engine.adding import add_signers, consign, remove_signer
from andu.engine.claiming import claim, release, reorder
from andu.engine.commands import (
    AddSigners,
    Agree,
    Claim,
    Command,
    Complete,
    Consign,
    Disagree,
    Expire,
    Jump,
    MarkRead,
    Reassign,
    Release,
    RemoveSigner,
    Reorder,
    Report,
    Resubmit,
    Resume,
    Return,
    Revive,
    Start,
    Suspend,
    TakeBack,
    Terminate,
    TimeUp,
    Transfer,
    Void,
    Withdraw,
)
from andu.engine.configuration import Configuration, How, Seat, Vote, Why
from andu.engine.decision import NO_ANSWERS, Answers, Decided, Decision, Needs
from andu.engine.definition import Definition
from andu.engine.events import Acted, Started
from andu.engine.handing_on import reassign, transfer
from andu.engine.handlers import Otherwise
from andu.engine.leaping import jump, revive
from andu.engine.machine import expire, report
from andu.engine.moves import can_be_set, set_position
from andu.engine.nodes import Nature, ReadCounts, ReturnWay, Step
from andu.engine.pausing import resume, suspend, terminate, void_run
from andu.engine.predict import foresee
from andu.engine.taking_back import take_back, withdraw
from andu.engine.timing import time_up
from andu.engine.turns import close, live_seats, my_turn, say_closed
from andu.engine.work import Stop, Unknown, Work


def decide(
    definition: Definition,
    configuration: Configuration,
    command: Command,
    answers: Answers,
    now: datetime,
) -> Decision:
    """What follows from a command. Pure: the same arguments give the same answer."""
    work = Work(definition, configuration, answers)
    try:
        _VERBS[type(command)](work, command)
    except Stop as stop:
        return stop.refusal
    except Unknown:
        pass
    if work.missing or work.missing_fields:
        return Needs(tuple(work.missing), tuple(work.missing_fields))
    acted = Acted(command, now, *work.rested_on())
    return Decided((acted, *work.events), work.configuration)


def targets(definition: Definition, configuration: Configuration, seat: int) -> tuple[str, ...]:
    """The nodes a seat may return to, the initiator's step first; empty when it may not."""
    work = Work(definition, configuration, NO_ANSWERS)
    found = next((p for p, s in live_seats(work) if s.id == seat), None)
    if found is None or configuration.suspended or not definition.step(found.node).may_return:
        return ()
    visited = dict.fromkeys(each.node for each in configuration.past)
    visited.pop(definition.drafting.key, None)
    earlier = [node for node in visited if not can_be_set(work, node, found.region)]
    return (definition.drafting.key, *earlier)


def _start(work: Work, command: Start) -> None:
    if work.configuration.initiator is not None:
        raise Stop("already_started")
    work.say(Started(command.by, work.definition.root.key))
    set_position(work, work.definition.drafting.key, Why.RETURNED, aside=False)
    position, seat = next(live_seats(work))
    close(work, position, seat, How.SUBMITTED, Vote.FOR)
    if work.definition.looks_ahead:
        _look_ahead(work)


def _look_ahead(work: Work) -> None:
    """Refuse to start when a step that must not be empty would be, on the way it will take."""
    guess = Work(work.definition, work.configuration, work.answers, guessing=True)
    prediction = foresee(guess)
    work.known.update(guess.known)
    work.facts.update(guess.facts)
    work.missing_fields.update(guess.missing_fields)
    strict = [n for n in guess.missing if _must_not_be_empty(work, n.step)]
    work.missing.update(dict.fromkeys(strict))
    unknown = {need.step for need in guess.missing}
    for predicted in prediction.steps:
        empty = not predicted.people and predicted.step not in unknown
        if empty and _must_not_be_empty(work, predicted.step):
            raise Stop("nobody_found", step=predicted.step)


def _must_not_be_empty(work: Work, step: str) -> bool:
    return work.definition.step(step).nobody.otherwise is Otherwise.REFUSE


def _agree(work: Work, command: Agree) -> None:
    position, seat, step = my_turn(work, command.by, command.seat)
    _require_approval(work, seat, step)
    close(work, position, seat, How.AGREED, Vote.FOR)


def _disagree(work: Work, command: Disagree) -> None:
    position, seat, step = my_turn(work, command.by, command.seat)
    _require_approval(work, seat, step)
    close(work, position, seat, How.DISAGREED, Vote.AGAINST)


def _mark_read(work: Work, command: MarkRead) -> None:
    position, seat, step = my_turn(work, command.by, command.seat)
    _require_decider(work, seat, step)
    if step.nature is Nature.WORK:
        raise Stop("for_work_only", step=step.key)
    counts = step.read_counts_as or command.counts_as
    if step.nature is Nature.READ:
        counts = ReadCounts.AGREE
    if counts is ReadCounts.REFUSE:
        raise Stop("read_does_not_decide", step=step.key)
    vote = Vote.FOR if counts is ReadCounts.AGREE else Vote.AGAINST
    close(work, position, seat, How.READ, vote)


def _complete(work: Work, command: Complete) -> None:
    position, seat, step = my_turn(work, command.by, command.seat)
    _require_not_own(work, step)
    if step.nature is not Nature.WORK and not seat.helps:
        raise Stop("no_work_here", step=step.key)
    close(work, position, seat, How.COMPLETED, Vote.FOR)


def _return(work: Work, command: Return) -> None:
    position, seat, step = my_turn(work, command.by, command.seat)
    _require_decider(work, seat, step)
    if not step.may_return:
        raise Stop("may_not_return", step=step.key)
    way = _way_back(step, command.way)
    target = command.to or work.definition.drafting.key
    problem = can_be_set(work, target, position.region)
    if problem:
        raise Stop(problem, target=target)
    say_closed(work, position, seat, How.RETURNED, Vote.NONE)
    set_position(work, target, Why.RETURNED, aside=way is ReturnWay.STRAIGHT)


def _way_back(step: Step, asked: ReturnWay | None) -> ReturnWay:
    if step.return_way is ReturnWay.CHOOSE:
        return asked if asked is ReturnWay.STRAIGHT else ReturnWay.REWALK
    if asked not in (None, step.return_way):
        raise Stop("way_is_fixed", step=step.key, way=step.return_way.value)
    return step.return_way


def _resubmit(work: Work, command: Resubmit) -> None:
    position, seat, step = my_turn(work, command.by, command.seat)
    if step is not work.definition.draft_step:
        raise Stop("not_own_step")
    close(work, position, seat, How.SUBMITTED, Vote.FOR)


def _require_approval(work: Work, seat: Seat, step: Step) -> None:
    _require_decider(work, seat, step)
    if step.nature is not Nature.APPROVE:
        code = "for_reading_only" if step.nature is Nature.READ else "for_work_only"
        raise Stop(code, step=step.key)


def _require_decider(work: Work, seat: Seat, step: Step) -> None:
    _require_not_own(work, step)
    if seat.helps:
        raise Stop("helps_only", step=step.key)


def _require_not_own(work: Work, step: Step) -> None:
    if step is work.definition.draft_step:
        raise Stop("own_step")


_VERBS: dict[type, Callable[[Work, Any], None]] = {
    Start: _start,
    Agree: _agree,
    Disagree: _disagree,
    MarkRead: _mark_read,
    Complete: _complete,
    Return: _return,
    Resubmit: _resubmit,
    Withdraw: withdraw,
    TakeBack: take_back,
    Transfer: transfer,
    AddSigners: add_signers,
    RemoveSigner: remove_signer,
    Consign: consign,
    Claim: claim,
    Release: release,
    Reorder: reorder,
    Jump: jump,
    Revive: revive,
    Reassign: reassign,
    TimeUp: time_up,
    Report: report,
    Expire: expire,
    Suspend: suspend,
    Resume: resume,
    Terminate: terminate,
    Void: void_run,
}
