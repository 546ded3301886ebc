"""Where a matter stands, and who was told what, in short words."""

from collections.abc import Iterable, Iterator

from andu.engine.configuration import (
    Configuration,
    Group,
    How,
    Lanes,
    Position,
    Seat,
    SeatState,
    Why,
    seats_in,
)
from andu.engine.copies import drawn, row_of
from andu.engine.nodes import Automatic
from andu.notify.models import Notice
from andu.workflow.loading import Loaded
from andu.workflow.models import Errand
from tests.situations.people import NAMES, People
from tests.situations.scene import TITLE

DONE = {
    How.AGREED: "已同意", How.DISAGREED: "不同意", How.READ: "已阅", How.COMPLETED: "办毕",
    How.TIMED_OUT: "超时通过", How.RETURNED: "重新办",
}  # fmt: skip
STATES = {SeatState.OPEN: "待办", SeatState.WAITING: "等候"}
VOID = {Why.SPARED: "不用再办", Why.RETURNED: "重新办"}
ENDS = {"passed": "已办结", "refused": "未通过", "terminated": "已终止", "voided": "已作废"}


def stands(loaded: Loaded, people: People) -> str:
    """The whole configuration: every step that stands, with its people in their order."""
    found = loaded.configuration
    if found.outcome is not None:
        return ENDS[found.outcome]
    places = "；".join(_places(found, loaded, people))
    return f"挂起，停在“{places}”" if found.suspended else places


def _places(found: Configuration, loaded: Loaded, people: People) -> Iterator[str]:
    if found.position is not None:
        yield from _at(found.position, loaded, people)


def _at(position: Position, loaded: Loaded, people: People) -> Iterator[str]:
    if isinstance(position.inner, Lanes):
        for lane in position.inner.members:
            if lane.position is None:
                yield f"{_lane(loaded, lane.region)}已办完"
            else:
                yield from _at(lane.position, loaded, people)
        return
    aside = ""
    if position.back is not None:
        aside = f"（送回后接着“{'；'.join(_at(position.back, loaded, people))}”）"
    if position.node == loaded.definition.drafting.key:
        yield f"{'、'.join(_who(seat, people) for seat in seats_in(position.inner))}修改{aside}"
        return
    node = loaded.definition.nodes[position.node]
    if isinstance(node, Automatic):
        yield f"{node.name}：{_machine(loaded, position)}{aside}"
        return
    name = loaded.definition.step(position.node).name
    yield f"{name}：{'，'.join(_seats(position.inner, people))}{aside}"


def _machine(loaded: Loaded, position: Position) -> str:
    errand = Errand.objects.get(run=loaded.run, visit=position.visit, node=position.node)
    return "系统受阻" if errand.state == Errand.State.STUCK else "系统在办"


def _lane(loaded: Loaded, region: str) -> str:
    """A branch by its first step; of a row, which."""
    number = row_of(region)
    if number:
        return f"第 {number} 行"
    return loaded.definition.step(drawn(loaded.definition.regions[region].entry)).name


def _seats(group: Group, people: People) -> Iterator[str]:
    """Who does what, neighbours with the same together."""
    words: list[tuple[str, str]] = []
    for seat in seats_in(group):
        what = _what(seat, group)
        if what and words and words[-1][1] == what:
            words[-1] = (f"{words[-1][0]}、{_who(seat, people)}", what)
        elif what:
            words.append((_who(seat, people), what))
    yield from (f"{who}{what}" for who, what in words)


def _what(seat: Seat, group: Group) -> str:
    if seat.state is SeatState.CLOSED and seat.how is not None:
        return DONE.get(seat.how, "")
    if seat.state is SeatState.VOID and seat.why is not None:
        return VOID.get(seat.why, "")
    if seat.state is SeatState.OPEN and seat.helps:
        return "代做"
    if seat.id == group.claimed:
        return "已认领"
    return STATES.get(seat.state, "")


def _who(seat: Seat, people: People) -> str:
    name = NAMES[people.role_of(seat.who.member)]
    absent = seat.who.on_behalf_of
    return f"{name}（代{NAMES[people.role_of(absent)]}）" if absent else name


def told(notices: Iterable[Notice], people: People) -> str:
    """Who was told what, by the headings of the notices without the matter's title."""
    found: dict[str, set[str]] = {}
    for notice in notices:
        heading = notice.title.replace(f"：{TITLE}", "").replace(TITLE, "")
        found.setdefault(people.named(heading), set()).add(people.role_of(notice.member_id))
    return "；".join(f"{_in_order(who)}：{what}" for what, who in found.items())


def _in_order(roles: set[str]) -> str:
    return "、".join(name for role, name in NAMES.items() if role in roles)
