"""Where a matter can be set by 跳转 or 唤醒, and what would count no more: asked of the engine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.engine.commands import Jump, Revive
from andu.engine.configuration import Lanes, positions_in
from andu.engine.copies import row_of
from andu.engine.leaping import falls
from andu.engine.nodes import Fork, Node, Step
from andu.workflow.deciding import would
from andu.workflow.loading import Loaded
from andu.workflow.models import Visit

NAMED = 6


@dataclass(frozen=True)
class Landing:
    """A step (or the branches of a fork) the matter can be set to, and what follows, in words."""

    key: str
    name: str
    follows: str


def command_to(loaded: Loaded, member: int, to: str) -> Jump | Revive:
    """What is asked of the engine: an ended matter is revived, a running one jumps."""
    return (Revive if loaded.run.outcome else Jump)(member, to)


def landings(loaded: Loaded, member: int) -> list[Landing]:
    """Every place the engine would take, in the order of the flow; no statement."""
    return [
        Landing(key, name_of(loaded, key), follows(loaded, member, key))
        for key in _accepted(loaded, member)
    ]


def name_of(loaded: Loaded, key: str) -> str:
    """What people call a place: a step's name; a fork's, else those of its branches."""
    node = loaded.definition.nodes.get(key)
    if isinstance(node, Fork) and not node.name:
        return _("分支：{names}").format(names="、".join(_first_names(node)))
    return node.name or key if node and key != loaded.definition.drafting.key else _("发起人")


def standing_at(loaded: Loaded) -> list[str]:
    """What the steps are called at which the matter stands."""
    return _names(loaded, (v for v in _steps(loaded) if v.state == Visit.State.LIVE))


def follows(loaded: Loaded, member: int, to: str) -> str:
    """What is struck when the matter is set there, in a sentence."""
    fallen = falls(loaded.definition, loaded.configuration, command_to(loaded, member, to))
    gone = [visit for visit in _steps(loaded) if visit.number in fallen]
    stop = _names(loaded, (v for v in gone if v.state == Visit.State.LIVE))
    again = _names(loaded, (v for v in gone if v.state == Visit.State.PASSED))
    said = []
    if stop:
        said.append(_("{steps}停止办理，不计结果").format(steps=_listed(stop)))
    if again:
        words = _("{steps}已有的办理作废，走到时重新办理")
        said.append(words.format(steps=_listed(again)))
    else:
        said.append(_("已有的办理都保留"))
    return _("{said}。").format(said="；".join(said))


def _accepted(loaded: Loaded, member: int) -> Iterator[str]:
    now = timezone.now()
    for key, node in _places(loaded):
        is_place = isinstance(node, Step) or (isinstance(node, Fork) and not node.is_frame)
        if is_place and would(loaded, command_to(loaded, member, key), now):
            yield key


def _places(loaded: Loaded) -> Iterator[tuple[str, Node]]:
    """Every node drawn, and those of each row that is under way."""
    yield from loaded.definition.nodes.items()
    for place in positions_in(loaded.configuration.position):
        lanes = place.inner.members if isinstance(place.inner, Lanes) else ()
        for lane in (each for each in lanes if row_of(each.region)):
            yield from ((node.key, node) for node in loaded.definition.regions[lane.region].nodes)


def _first_names(fork: Fork) -> list[str]:
    found = []
    for branch in fork.branches:
        steps: list[Node] = [node for node in branch.nodes if isinstance(node, Step)]
        found += [steps[0].name] if steps else []
    return found


def _steps(loaded: Loaded) -> list[Visit]:
    """The visits of people's steps."""
    nodes = loaded.definition.nodes
    return [v for v in loaded.visits.values() if isinstance(nodes.get(v.node), Step)]


def _names(loaded: Loaded, visits: Iterable[Visit]) -> list[str]:
    return list(dict.fromkeys(name_of(loaded, visit.node) for visit in visits))


def _listed(names: list[str]) -> str:
    quoted = "、".join(_("“{name}”").format(name=name) for name in names[:NAMED])
    if len(names) <= NAMED:
        return quoted
    return _("{names}等 {n} 个环节").format(names=quoted, n=len(names))
