"""跳转 and 唤醒: set where somebody with the power to do so wants it (decision 0191)."""

from andu.engine import commands as c
from andu.engine.nodes import Fork, ForkKind
from andu.engine.tests.model.going_back import go_back
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.state import Refused
from andu.engine.tests.model.walking import is_place


def jump(matter: Matter, command: c.Jump) -> None:
    home = _home(matter, command.to)
    trail = next((trail for trail in matter.trails() if trail.region == home), None)
    if trail is None:
        raise Refused("into_branch")
    if trail.now is not None and trail.now.node == command.to:
        raise Refused("stands_there")
    go_back(matter, command.to, straight=False, why="jumped")


def revive(matter: Matter, command: c.Revive) -> None:
    if matter.run.outcome == "voided":
        raise Refused("already_void")
    target, home = command.to, _home(matter, command.to)
    if home != matter.definition.root.key:
        target = _whole_around(matter, home)
        matter.middle = {home: command.to}
    matter.run.outcome = ""
    matter.run.root.now = None
    go_back(matter, target, straight=False, why="jumped")


def _whole_around(matter: Matter, home: str) -> str:
    """The frame around the whole flow, of which a region is the way that is always gone."""
    frame = matter.fork_of[home]
    fork = matter.nodes[frame]
    assert isinstance(fork, Fork)
    is_main = fork.kind is ForkKind.ALONGSIDE and fork.branches[0].key == home
    if not is_main or matter.home[frame] != matter.definition.root.key:
        raise Refused("into_branch")
    return frame


def _home(matter: Matter, target: str) -> str:
    if not is_place(matter, target):
        raise Refused("unknown_target")
    return matter.home[target]
