"""Who may urge whom, and how soon again (催办; WF-20, WF-38)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Member
from andu.organisation.overseeing import Duty, places_within, units_overseen
from andu.policy.reading import value
from andu.workflow.models import Escalation, Matter, Participant, Seat, UrgeDuty, Urging
from andu.workflow.policy import URGE_EVERY
from andu.workflow.rights import ADMINISTER
from andu.workflow.rules import WITHOUT_MEMBER

Role = Urging.Role
LONGEST_WORDS = 200
ROLES = {
    Duty.HEAD: Role.HEAD, Duty.DEPUTY: Role.DEPUTY, Duty.LEADER: Role.LEADER,
    Duty.CONTACT: Role.CONTACT,
}  # fmt: skip


@dataclass
class Urger:
    """A person before the open seats of one matter: as what they may urge each of them, when they
    last did, and which of the holders have `gone`. Asks the database a constant number of times,
    whatever the seats."""

    by: Actor
    matter: Matter
    seats: list[Seat]
    duties: set[int] = field(default_factory=set)
    last: dict[int, datetime] = field(default_factory=dict)
    has_handled: bool = False
    watched: dict[int, str] = field(default_factory=dict)
    told_up: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)

    def role(self, seat: Seat) -> str:
        """What entitles them to urge the holder of a seat; "" for nothing."""
        if seat.pk in self.duties:
            return Role.DUTY
        if self.matter.initiator_id == self.by.member_id:
            return Role.INITIATOR
        if self.has_handled or seat.pk in self.told_up:
            return Role.HANDLER if self.has_handled else Role.SUPERIOR
        if seat.member_id in self.watched:
            return self.watched[seat.member_id]
        unit = self.matter.unit
        if self.by.holds(ADMINISTER.code, within=unit.path if unit else ""):
            return Role.ADMINISTRATOR
        return ""

    def verdict(self, seat: Seat) -> Verdict:
        """Whether they may urge the holder of a seat now."""
        if self.by.member_id is None:
            return WITHOUT_MEMBER
        reachable = self._reaches(seat)
        if not reachable:
            return reachable
        if not self.role(seat):
            words = _(
                "只有发起人、前面的办理人，以及对方部门的负责人、副职、分管领导和联络员可以催办。"
            )
            return no(words, "not-entitled")
        return self._again(seat)

    def _reaches(self, seat: Seat) -> Verdict:
        """Whether it is somebody else's turn who is here to be urged."""
        if self.matter.state == Matter.State.SUSPENDED:
            return no(_("事项已挂起，恢复以后再催。"), "suspended")
        if not self.matter.is_running or seat.state != Seat.State.OPEN:
            words = _("{name}的这件待办已经办理，不用再催。")
            return no(words.format(name=seat.member_name), "not-open")
        if seat.is_pool:
            words = _("“{step}”还没有人领取，催不到具体的人。事急的，请流程管理员改派。")
            return no(words.format(step=seat.step), "pool")
        if seat.member_id == self.by.member_id:
            return no(_("这件待办在你自己手上。"), "own-seat")
        if seat.member_id in self.gone:
            words = _("{name}已经离职，催不到了。请流程管理员改派，或办理离岗交接。")
            return no(words.format(name=seat.member_name), "left")
        return yes

    def _again(self, seat: Seat) -> Verdict:
        pause = value(URGE_EVERY, organisation=self.matter.organisation_id)
        last = self.last.get(seat.pk)
        wait = last + timedelta(minutes=pause) - timezone.now() if last else timedelta(0)
        # Urged "in the future": the clock was set back, and nobody waits until it has caught up.
        if not timedelta(0) < wait <= timedelta(minutes=pause):
            return yes
        minutes = -(-wait // timedelta(minutes=1))
        words = _("你刚催过{name}，{n} 分钟后可以再催。")
        return no(words.format(name=seat.member_name, n=minutes), "too-soon")


def urger_of(
    by: Actor, matter: Matter, seats: Iterable[Seat], held: Collection[str] | None = None
) -> Urger:
    """The person before these seats. `held`: as what they take part in the matter, when that has
    been asked already."""
    found = Urger(by, matter, list(seats))
    if by.member_id is None or not found.seats:
        return found
    ids = [seat.pk for seat in found.seats]
    duties = UrgeDuty.objects.filter(seat__in=ids, member=by.member_id, state="open")
    found.duties = set(duties.values_list("seat", flat=True))
    urgings = Urging.objects.filter(seat__in=ids, member=by.member_id).order_by("id")
    found.last = dict(urgings.values_list("seat", "at"))
    if held is None:
        mine = Participant.objects.filter(matter=matter, member=by.member_id)
        held = set(mine.values_list("capacity", flat=True))
    found.has_handled = Participant.Capacity.HANDLED in held
    if Participant.Capacity.SUPERIOR in held:
        told = Escalation.objects.filter(seat__in=ids, member=by.member_id)
        found.told_up = set(told.values_list("seat", flat=True))
    holders = {seat.member_id for seat in found.seats if seat.member_id}
    found.watched = watched_by(by, holders)
    left = Member.objects.filter(pk__in=holders, state=Member.State.LEFT)
    found.gone = set(left.values_list("pk", flat=True))
    return found


def open_seats(matter: Matter) -> QuerySet[Seat]:
    """The seats whose turn it is."""
    return Seat.objects.filter(run__matter=matter, state=Seat.State.OPEN).order_by("number")


def watched_by(by: Actor, members: Iterable[int]) -> dict[int, str]:
    """Of these people, those in units the person oversees, with the role that comes of it."""
    units = units_overseen(by.member_id)
    if not units:
        return {}
    theirs = places_within(units).filter(member__in=list(members)).order_by("id")
    places = list(theirs.values_list("member", "unit__path"))
    found: dict[int, str] = {}
    for unit in units:
        for member, path in places:
            if unit.covers(path):
                found.setdefault(member, ROLES[Duty(unit.duty)])
    found.pop(by.member_id or 0, None)
    return found


def watched_seats(by: Actor) -> QuerySet[Seat]:
    """Every open seat in the units the person oversees, the most pressing first (WF-38): nothing
    for who oversees none."""
    people = places_within(units_overseen(by.member_id)).values("member")
    rows = Seat.objects.filter(state=Seat.State.OPEN, run__matter__state=Matter.State.RUNNING)
    rows = rows.filter(member__in=people, run__matter__organisation=by.organisation_id or 0)
    return rows.exclude(member=by.member_id).select_related("run__matter").order_by("due", "id")
