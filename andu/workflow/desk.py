"""What a person can do with a matter now: their seat, the verdict on every verb, where to return.

Reads only; the page greys buttons with the same verdicts that the actions require.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from andu.engine.commands import Return
from andu.engine.decide import targets
from andu.engine.nodes import Nature, ReturnWay, Step
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no
from andu.workflow import checking, rules, rules_adding, rules_checking
from andu.workflow.consulting import owed_at
from andu.workflow.involvement import Involvement, involvement_of
from andu.workflow.lateness import Question, asked_of
from andu.workflow.loading import Loaded
from andu.workflow.models import Seat, Supplement
from andu.workflow.pools import Offer, offer_of
from andu.workflow.proposing import Pending, pending_in
from andu.workflow.supplements import Missed, missed_in, standing_at
from andu.workflow.urging import Urger, urger_of

ACTS = (
    "agree", "disagree", "complete", "read", "return", "resubmit", "transfer", "add", "consign",
)  # fmt: skip
NOT_YOURS = "not-your-turn"


@dataclass(frozen=True)
class Target:
    """A step one may return to."""

    key: str
    name: str


@dataclass
class Desk:
    """One person before one matter."""

    loaded: Loaded
    by: Actor
    seat: int = 0
    step: Step | None = None
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    targets: list[Target] = field(default_factory=list)
    took: int = 0

    @cached_property
    def involvement(self) -> Involvement:
        """What the person is to the matter, read when first asked for."""
        return involvement_of(self.by, self.loaded.matter)

    @cached_property
    def urger(self) -> Urger:
        """The person before the open turns of others, read when first asked for."""
        seats = [s for s in self.loaded.seats.values() if s.state == Seat.State.OPEN]
        others = [s for s in seats if s.is_pool or s.member_id != self.by.member_id]
        return urger_of(self.by, self.loaded.matter, others, held=self.involvement.held)

    @cached_property
    def pending(self) -> Pending | None:
        """What waits for a second person, read when first asked for."""
        return pending_in(self.loaded)

    @cached_property
    def offer(self) -> Offer | None:
        """Work of a pool the person may take, read when first asked for."""
        return offer_of(self.loaded, self.by)

    @cached_property
    def keeps(self) -> bool:
        """Whether the person keeps the matter's flow, read when first asked for."""
        return rules_checking.keeps(self.by, self.loaded.matter)

    @cached_property
    def missed(self) -> list[Missed]:
        """The turns that went by without whom they were meant for."""
        return missed_in(self.loaded)

    @cached_property
    def supplements(self) -> dict[int, Supplement]:
        """What was asked for and signed at those, by the seat's id; read when first asked for, and
        only where there are any."""
        return standing_at(self.loaded.matter) if self.missed else {}

    @property
    def is_news(self) -> bool:
        """Whether the person has a line or an open turn of it that they never opened."""
        rows = self.loaded.seats.values()
        mine = (row for row in rows if not row.is_pool and row.member_id == self.by.member_id)
        unseen = any(row.state == Seat.State.OPEN and row.seen is None for row in mine)
        return unseen or self.involvement.has_unopened

    @property
    def is_mine(self) -> bool:
        """Whether it is this person's turn."""
        return self.seat > 0

    @property
    def on_behalf_of(self) -> str:
        """The absent person whose turn this is, by name; empty when it is one's own."""
        seat = self.loaded.seats.get(self.seat)
        return seat.on_behalf_name if seat and seat.on_behalf_id else ""

    @property
    def is_draft(self) -> bool:
        """Whether the matter is back with its initiator, and that is this person."""
        return self.step is not None and self.step.key == self.loaded.definition.drafting.key

    @property
    def is_reading(self) -> bool:
        """Whether this turn is for information only (阅知)."""
        return self.step is not None and self.step.nature is Nature.READ

    @property
    def is_helping(self) -> bool:
        """Whether somebody has asked for help with this turn, and decides it themselves (委派)."""
        seat = self.loaded.seats.get(self.seat)
        return seat is not None and seat.helps

    @property
    def helps_whom(self) -> str:
        """Who has asked for help with this turn, by name."""
        seats = self.loaded.seats
        asked = seats[self.seat].added_by_id if self.is_helping else None
        return next((s.member_name for s in seats.values() if s.member_id == asked), "")

    @property
    def is_working(self) -> bool:
        """Whether there is work to be done in this turn and nothing to decide (办理)."""
        works = self.step is not None and self.step.nature is Nature.WORK
        return works or self.is_helping

    @property
    def may_choose_way(self) -> bool:
        """Whether the returner says if it comes straight back or walks again."""
        return self.step is not None and self.step.return_way is ReturnWay.CHOOSE

    @property
    def wants_opinion(self) -> bool:
        """Whether agreeing needs words."""
        return self.is_mine and not self.is_draft and rules.wants_opinion(self.loaded, self.seat)

    @cached_property
    def owed(self) -> list[str]:
        """Who still owes this turn an answer, by name; to be said before it ends."""
        return owed_at(self.loaded, self.seat)

    @cached_property
    def check(self) -> str:
        """The steps before, by name, which this turn has to confirm followed the flow (WF-21)."""
        return checking.before_names(self.loaded, self.seat) if self.is_mine else ""

    @property
    def late(self) -> Question | None:
        """What is asked about this turn when its limit has passed (WF-19)."""
        return asked_of(self.loaded, self.seat)


