"""跳转 and 唤醒: a run is set where somebody with the power to do so wants it."""

from andu.engine.commands import Jump, Revive
from andu.engine.configuration import Configuration, Outcome, Position, Why, at, positions_in
from andu.engine.decision import NO_ANSWERS
from andu.engine.definition import Definition
from andu.engine.events import Revived, Struck
from andu.engine.machine import waits_here
from andu.engine.moves import set_position
from andu.engine.nesting import Nesting
from andu.engine.nodes import Fork, Step
from andu.engine.work import Stop, Unknown, Work


def jump(work: Work, command: Jump) -> None:
    """To a step of people or the machine, or a fork, of a region that stands now; what was inside
    it is void."""
    work.require_running()
    region = _region_of(work.definition, command.to)
    if region not in _entered(work):
        raise Stop("into_branch", target=command.to)
    standing = at(work.configuration, region)
    if standing is not None and standing.node == command.to:
        raise Stop("stands_there", target=command.to)
    set_position(work, command.to, Why.JUMPED, aside=False)


def revive(work: Work, command: Revive) -> None:
    """An ended run goes on; what was declared void stays so."""
    outcome = work.configuration.outcome
    if work.configuration.initiator is None:
        raise Stop("not_started")
    if outcome is None:
        raise Stop("still_running")
    if outcome is Outcome.VOIDED:
        raise Stop("already_void")
    target = _from_outside(work, command.to)
    work.say(Revived())
    for each in _orphans(work):
        work.say(Struck(each.visit, each.node, Why.JUMPED))
    set_position(work, target, Why.JUMPED, aside=False)


def _from_outside(work: Work, target: str) -> str:
    """Where the root is set so that the run stands at the target: the frame around the whole flow,
    whose way then begins there."""
    region = _region_of(work.definition, target)
    if region == work.definition.root.key:
        return target
    frame = work.definition.root.frame
    if frame is None or frame.branches[0].key != region:
        raise Stop("into_branch", target=target)
    work.begin_at[region] = target
    return frame.key


def falls(
    definition: Definition, configuration: Configuration, command: Jump | Revive
) -> frozenset[int]:
    """The visits that would count no more: told before anybody is called, so nobody is asked. None
    when the command is refused."""
    work = Work(definition, configuration, NO_ANSWERS)
    try:
        jump(work, command) if isinstance(command, Jump) else revive(work, command)
    except Stop:
        return frozenset()
    except Unknown:
        pass
    return frozenset(each.visit for each in work.events if isinstance(each, Struck))


def _orphans(work: Work) -> list[Position]:
    """What had passed inside a fork that still stood when the run ended."""
    past = work.configuration.past
    nesting = Nesting(work.configuration)

    def is_orphan(each: Position) -> bool:
        outer = nesting.around(each)
        return bool(each.inside) and (outer is None or is_orphan(outer))

    return [each for each in past if is_orphan(each)]


def _region_of(definition: Definition, target: str) -> str:
    node = definition.nodes.get(target)
    is_place = isinstance(node, Step | Fork) or waits_here(definition, target)
    if not is_place:
        raise Stop("unknown_target", target=target)
    return definition.region_of[target]


def _entered(work: Work) -> set[str]:
    """The root, and the chosen branches of every fork that stands."""
    places = positions_in(work.configuration.position)
    lanes = [lane.region for place in places for lane in getattr(place.inner, "members", ())
             if hasattr(lane, "region")]  # fmt: skip
    return {work.definition.root.key, *lanes}
