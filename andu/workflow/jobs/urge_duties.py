"""Whose duty it is to urge: laid on the handler of the node before when a limit nears or passes,
settled when they urged or when the seat closed (WF-20)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from andu.organisation.models import Member
from andu.realtime.nudging import nudge
from andu.todo.models import Todo
from andu.todo.writing import open_rows
from andu.workflow.models import History, Seat, UrgeDuty

State = UrgeDuty.State


def open_duties(seats: Sequence[Seat], now: datetime) -> int:
    """Lay the duty on the handler of the node before each seat, as a line in their inbox; the
    initiator has it when there is nobody else. Returns how many are new."""
    known = set(UrgeDuty.objects.filter(seat__in=seats).values_list("seat", flat=True))
    fresh = [seat for seat in seats if seat.pk not in known and seat.due]
    before = _before(fresh)
    people = Member.objects.present().in_bulk(
        {before.get(seat.pk, 0) for seat in fresh} | {_initiator(seat) for seat in fresh}
    )
    made = []
    for seat in fresh:
        who = next((people[pk] for pk in (before.get(seat.pk, 0), _initiator(seat))
                    if pk in people and pk != seat.member_id), None)  # fmt: skip
        if who is not None and seat.due:
            made.append(UrgeDuty(
                seat=seat, member=who, member_name=who.name, due=seat.due, opened=now
            ))  # fmt: skip
    UrgeDuty.objects.bulk_create(made, ignore_conflicts=True)
    open_rows(_line(duty) for duty in made)
    for duty in made:
        nudge(f"member:{duty.member_id}")
    return len(made)


def lay_again(seat: Seat, now: datetime) -> UrgeDuty | None:
    """Lay the duty once more on whoever has it, also when they have urged before; None when there
    is nobody to lay it on."""
    open_duties([seat], now)
    duty = UrgeDuty.objects.filter(seat=seat).select_related("seat__run__matter").first()
    if duty is not None and duty.state == State.URGED:
        UrgeDuty.objects.filter(pk=duty.pk).update(state=State.OPEN, opened=now, settled=None)
        duty.opened = now
        open_rows([_line(duty)])
        nudge(f"member:{duty.member_id}")
    return duty


def settle_duties(now: datetime) -> int:
    """Close the duties of seats that are over: omitted when the limit passed without urging,
    spared when it was kept; their lines go. Returns how many."""
    over = UrgeDuty.objects.filter(state=State.OPEN).exclude(seat__state=Seat.State.OPEN)
    rows = list(over.values_list("pk", "seat_id", "member_id"))
    if not rows:
        return 0
    mine = UrgeDuty.objects.filter(pk__in=[pk for pk, _seat, _member in rows])
    late = mine.filter(Q(seat__closed__gt=F("due")) | Q(seat__closed__isnull=True))
    omitted = set(late.values_list("pk", flat=True))
    UrgeDuty.objects.filter(pk__in=omitted).update(state=State.OMITTED, settled=now)
    spared = [pk for pk, _seat, _member in rows if pk not in omitted]
    UrgeDuty.objects.filter(pk__in=spared).update(state=State.SPARED, settled=now)
    Todo.objects.filter(seat_id__in=[seat for _pk, seat, _member in rows]).delete()
    for member in {member for _pk, _seat, member in rows}:
        nudge(f"member:{member}")
    return len(rows)


def _before(seats: Sequence[Seat]) -> Mapping[int, int]:
    """Seat → the member whose act opened it: the record made at the moment it was opened."""
    asked = Q(pk__in=[])
    for seat in seats:
        if seat.opened:
            asked |= Q(run=seat.run_id, at=seat.opened)
    rows = History.objects.filter(asked, member_id__isnull=False)
    acts = {(run, at): member for run, at, member in rows.values_list("run", "at", "member_id")}
    found = {}
    for seat in seats:
        member = acts.get((seat.run_id, seat.opened)) if seat.opened else None
        if member:
            found[seat.pk] = member
    return found


def _initiator(seat: Seat) -> int:
    return seat.run.matter.initiator_id


def _line(duty: UrgeDuty) -> Todo:
    seat, matter = duty.seat, duty.seat.run.matter
    return Todo(
        organisation_id=matter.organisation_id, assignee_id=duty.member_id, seat_id=seat.pk,
        kind=Todo.Kind.TODO, due=duty.due, matter_id=matter.pk, title=matter.title,
        serial=matter.serial, label=matter.label, initiator=matter.initiator_name,
        step=_("催办{name}").format(name=seat.member_name), urgency=matter.urgency,
        link=matter.get_absolute_url(), arrived=duty.opened,
    )  # fmt: skip
