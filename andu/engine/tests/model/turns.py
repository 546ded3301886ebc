"""What people do in their own chairs: submit, agree, disagree, read, send back."""

from andu.engine import commands as c
from andu.engine.configuration import POOL
from andu.engine.nodes import Nature, OnDisagree, ReadCounts, ReturnWay, Step
from andu.engine.tests.model import votes
from andu.engine.tests.model.circles import overruled, part_of
from andu.engine.tests.model.going_back import can_repeat, go_back, target_of, way_of
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.seating import call, lose, new_chair
from andu.engine.tests.model.state import Chair, Refused, Stand, Trail
from andu.engine.tests.model.walking import (
    end,
    is_machine,
    need_nobody_be_missing,
    pass_on,
)

Turn = tuple[Trail, Stand, Chair]


def start(matter: Matter, command: c.Start) -> None:
    """The submission is the initiator's first seat, in the first position of every run."""
    run = matter.run
    run.initiator, run.visits = command.by, 1
    need_nobody_be_missing(matter)
    run.root = Trail(matter.definition.root.key)
    run.root.now = Stand(1, matter.draft, 1, chairs=[new_chair(matter, command.by, "open")])
    close(matter, run.root.now.chairs[0], "submitted", "for")
    pass_on(matter, run.root)


def turn_to_act(matter: Matter, by: int, number: int) -> Turn:
    """The open chair of the one who acts, or what became of it."""
    found = matter.standing(number) or matter.in_past(number)
    if found is None:
        raise Refused("handed_on" if has_given(matter, by, number) else "seat_gone")
    chair = found[2]
    if chair.person.member == POOL:  # nobody's own, though anybody may know what became of it
        told = {"open": "claim_first", "waiting": "seat_waiting"}
        raise Refused(told.get(chair.state, "seat_gone"))
    if chair.person.member != by:  # what became of a turn is told to its person only
        raise Refused("not_your_seat")
    if chair.state != "open":
        told = {"closed": "seat_closed", "waiting": "seat_waiting", "void": "seat_gone"}
        raise Refused(told[chair.state])
    return found


def has_given(matter: Matter, by: int, number: int) -> bool:
    """Whether somebody sits in the chair now whom this person has put there."""
    return any(
        chair.given_from == number and chair.given_by and chair.given_by.member == by
        for _, _, chair in matter.every_chair()
        if chair.state != "void"
    )


Answer = c.Agree | c.Disagree | c.MarkRead | c.Complete


def decide(matter: Matter, command: Answer) -> None:
    trail, stand, chair = turn_to_act(matter, command.by, command.seat)
    if stand.node == matter.draft:
        raise Refused("own_step")
    step = matter.step(stand.node)
    how, vote = _opinion(step, chair, command)
    close(matter, chair, how, vote)
    settle(matter, trail, stand)


def _opinion(step: Step, chair: Chair, command: Answer) -> tuple[str, str]:
    if chair.helps:
        if not isinstance(command, c.Complete):
            raise Refused("helps_only")
        return "completed", "for"
    is_work = step.nature is Nature.WORK
    if isinstance(command, c.Complete) is not is_work:
        raise Refused("for_work_only" if is_work else "no_work_here")
    if is_work:
        return "completed", "for"
    if not isinstance(command, c.MarkRead):
        if step.nature is Nature.READ:
            raise Refused("for_reading_only")
        return ("agreed", "for") if isinstance(command, c.Agree) else ("disagreed", "against")
    if step.nature is Nature.READ:
        return "read", "for"
    counts = step.read_counts_as or command.counts_as
    if counts is ReadCounts.REFUSE:
        raise Refused("read_does_not_decide")
    return "read", "for" if counts is ReadCounts.AGREE else "against"


def close(matter: Matter, chair: Chair, how: str, vote: str) -> None:
    chair.state, chair.how, chair.vote = "closed", how, vote
    chair.acted_at = matter.run.moment


def settle(matter: Matter, trail: Trail, stand: Stand) -> None:
    """After a vote: the step passes, fails, or in order the next one's turn comes."""
    step = matter.step(stand.node)
    outcome = votes.outcome(step, stand.chairs)
    if outcome == votes.PASSES:
        pass_on(matter, trail)
    elif outcome == votes.FAILS:
        fail(matter, trail, stand, step)
    else:
        for chair in stand.chairs:
            for each in overruled(part_of(chair)):
                lose(each, "spared")
        call(matter, stand)


def fail(matter: Matter, trail: Trail, stand: Stand, step: Step) -> None:
    for chair in stand.everyone:
        lose(chair, "spared")
    if step.on_disagree is OnDisagree.END:
        end(matter, "refused")
        return
    target = step.disagree_to or matter.draft
    if is_machine(matter, target) or not can_repeat(matter, trail.region, target):
        target = matter.draft
    straight = step.return_way is ReturnWay.STRAIGHT
    go_back(matter, target, straight=straight, why="returned")


def return_(matter: Matter, command: c.Return) -> None:
    trail, stand, chair = turn_to_act(matter, command.by, command.seat)
    if stand.node == matter.draft:
        raise Refused("own_step")
    step = matter.step(stand.node)
    if chair.helps:
        raise Refused("helps_only")
    if not step.may_return:
        raise Refused("may_not_return")
    straight = way_of(step, command)
    target = target_of(matter, trail.region, command.to)
    close(matter, chair, "returned", "none")
    go_back(matter, target, straight=straight, why="returned")


def resubmit(matter: Matter, command: c.Resubmit) -> None:
    trail, stand, chair = turn_to_act(matter, command.by, command.seat)
    if stand.node != matter.draft:
        raise Refused("not_own_step")
    close(matter, chair, "submitted", "for")
    pass_on(matter, trail)
