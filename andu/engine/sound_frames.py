"""Whether side ways, and the alarms that open them, stand where they can begin and end."""

from collections.abc import Iterator

from andu.engine.definition import Definition
from andu.engine.nodes import Alarm, Fork

Problems = Iterator[tuple[str, str]]


def about_frame(definition: Definition, fork: Fork) -> Problems:
    """A frame is all there is in the flow, or in a sub-process; every side way has its alarm."""
    if not fork.is_frame:
        return
    home = definition.regions[definition.region_of[fork.key]]
    outer = definition.nodes.get(definition.fork_of.get(home.key, ""))
    is_scope = home is definition.root or (isinstance(outer, Fork) and outer.is_sub_process)
    if not is_scope or home.frame is not fork:
        yield "frame_is_not_whole", ""
    opened = {n.opens for n in definition.nodes.values() if isinstance(n, Alarm)}
    yield from (("side_way_never_begins", s.key) for s in fork.side_ways if s.key not in opened)


def about_ringing(definition: Definition, alarm: Alarm) -> Problems:
    """An alarm that interrupts nothing has no way on, but a side way of the frame around it."""
    if not alarm.opens:
        return
    home = definition.region_of[alarm.key]
    if any(edge.source == alarm.key for edge in definition.regions[home].edges):
        yield "alarm_goes_on", ""
    frame = _frame_around(definition, home)
    if frame is None or all(each.key != alarm.opens for each in frame.side_ways):
        yield "alarm_opens_nothing", alarm.opens


def _frame_around(definition: Definition, region: str) -> Fork | None:
    """The frame of the sub-process a region lies in, or of the whole flow."""
    fork = definition.nodes.get(definition.fork_of.get(region, ""))
    while isinstance(fork, Fork) and not fork.is_frame and not fork.is_sub_process:
        region = definition.region_of[fork.key]
        fork = definition.nodes.get(definition.fork_of.get(region, ""))
    return fork if isinstance(fork, Fork) and fork.is_frame else None
