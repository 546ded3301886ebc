"""The verbs of circulation 传阅: lay a matter before readers, read it, call it back."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.notify.telling import Note, tell_note
from andu.organisation.models import Appointment, Member
from andu.realtime.nudging import nudge
from andu.todo.models import Todo
from andu.todo.writing import close_reading, open_rows
from andu.workflow import circulating as rules
from andu.workflow.events import Circulated, CirculationRead, CirculationWithdrawn
from andu.workflow.models import Circulation, Matter, Participant
from andu.workflow.notify import READING

NAMED = 20  # so many readers stand by name in the record
Moment = Circulation.Moment


@transaction.atomic
def circulate(
    matter: Matter, readers: Collection[int], remark: str = "", *, by: Actor
) -> list[Circulation]:
    """Lay the matter before readers (member ids) by hand; returns the new circulations. Who has it
    unread already, and who sends it, is passed over; nothing happens twice."""
    matter = lock(matter)
    require(rules.may_circulate(by, matter, readers))
    require(rules.may_remark(remark))
    row = Circulation(moment=Moment.BY_HAND, remark=remark)
    mine = Circulation.objects.standing().filter(matter=matter, member_id=by.member_id or 0)
    row.after = mine.order_by("-id").first()
    made = _lay(matter, readers, row, by)
    if made:
        record(Circulated(readers=_names(made), moment=row.moment), by=by, on=matter)
    return made


@transaction.atomic
def copy_to(
    matter: Matter, readers: Collection[int], moment: str, step: str = "", *, by: Actor
) -> list[Circulation]:
    """Lay the matter before readers as its template says: on submit, on pass of a step, at the end
    (抄送). Part of the act that brings the moment about."""
    matter = lock(matter)
    made = _lay(matter, readers, Circulation(moment=moment, step=step), by)
    if made:
        record(Circulated(readers=_names(made), moment=moment), by=by, on=matter)
    return made


@transaction.atomic
def mark_circulation_read(circulation: Circulation, said: str = "", *, by: Actor) -> Circulation:
    """The reader gives the receipt (已阅), with a remark if they like; the first time counts."""
    matter = lock(circulation.matter)
    circulation = lock(circulation)
    require(rules.may_read_circulation(by, circulation, said))
    if circulation.read is None:
        circulation.read, circulation.said = timezone.now(), said
        circulation.save(update_fields=["read", "said"])
        close_reading([circulation.member_id], matter.pk)
        _nudge(matter, [circulation.member_id])
        record(CirculationRead(said=said), by=by, on=matter)
    return circulation


@transaction.atomic
def withdraw_circulation(circulation: Circulation, *, by: Actor) -> Circulation:
    """Call back what has not been read; who has nothing else to do with the matter no longer sees
    it."""
    matter = lock(circulation.matter)
    circulation = lock(circulation)
    require(rules.may_withdraw_circulation(by, circulation))
    circulation.withdrawn = timezone.now()
    circulation.save(update_fields=["withdrawn"])
    reader = circulation.member_id
    close_reading([reader], matter.pk)
    if not Circulation.objects.standing().filter(matter=matter, member_id=reader).exists():
        Participant.objects.filter(
            matter=matter, member_id=reader, capacity=Participant.Capacity.READER
        ).delete()
    _nudge(matter, [reader])
    record(CirculationWithdrawn(reader=circulation.member_name), by=by, on=matter)
    return circulation


def _lay(
    matter: Matter, readers: Collection[int], like: Circulation, by: Actor
) -> list[Circulation]:
    """The rows of one round, all made as `like`."""
    people = _people(matter, readers, by)
    if not people:
        return []
    units, now = _units(people), timezone.now()
    made = Circulation.objects.bulk_create(
        Circulation(
            matter=matter, sender_id=by.member_id or matter.initiator_id, sender_name=by.words,
            member=member,
            member_name=member.name, member_unit=units.get(member.pk, ""), moment=like.moment,
            step=like.step, remark=like.remark, at=now, after=like.after,
        )
        for member in people
    )  # fmt: skip
    capacity = Participant.Capacity.READER
    Participant.objects.bulk_create(
        [Participant(matter=matter, member=each, capacity=capacity, at=now) for each in people],
        ignore_conflicts=True,
    )
    open_rows(_todo(matter, member, like) for member in people)
    tell_note([member.pk for member in people], _note(matter, like), by=by)
    _nudge(matter, [])
    return made


def _people(matter: Matter, readers: Collection[int], by: Actor) -> list[Member]:
    """Those of the organisation who are here, without the sender and who has it unread."""
    waiting = Circulation.objects.unread().filter(matter=matter).values("member")
    here = Member.objects.present().filter(organisation=matter.organisation_id, pk__in=readers)
    return list(here.exclude(pk__in=waiting).exclude(pk=by.member_id or 0))


def _units(people: Sequence[Member]) -> dict[int, str]:
    places = Appointment.objects.current().filter(member__in=people).select_related("unit")
    found: dict[int, str] = {}
    for place in places.order_by("-is_main", "order", "id"):
        found.setdefault(place.member_id, place.unit.name)
    return found


def _todo(matter: Matter, member: Member, like: Circulation) -> Todo:
    return Todo(
        organisation_id=matter.organisation_id, assignee=member, kind=Todo.Kind.READ,
        matter_id=matter.pk, title=matter.title, serial=matter.serial, label=matter.label,
        initiator=matter.initiator_name, step=str(Moment(like.moment).label),
        urgency=matter.urgency, link=matter.get_absolute_url(), arrived=timezone.now(),
    )  # fmt: skip


def _note(matter: Matter, like: Circulation) -> Note:
    said = _("传阅：{title}") if like.moment == Moment.BY_HAND else _("抄送：{title}")
    return Note(
        title=said.format(title=matter.title), text=like.remark[:200], kind=READING.code,
        link=matter.get_absolute_url(), urgency=matter.urgency,
    )  # fmt: skip


def _names(made: Sequence[Circulation]) -> tuple[str, ...]:
    names = tuple(each.member_name for each in made[:NAMED])
    rest = len(made) - NAMED
    return (*names, _("等 {n} 人").format(n=len(made))) if rest > 0 else names


def _nudge(matter: Matter, members: Sequence[int]) -> None:
    for member in members:
        nudge(f"member:{member}")
    nudge(f"matter:{matter.pk}")
