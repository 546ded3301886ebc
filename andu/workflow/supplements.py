"""Whose turn went by without them, so that they may sign afterwards (补签), and how long."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit.verdict import Verdict, no, yes
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter, Seat, Supplement
from andu.workflow.owning import policy_of
from andu.workflow.policy import SIGN_AFTER

ACTED = ("agreed", "disagreed", "completed", "read")
PASSED_BY = {
    "jumped": gettext_lazy("流程跳过了本环节"),
    "overdue": gettext_lazy("超时后改由他人办理"),
    "reassigned": gettext_lazy("改派给他人办理"),
}


@dataclass(frozen=True)
class Missed:
    """A turn that went by without the person (by id and name) it was meant for, and why."""

    seat: Seat
    member: int
    name: str
    why: str

    @property
    def number(self) -> int:
        """The seat's number within the run."""
        return self.seat.number


def missed_in(loaded: Loaded) -> list[Missed]:
    """Every turn of the matter that went by without its person, once for each step and person: the
    latest; not of who has acted there after all."""
    found: dict[tuple[int, int], Missed] = {}
    for seat in sorted(loaded.seats.values(), key=lambda one: one.number):
        missed = _missed(seat) if seat.node != loaded.definition.drafting.key else None
        if missed is not None:
            found[seat.visit, missed.member] = missed
    acted = {
        (seat.visit, seat.member_id) for seat in loaded.seats.values()
        if seat.state == Seat.State.CLOSED and seat.how in ACTED and not seat.on_behalf_id
    }  # fmt: skip
    here = {(seat.visit, seat.member_id) for seat in loaded.seats.values()
            if seat.state in (Seat.State.OPEN, Seat.State.WAITING)}  # fmt: skip
    return [missed for key, missed in found.items() if key not in acted | here]


def _missed(seat: Seat) -> Missed | None:
    if seat.helps or seat.member_id is None:
        return None
    person, name = seat.member_id, seat.member_name
    if seat.on_behalf_id:
        person, name = seat.on_behalf_id, seat.on_behalf_name
    if seat.state == Seat.State.CLOSED:
        if seat.how == "timed_out":
            return Missed(seat, person, name, _("超时自动通过"))
        if seat.on_behalf_id and seat.how in ACTED:
            return Missed(seat, person, name, _("由{who}代办").format(who=seat.member_name))
        return None
    if seat.state == Seat.State.VOID and seat.opened and seat.why in PASSED_BY:
        return Missed(seat, person, name, str(PASSED_BY[seat.why]))
    return None


def in_time(matter: Matter) -> Verdict:
    """While the matter is open, and for some days after it was finished."""
    if matter.is_open:
        return yes
    if matter.state != Matter.State.FINISHED or matter.ended is None:
        return no(_("事项没有办结，已不能补签。"), "over")
    days = policy_of(matter, SIGN_AFTER)
    if timezone.now() <= matter.ended + timedelta(days=days):
        return yes
    words = _("办结后 {days} 天内可以补签，现在已过。确需补签的，请流程管理员唤醒事项。")
    return no(words.format(days=days), "too-late")


def standing_at(matter: Matter) -> dict[int, Supplement]:
    """What was asked for and signed in the matter, by the seat's id."""
    kept = (Supplement.State.WAITING, Supplement.State.SIGNED)
    rows = Supplement.objects.filter(matter=matter, state__in=kept)
    return {row.seat_id: row for row in rows}


def unsigned(missed: Iterable[Missed], standing: Mapping[int, Supplement]) -> Iterator[Missed]:
    """Those nobody has signed, asked for or not."""
    for one in missed:
        asked = standing.get(one.seat.pk)
        if asked is None or asked.state == Supplement.State.WAITING:
            yield one
