"""Proposals that wait for a second person: what is wished, where the matter stood, what happened
since, and who the second persons are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.workflow.deeds import did
from andu.workflow.landing import name_of
from andu.workflow.levels import UNDONE
from andu.workflow.loading import Loaded
from andu.workflow.models import History, Matter, Proposal, Seat, Visit
from andu.workflow.owning import administrators_of_matter, policy_of
from andu.workflow.policy import SECOND_PERSON, VOIDING

Verb = Proposal.Verb
LIVE = (Seat.State.OPEN, Seat.State.WAITING)
NAMED = 5


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be done to a matter: the verb, the step to go to, or the seat and its new
    holder."""

    verb: str
    target: str = ""
    seat: int = 0
    to: int = 0

    @property
    def newcomer(self) -> Member | None:
        """Who is to have the seat."""
        return Member.objects.filter(pk=self.to).first() if self.to else None


def wish_of(proposal: Proposal) -> Wish:
    """What a proposal wants."""
    return Wish(
        verb=proposal.verb, target=proposal.target, seat=proposal.seat, to=proposal.to_id or 0
    )


def needs_second(matter: Matter, verb: str) -> bool:
    """Whether a second person has to confirm it, as the policy says."""
    if verb == Verb.VOID:
        return bool(policy_of(matter, VOIDING) != "alone")
    asked = policy_of(matter, SECOND_PERSON)
    return asked == "all" or (asked == "moves" and verb != Verb.REASSIGN)


def seconds_for(matter: Matter, proposer: int, verb: str) -> QuerySet[Member]:
    """Who may confirm what somebody (a member's id) proposes: all others who administer it, or
    where the policy says so whoever approved it last."""
    if verb == Verb.VOID and policy_of(matter, VOIDING) == "approver":
        approver = Member.objects.present().filter(pk=_last_approver(matter)).exclude(pk=proposer)
        if approver.exists():
            return approver
    return administrators_of_matter(matter).exclude(pk=proposer)


def is_second(by: Actor, seconds: Sequence[Member]) -> bool:
    """Whether somebody is one of those who may confirm."""
    return any(who.pk == by.member_id for who in seconds)


def _last_approver(matter: Matter) -> int:
    counting = Visit.objects.filter(run__matter=matter).exclude(state__in=UNDONE)
    agreed = Seat.objects.filter(
        run__matter=matter, visit__in=counting.values("number"), state=Seat.State.CLOSED,
        how="agreed",
    )  # fmt: skip
    return agreed.order_by("-closed", "-number").values_list("member", flat=True).first() or 0


def names_of(people: Sequence[Member]) -> str:
    """A few names, and how many there are."""
    names = "、".join(who.name for who in people[:NAMED])
    if len(people) <= NAMED:
        return names
    return _("{names}等 {n} 人").format(names=names, n=len(people))


def what_of(loaded: Loaded, wish: Wish) -> str:
    """The wish in words, as it stays."""
    if wish.verb == Verb.REASSIGN:
        row, to = loaded.seats[wish.seat], wish.newcomer
        words = _("把{who}（{step}）改派给{to}")
        step = row.step or _("发起人")
        return words.format(who=row.who, step=step, to=to.name if to else "")
    if wish.verb == Verb.VOID:
        return _("作废")
    words = _("跳转到“{where}”") if wish.verb == Verb.JUMP else _("唤醒，从“{where}”继续")
    return words.format(where=name_of(loaded, wish.target))


def stands(loaded: Loaded, wish: Wish) -> str:
    """Where the matter stands as far as it matters for a wish: votes of others change nothing for
    a jump, nor do other seats for a reassignment."""
    if wish.verb == Verb.REASSIGN:
        row = loaded.seats.get(wish.seat)
        return f"seat {wish.seat}" if row and row.state in LIVE else ""
    if wish.verb == Verb.REVIVE:
        return f"{loaded.run.outcome} {loaded.run.sequence}"
    live = (v.number for v in loaded.visits.values() if v.state == Visit.State.LIVE)
    return f"{loaded.run.outcome} {' '.join(map(str, sorted(live)))}"[:200]


def moved(loaded: Loaded, proposal: Proposal) -> str:
    """What has happened since it was proposed that leaves it without ground; "" when nothing."""
    if stands(loaded, wish_of(proposal)) == proposal.stood:
        return ""
    rows = History.objects.filter(run=loaded.run, sequence__gt=proposal.sequence)
    last = rows.order_by("-sequence").first()
    if last is None:
        return _("事项已有变化")
    at = f"{timezone.localtime(last.at):%Y-%m-%d %H:%M}"
    words = _("{who}已于 {at} 办理：{step}{did}")
    step = _("“{step}”").format(step=last.step) if last.step else ""
    return words.format(who=last.actor_name, at=at, step=step, did=did(loaded, last))


def waiting_in(matter: Matter) -> Proposal | None:
    """The proposal of a matter that waits."""
    return Proposal.objects.waiting().filter(matter=matter).first()


@dataclass(frozen=True)
class Pending:
    """A proposal that waits, with everybody who may confirm it."""

    proposal: Proposal
    seconds: Sequence[Member]


def pending_in(loaded: Loaded) -> Pending | None:
    """What waits in the matter; read only where its run says that there is something."""
    found = waiting_in(loaded.matter) if loaded.run.proposed else None
    if found is None:
        return None
    found.matter = loaded.matter
    return Pending(found, list(seconds_for(found.matter, found.proposer_id, found.verb)))
