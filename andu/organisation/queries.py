"""Reads shaped for screens."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.request import Request
from andu.organisation.models import (
    Appointment,
    Grant,
    Group,
    Member,
    Organisation,
    Post,
    Role,
    Unit,
)

CHOSEN = "organisation"
Duty = Appointment.Duty


def administered(actor: Actor) -> QuerySet[Organisation]:
    """The organisations this actor may look after: the own one; all for an administrator."""
    rows = Organisation.objects.order_by("id")
    if actor.organisation_id is not None:
        return rows.filter(pk=actor.organisation_id)
    return rows if actor.account_id else rows.none()


def chosen(request: Request) -> Organisation | None:
    """The organisation being administered: as asked for, as before, else the first."""
    rows = administered(request.actor)
    asked = request.GET.get("o") or request.session.get(CHOSEN)
    found = rows.filter(pk=plain.number(asked)).first()
    found = found or rows.first()
    if found and request.session.get(CHOSEN) != found.pk:
        request.session[CHOSEN] = found.pk
    return found


def kept(model: type[Any], actor: Actor, through: str = "organisation") -> QuerySet[Any]:
    """The rows of the organisations this actor may look after."""
    rows: QuerySet[Any] = model.objects.filter(**{f"{through}__in": administered(actor)})
    return rows


def open_units(actor: Actor, organisation: Organisation | None = None) -> QuerySet[Unit]:
    """The open units of the organisation being looked after, else of the actor's own."""
    rows = Unit.objects.open()
    if organisation is not None:
        return rows.filter(organisation=organisation, organisation__in=administered(actor))
    return rows.filter(organisation=actor.organisation_id)


def duties_of(unit: Unit | None) -> QuerySet[Appointment]:
    """Who holds a duty in a unit now."""
    rows = Appointment.objects.current().filter(unit=unit).exclude(duty=Duty.MEMBER)
    return rows.select_related("member", "unit", "post").order_by("duty", "order", "id")


def grants_of(role: Role) -> QuerySet[Grant]:
    """Who holds a role now."""
    rows = Grant.objects.current().filter(role=role)
    return rows.select_related("member", "post", "group", "scope").order_by("id")


@dataclass
class Branch:
    """A unit in the tree, with the people in it and below."""

    unit: Unit
    count: int = 0
    children: list["Branch"] = field(default_factory=list)
    is_open: bool = False


def tree(organisation_id: int | None, at: Unit | None = None) -> list[Branch]:
    """The open units as a tree in two statements; the line to `at` is unfolded."""
    rows = Unit.objects.open().filter(organisation=organisation_id)
    branches = {unit.pk: Branch(unit) for unit in rows.order_by("depth", "order", "id")}
    counts = dict(
        Appointment.objects.current().filter(member__organisation=organisation_id, is_main=True)
        .exclude(member__state=Member.State.LEFT)
        .values_list("unit").annotate(count=Count("id"))
    )  # fmt: skip
    line = set(at.line) if at else set()
    roots: list[Branch] = []
    for branch in branches.values():
        parent = branches.get(branch.unit.parent_id or 0)
        (parent.children if parent else roots).append(branch)
        branch.is_open = branch.unit.pk in line or branch.unit.depth == 0
        for above in branch.unit.line:
            if above in branches:
                branches[above].count += counts.get(branch.unit.pk, 0)
    return roots


def flat(branches: list[Branch]) -> Iterator[Unit]:
    """The units of a tree from top to bottom."""
    for branch in branches:
        yield branch.unit
        yield from flat(branch.children)


def people(actor: Actor, text: str = "", unit: Unit | None = None) -> QuerySet[Any]:
    """Those present whom the actor may see, by words and unit (with those below it)."""
    rows = Member.objects.visible_to(actor).present().matching(text)
    if unit:
        here = Appointment.objects.current().filter(unit__path__startswith=unit.path)
        rows = rows.filter(Exists(here.filter(member=OuterRef("pk"))))
    return with_places(rows)


def with_places(rows: QuerySet[Member]) -> QuerySet[Any]:
    """Each person's current places with unit and post, in one statement for all."""
    current = Appointment.objects.current().select_related("unit", "post", "superior")
    return rows.prefetch_related(Prefetch("appointments", queryset=current, to_attr="places"))


def named(actor: Actor, kind: str, text: str, most: int = 8) -> list[Post] | list[Group]:
    """Posts or groups of the actor's organisation whose name contains the text."""
    within = {"organisation": actor.organisation_id, "name__icontains": text}
    if kind == "post":
        return list(Post.objects.filter(**within).order_by("level", "name")[:most])
    return list(Group.objects.filter(**within).order_by("name")[:most])


def posts_of(organisation_id: int) -> QuerySet[Post]:
    """The posts of an organisation, the highest first."""
    return Post.objects.filter(organisation=organisation_id).order_by("level", "id")


def units_matching(actor: Actor, text: str, most: int = 8) -> list[Unit]:
    """Open units of the actor's organisation whose name contains the text."""
    rows = Unit.objects.open().filter(organisation=actor.organisation_id, name__icontains=text)
    return list(rows.exclude(kind=Unit.Kind.EXTERNAL).order_by("depth", "order", "id")[:most])


@dataclass(frozen=True)
class Gap:
    """A unit and the duties nobody holds in it (RO-13)."""

    unit: Unit
    head: bool
    leader: bool
    contact: bool


def gaps(organisation: Organisation) -> list[Gap]:
    """The units that lack a head, a leader in charge (own or above) or an OA contact."""
    held: dict[str, set[int]] = {duty: set() for duty in (Duty.HEAD, Duty.LEADER, Duty.CONTACT)}
    rows = Appointment.objects.current().filter(unit__organisation=organisation, duty__in=held)
    for duty, unit_id in rows.values_list("duty", "unit_id"):
        held[duty].add(unit_id)
    units = Unit.objects.open().filter(organisation=organisation)
    units = units.exclude(kind__in=[Unit.Kind.EXTERNAL, Unit.Kind.LEADERS]).filter(depth__gt=0)
    found = [
        Gap(unit, unit.pk not in held[Duty.HEAD], not set(unit.line) & held[Duty.LEADER],
            unit.pk not in held[Duty.CONTACT])
        for unit in units.order_by("path")
    ]  # fmt: skip
    return [gap for gap in found if gap.head or gap.leader or gap.contact]


def people_of(
    organisation: Organisation, text: str = "", unit: Unit | None = None
) -> QuerySet[Any]:
    """Those present in an organisation for its administrators, by words, or of exactly one unit."""
    rows = Member.objects.filter(organisation=organisation).present().matching(text)
    if unit:
        here = Appointment.objects.current().filter(unit=unit, member=OuterRef("pk"))
        rows = rows.filter(Exists(here))
    return with_places(rows.select_related("account"))


def groups(organisation: Organisation | None) -> QuerySet[Any]:
    """The groups with how many people are in each (`size`)."""
    rows = Group.objects.filter(organisation=organisation).order_by("id")
    return rows.annotate(size=Count("members"))


def roles(organisation: Organisation | None) -> QuerySet[Any]:
    """The roles with how many grants each has now (`size`)."""
    current = Grant.objects.current().values("pk")
    rows = Role.objects.filter(organisation=organisation).order_by("id")
    return rows.annotate(size=Count("grants", filter=Q(grants__in=current)))
