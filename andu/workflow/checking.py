"""检核: whether the next handler has to confirm that the step before followed the flow (WF-21), and
who stood at a step, before it and after it, should it be found at fault (WF-22)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from andu.engine import Check
from andu.kit.verdict import Verdict, no, yes
from andu.workflow.loading import Loaded
from andu.workflow.models import Finding, Matter, Responsibility, Seat, Visit
from andu.workflow.owning import policy_of
from andu.workflow.policy import CHECK
from andu.workflow.saying import Deed, Said

CONFIRMING = frozenset({"agreed", "disagreed", "completed", "read"})
HANDED_ON = ("transferred", "returned")
Part = Responsibility.Part


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something was done: the step's key and name, the visit (0: the initiator's own), and
    the seats of those who acted; none for the initiator."""

    node: str
    name: str
    visit: int = 0
    seats: tuple[Seat, ...] = ()


@dataclass(frozen=True)
class Around:
    """A place with those right before and right after it."""

    at: Place
    before: tuple[Place, ...] = ()
    after: tuple[Place, ...] = field(default=())

    @property
    def parts(self) -> Iterator[tuple[str, Place]]:
        """Each place with what its people answer for, the place itself first."""
        yield Part.FAULT, self.at
        yield from ((Part.BEFORE, place) for place in self.before)
        yield from ((Part.AFTER, place) for place in self.after)


def before_names(loaded: Loaded, seat: int) -> str:
    """The steps before the one of a seat, by name, when its holder has to check them; else ""."""
    if not asks(loaded, seat):
        return ""
    return "、".join(place.name for place in _before(loaded, loaded.seats[seat].visit))


def before_nodes(loaded: Loaded, seat: int) -> list[str]:
    """The keys of the steps right before the one of a seat."""
    row = loaded.seats.get(seat)
    return [place.node for place in _before(loaded, row.visit)] if row else []


def asks(loaded: Loaded, seat: int) -> bool:
    """Whether whoever holds the seat confirms that the step before followed the flow: as the step
    says, else as the policy says. Not where nobody could return it, nor whoever only helps."""
    row = loaded.seats.get(seat)
    if row is None or row.helps or row.node == loaded.definition.drafting.key:
        return False
    step = loaded.definition.step(row.node)
    if not step.may_return:
        return False
    if step.check is not Check.POLICY:
        return step.check is Check.REQUIRED
    return bool(policy_of(loaded.matter, CHECK))


def is_checked(loaded: Loaded, said: Said, deed: Deed) -> Verdict:
    """Whether an act that passes on what came from the step before confirms it, where it has to."""
    if said.how not in CONFIRMING or deed.checked or not asks(loaded, said.seat):
        return yes
    words = _(
        "请先检核：上一环节“{steps}”按流程执行的，勾选确认再办理；没有按流程执行的，报告偏差并退回。"
    )
    return no(words.format(steps=before_names(loaded, said.seat)), "check-missing")


def with_check(loaded: Loaded, said: Said, deed: Deed) -> Said:
    """The words of the act with what was confirmed, which the record seals beside the events."""
    if said.how not in CONFIRMING or not deed.checked or not asks(loaded, said.seat):
        return said
    steps = before_names(loaded, said.seat)
    return replace(said, more={**said.more, "checked": {"steps": steps}})


def check_words(details: dict[str, Any]) -> str:
    """What an act confirmed of the step before, or found at fault in it, for the trace."""
    if found := details.get("deviation"):
        return _("检核：“{step}”没有按流程执行，已记入责任记录").format(step=found["step"])
    if checked := details.get("checked"):
        return _("检核：上一环节“{steps}”按流程执行").format(steps=checked["steps"])
    return ""


def places_handled(loaded: Loaded) -> list[Place]:
    """Every step somebody acted at, the latest visit of each, the initiator's own first."""
    found = {loaded.definition.drafting.key: _drafting(loaded)}
    for number in sorted(loaded.visits):
        place = _place(loaded, loaded.visits[number])
        if place is not None and place.seats and place.visit:
            found[place.node] = place
    return list(found.values())


def around(loaded: Loaded, node: str) -> Around | None:
    """The step as it was handled last, with those beside it; None where nobody has acted there."""
    here = next((place for place in places_handled(loaded) if place.node == node), None)
    if here is None:
        return None
    if not here.visit:
        first = [n for n in loaded.visits if _is_first(loaded, n)]
        return Around(here, (), _people_at(loaded, first))
    before = tuple(_before(loaded, here.visit))
    after = [n for n in loaded.visits if here.visit in {p.visit for p in _before(loaded, n)}]
    return Around(here, before, _people_at(loaded, after))


def standing_on(matter: Matter, place: Place) -> Finding | None:
    """The finding that stands about a place."""
    rows = Finding.objects.filter(matter=matter, node=place.node, visit=place.visit)
    return rows.filter(state=Finding.State.STANDS).first()


def _people_at(loaded: Loaded, visits: Iterable[int]) -> tuple[Place, ...]:
    found = (_place(loaded, loaded.visits[number]) for number in visits)
    return tuple(place for place in found if place is not None and place.visit and place.seats)


def _is_first(loaded: Loaded, visit: int) -> bool:
    """Whether what lies right before a visit is the initiator's own step."""
    is_draft = loaded.visits[visit].node == loaded.definition.drafting.key
    return not is_draft and all(not place.visit for place in _before(loaded, visit))


def _before(loaded: Loaded, number: int) -> list[Place]:
    """The step that led to a visit; all that met there where it was a fork."""
    row = loaded.visits[number]
    former = loaded.visits.get(row.after)
    around = loaded.definition.path_to[loaded.definition.region_of[row.node]]
    while former is not None and former.region not in around:
        former = _fork_of(loaded, former)
    found = [place for each in _ends(loaded, former) if (place := _place(loaded, each))]
    return found or [_drafting(loaded)]


def _ends(loaded: Loaded, visit: Visit | None) -> Iterator[Visit]:
    """The visit itself, or where it is a fork the last one of each of its branches."""
    if visit is None:
        return
    if not visit.lanes:
        yield visit
        return
    inside = {v.region: v for v in loaded.visits.values()
              if v.number > visit.number
              and loaded.definition.fork_of.get(v.region) == visit.node}  # fmt: skip
    for last in inside.values():
        yield from _ends(loaded, last)


def _fork_of(loaded: Loaded, visit: Visit) -> Visit | None:
    """The visit of the fork in whose branch a visit lies: the last before it."""
    fork = loaded.definition.fork_of.get(visit.region)
    found = [v for v in loaded.visits.values() if v.number < visit.number and v.node == fork]
    return max(found, key=lambda v: v.number, default=None)


def _place(loaded: Loaded, visit: Visit) -> Place | None:
    """A visit of a step of people with those who acted there."""
    if visit.node == loaded.definition.drafting.key:
        return _drafting(loaded)
    seats = tuple(
        seat for seat in loaded.in_turn(loaded.seats.values())
        if seat.visit == visit.number and seat.state == Seat.State.CLOSED
        and seat.how not in HANDED_ON
    )  # fmt: skip
    node = loaded.definition.nodes.get(visit.node)
    if node is None or visit.lanes:
        return None
    return Place(node=visit.node, name=node.name, visit=visit.number, seats=seats)


def _drafting(loaded: Loaded) -> Place:
    return Place(node=loaded.definition.drafting.key, name=_("发起人提交"))