def desk_of(loaded: Loaded, by: Actor) -> Desk:
    """What `by` may do with the matter as it stands."""
    desk = Desk(loaded, by)
    mine = [s for s in loaded.seats.values() if not s.is_pool and s.member_id == by.member_id]
    now = [s for s in mine if s.state == Seat.State.OPEN]
    if now:
        desk.seat, desk.step = now[0].number, loaded.definition.step(now[0].node)
    desk.targets = _targets(loaded, desk.seat)
    desk.took = next((s.number for s in reversed(mine) if s.state == Seat.State.CLOSED), 0)
    desk.verdicts = _verdicts(desk, by)
    return desk


def _targets(loaded: Loaded, seat: int) -> list[Target]:
    if not seat:
        return []
    found = targets(loaded.definition, loaded.configuration, seat)
    nodes = loaded.definition.nodes
    return [Target(key, nodes[key].name or _("发起人")) for key in found if key in nodes]


def _verdicts(desk: Desk, by: Actor) -> dict[str, Verdict]:
    loaded, seat = desk.loaded, desk.seat
    found = {
        "withdraw": rules.may_withdraw(by, loaded),
        "terminate": rules.may_terminate(by, loaded),
        "suspend": rules.may_suspend(by, loaded),
        "resume": rules.may_resume(by, loaded),
        "void": rules.may_void(by, loaded),
        "take_back": _take_back(desk, by),
    }
    if not seat:
        away = no(_("现在没有轮到你办理。"), NOT_YOURS)
        return found | dict.fromkeys(ACTS, away)
    return found | {
        "agree": rules.may_agree(by, loaded, seat, "-"),
        "disagree": rules.may_disagree(by, loaded, seat),
        "complete": rules.may_complete(by, loaded, seat, "-"),
        "read": rules.may_read(by, loaded, seat),
        "return": rules.may_return(by, loaded, Return(by.member_id or 0, seat)),
        "resubmit": rules.may_resubmit(by, loaded, seat),
        "transfer": rules.may_transfer(by, loaded, seat),
        "add": rules_adding.may_add(by, loaded, seat),
        "consign": rules_adding.may_consign(by, loaded, seat),
    }


def _take_back(desk: Desk, by: Actor) -> Verdict:
    if not desk.took:
        return no(_("没有可以拿回的办理。"), "nothing-to-take-back")
    return rules.may_take_back(by, desk.loaded, desk.took)
