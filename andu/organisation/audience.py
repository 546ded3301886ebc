"""Whom an audience means: lines taken in, less the lines left out; a snapshot when it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from andu.organisation.models import (
    Appointment,
    Audience,
    AudienceLine,
    Group,
    Member,
    Organisation,
    Post,
    Unit,
)

Kind = AudienceLine.Kind


@dataclass(frozen=True)
class Line:
    """One line to be written: a unit (alone or with all below), a post, a group, a person, a body
    outside, or nothing at all: everybody."""

    target: Unit | Post | Group | Member | None = None
    with_below: bool = False
    left_out: bool = False


def compose(organisation: Organisation, lines: Iterable[Line]) -> Audience:
    """A new audience. Called by the action that needs it, inside its transaction."""
    audience = Audience.objects.create(organisation=organisation)
    AudienceLine.objects.bulk_create(_row(audience, line) for line in lines)
    return audience


def resolve(audience: Audience) -> list[int]:
    """The ids of those meant, present ones only, in the order of the directory.

    After a snapshot its people are meant, whatever has become of units and posts. Bodies outside
    (`externals`) have no people.
    """
    return list(people(audience).values_list("pk", flat=True))


def people(audience: Audience) -> QuerySet[Member]:
    """The same as rows, in a constant number of statements."""
    ordered = Member.objects.order_by("order", "pinyin", "id")
    if audience.resolved:
        return ordered.filter(pk__in=audience.snapshot.values("pk"))
    lines = list(audience.lines.select_related("unit"))
    taken = _any(line for line in lines if not line.left_out)
    left = _any(line for line in lines if line.left_out)
    rows = ordered.filter(organisation=audience.organisation_id).exclude(state=Member.State.LEFT)
    return rows.filter(taken).exclude(left)


def meant_by(organisation_id: int, lines: Iterable[Line]) -> QuerySet[Member]:
    """Whom lines mean that are not kept: those taken in, less those left out."""
    rows = [_row(None, line) for line in lines]
    taken, left = _any(r for r in rows if not r.left_out), _any(r for r in rows if r.left_out)
    here = Member.objects.present().filter(organisation=organisation_id)
    return here.filter(taken).exclude(left).order_by("order", "pinyin", "id")


def includes(audience: Audience, member: Member) -> bool:
    """Whether one person is meant."""
    return people(audience).filter(pk=member.pk).exists()


def externals(audience: Audience) -> QuerySet[Unit]:
    """The bodies outside that are meant."""
    lines = audience.lines.filter(kind=Kind.EXTERNAL)
    left = lines.filter(left_out=True).values("unit")
    return Unit.objects.filter(pk__in=lines.filter(left_out=False).values("unit")).exclude(
        pk__in=left
    )


def fix(audience: Audience) -> Audience:
    """Take the snapshot: from now on these people are meant. Inside the caller's transaction."""
    with transaction.atomic():
        audience.snapshot.set(resolve(audience))
        audience.resolved = timezone.now()
        audience.save(update_fields=["resolved"])
    return audience


def _any(lines: Iterable[AudienceLine]) -> Q:
    found = Q(pk__in=[])
    for line in lines:
        found |= _meant(line)
    return found


def _meant(line: AudienceLine) -> Q:
    if line.kind == Kind.EVERYBODY:
        return Q(pk__gt=0)
    if line.kind == Kind.MEMBER:
        return Q(pk=line.member_id)
    if line.kind == Kind.GROUP:
        members = Group.members.through.objects.filter(group=line.group_id)
        return Q(pk__in=members.values("member"))
    if line.kind == Kind.EXTERNAL:
        return Q(pk__in=[])
    places = Appointment.objects.current()
    if line.kind == Kind.SUBTREE and line.unit:
        return Q(pk__in=places.filter(unit__path__startswith=line.unit.path).values("member"))
    here = {"post": line.post_id} if line.kind == Kind.POST else {"unit": line.unit_id}
    return Q(pk__in=places.filter(**here).values("member"))


def _row(audience: Audience | None, line: Line) -> AudienceLine:
    target = line.target
    row = AudienceLine(audience=audience, left_out=line.left_out, words=str(target or ""))
    if target is None:
        row.kind, row.words = Kind.EVERYBODY, str(Kind.EVERYBODY.label)
    elif isinstance(target, Unit):
        row.unit = target
        row.kind = (
            Kind.EXTERNAL if target.is_external else Kind.SUBTREE if line.with_below else Kind.UNIT
        )
    else:
        name = {Post: "post", Group: "group", Member: "member"}[type(target)]
        row.kind = name
        setattr(row, name, target)
    return row
