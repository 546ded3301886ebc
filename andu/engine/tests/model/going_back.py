"""退回 and 撤回: a region is set back to a node it has been at (decision 0012)."""

from andu.engine.commands import Return, Withdraw
from andu.engine.definition import Withdrawal
from andu.engine.nodes import Fork, Nature, ReturnWay, Step
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.seating import lose
from andu.engine.tests.model.state import Refused, Stand, Trail, everything, live, passed
from andu.engine.tests.model.walking import stand_at


def way_of(step: Step, command: Return) -> bool:
    """Whether the return is straight; the step may have fixed it."""
    fixed = step.return_way
    if fixed is not ReturnWay.CHOOSE:
        if command.way not in (None, fixed):
            raise Refused("way_is_fixed")
        return fixed is ReturnWay.STRAIGHT
    return command.way is ReturnWay.STRAIGHT


def target_of(matter: Matter, source: str, wanted: str) -> str:
    """The node to go back to, or why it cannot be."""
    target = wanted or matter.draft
    if target not in matter.nodes:
        raise Refused("unknown_target")
    if not isinstance(matter.nodes[target], Step | Fork):
        raise Refused("nobody_there")
    if not any(stand.node == target for _, stand in passed(matter.run.root)):
        raise Refused("not_yet_visited")
    if not matter.holds(matter.home[target], source):
        raise Refused("into_branch")
    if not can_repeat(matter, source, target):
        raise Refused("not_yet_visited")
    return target


def can_repeat(matter: Matter, source: str, target: str) -> bool:
    """Whether the target is open to what stands in a region: around it, visited, still counting."""
    if not matter.holds(matter.home[target], source):
        return False
    return last_visit(matter.trail(matter.home[target]), target) is not None


def last_visit(trail: Trail, node: str) -> Stand | None:
    found = [stand for stand in trail.done if stand.node == node]
    return max(found, key=lambda stand: stand.place) if found else None


def go_back(matter: Matter, target: str, *, straight: bool, why: str) -> None:
    """Set the target's region back to it. Rewalk strikes all since; straight puts it aside."""
    trail = matter.trail(matter.home[target])
    before, repeated = trail.now, last_visit(trail, target)
    if before is not None:
        fall_silent(before, why)
    for stand in list(trail.done):
        if repeated is None:
            break  # where nobody has been nothing is repeated
        is_struck = stand is repeated if straight else stand.place >= repeated.place
        if is_struck and stand.node != matter.draft:  # a submission was made
            trail.done.remove(stand)
    matter.run.visits += 1
    new = Stand(matter.run.visits, target, repeated.place if repeated else matter.run.visits)
    new.aside = before if straight else None
    stand_at(matter, trail, new, is_set=True)


def fall_silent(stand: Stand, why: str) -> None:
    """Nobody's turn is left in a stand and all inside it."""
    for each in everything(stand):
        for chair in each.everyone:
            lose(chair, why)


def may_withdraw(matter: Matter, command: Withdraw) -> None:
    run = matter.run
    policy = matter.definition.withdrawal
    assert run.initiator is not None
    if command.by != run.initiator.member:
        raise Refused("not_initiator")
    if run.root.now is not None and run.root.now.node == matter.draft:
        raise Refused("already_with_initiator")
    if policy is Withdrawal.NEVER:
        raise Refused("withdrawal_never")
    if policy is Withdrawal.UNTIL_FIRST_DECISION and somebody_decided(matter):
        raise Refused("already_decided")


def somebody_decided(matter: Matter) -> bool:
    """Agreed or disagreed, also by 已阅 where that counts as one; only what still counts.

    Handing on is no decision, nor is reading where reading is all there is to do. Of what is put
    aside the agreements count: the others will be asked again.
    """
    now = [(stand, ("for", "against")) for _, stand in matter.every_stand()]
    asides = [each.aside for _, each in live(matter.run.root) if each.aside is not None]
    aside = [(stand, ("for",)) for top in asides for stand in everything(top)]
    return any(
        chair.vote in counts and not chair.helps
        for stand, counts in (*now, *aside)
        if stand.chairs and decides(matter, stand)
        for chair in stand.everyone
    )


def decides(matter: Matter, stand: Stand) -> bool:
    return stand.node != matter.draft and matter.step(stand.node).nature is Nature.APPROVE
