"""跳转 and 唤醒: set where somebody with the power to do so wants it (decision 0191)."""

from andu.engine import commands as c
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
    if _home(matter, command.to) != matter.definition.root.key:
        raise Refused("into_branch")
    matter.run.outcome = ""
    matter.run.root.now = None
    go_back(matter, command.to, straight=False, why="jumped")


def _home(matter: Matter, target: str) -> str:
    if not is_place(matter, target):
        raise Refused("unknown_target")
    return matter.home[target]
