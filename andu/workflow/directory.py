"""Answers to the engine's questions about people, from the organisation as it is now."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, singledispatch
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from andu.engine.conditions import Value
from andu.engine.configuration import Someone
from andu.engine.copies import drawn
from andu.engine.events import Need
from andu.engine.handlers import (
    Administrator,
    FromField,
    FromMatrix,
    HandlerRule,
    HandlersChoice,
    Initiator,
    InitiatorsChoice,
    LeaderInCharge,
    NamedPerson,
    Part,
    PlainRule,
    PostHolders,
    RoleHolders,
    Scope,
    Superior,
    Superiors,
    UnitHead,
    When,
)
from andu.kit.editions import remembered
from andu.kit.verdict import Refused, no
from andu.organisation import directory, known
from andu.organisation.holding import holders
from andu.organisation.models import Appointment, Grant, Member, RoleRight, Unit
from andu.workflow import matrices
from andu.workflow.loading import Loaded
from andu.workflow.models import Choice
from andu.workflow.rights import ADMINISTER
from andu.workflow.standing_in import stood_in


@dataclass(frozen=True)
class Asking:
    """Who the question is about: the initiator, from where, with which values and choices.

    `home` is the initiator's unit when no appointment (`place`) tells it. `facts` are the form's
    values by field key (people and units by code); `choices` maps a step to the member ids the
    initiator picked for it, or whoever passes the matter on to it. `insists`: who must pick
    (initiator, handler). `coded`, `names` and `picks` keep what the questions have met: people by
    code (None: nobody), names by id, and of the steps whose people the handler before picks, how
    many were.
    `named` keeps the answers by step, and `pools` of whom one is to take the work (`pooling`).
    `grounds` keep the rows of matrices that named people. A guess leaves open what a matrix
    cannot tell, and picks still to come; a decision is refused there.
    """

    initiator: Member
    home: Unit | None
    facts: Mapping[str, Value] = field(default_factory=dict)
    choices: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    run_id: int | None = None
    version_id: int | None = None
    place: int | None = None
    coded: dict[str, Member | None] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    picks: dict[str, int] = field(default_factory=dict)
    insists: str = ""
    grounds: dict[tuple[str, FromMatrix], matrices.Row] = field(default_factory=dict)
    is_guess: bool = False
    named: dict[str, dict[Need, tuple[Someone, ...]]] = field(default_factory=dict)
    pools: dict[str, tuple[Someone, ...]] = field(default_factory=dict)

    @cached_property
    def unit(self) -> Unit | None:
        """From where the initiator acts; read when a rule asks for it."""
        if not self.place:
            return self.home
        place = known.places([self.place]).get(self.place)
        return place.unit if place else None

    @property
    def organisation_id(self) -> int:
        """The organisation everybody is looked for in."""
        return self.initiator.organisation_id


def answers(needs: Collection[Need], asking: Asking) -> dict[Need, tuple[Someone, ...]]:
    """For each need the people a rule names for a step, each once, as the appointment that made
    them so; for those who are away, whom they delegated to, on their behalf. Appointments and
    delegations of all of them, and who is named by code, are read at once. A guess leaves out what
    there is no telling of."""
    _coded([need.rule.code for need in needs if isinstance(need.rule, NamedPerson)], asking)
    asked = [(need, _named(need, asking)) for need in needs]
    named = {need: members for need, members in asked if members is not None}
    seated = _seated([member for members in named.values() for member in members])
    found = iter(stood_in(seated, version_id=asking.version_id, initiator=asking.initiator))
    return {need: tuple(islice(found, len(here))) for need, here in named.items()}


def _named(need: Need, asking: Asking) -> list[Member] | None:
    """None: there is no telling yet."""
    if isinstance(need.rule, InitiatorsChoice | HandlersChoice):
        return _chosen(need.step, need.rule, asking)
    if isinstance(need.rule, FromMatrix):
        by_matrix = _by_matrix(need.step, need.rule, asking)
        if by_matrix is None:
            return None
        found = dict.fromkeys(by_matrix)
    else:
        found = dict.fromkeys(_standing(need.rule, asking))
    asking.names.update((member.pk, member.name) for member in found)
    return _here(found)


def _by_matrix(step: str, rule: FromMatrix, asking: Asking) -> list[Member] | None:
    """Whom the row of a matrix names that fits the form. Where there is none, and where one of
    those who must countersign is nobody, a decision is refused and a guess knows nothing."""
    lookup = matrices.Lookup(asking.organisation_id, asking.run_id, asking.facts)
    try:
        row = asking.grounds[step, rule] = matrices.row_of(rule, lookup)
    except Refused:
        if asking.is_guess:
            return None
        raise
    found = {each: _here(_standing(each, asking)) for each in row.rules}
    vacant = [each for each, members in found.items() if not members]
    if vacant and rule.part is Part.COUNTERSIGN:
        if asking.is_guess:
            return None
        words = gettext("{words}要会签，其中“{items}”现在没有人。请联系流程管理员先补上。")
        items = matrices.called(vacant, asking.organisation_id)
        raise Refused(no(words.format(words=row.words, items=items), "matrix-vacant"))
    return [member for members in found.values() for member in members]


def _here(members: Iterable[Member]) -> list[Member]:
    return [member for member in members if member.state != Member.State.LEFT]


def _standing(rule: HandlerRule, asking: Asking) -> Iterable[Member]:
    """Whom a rule of the organisation alone names, remembered for this initiator in this place."""
    asks_form = isinstance(rule, UnitHead | LeaderInCharge) and rule.field
    if asks_form or isinstance(rule, NamedPerson | Initiator | FromField | FromMatrix):
        return people(rule, asking)
    unit = asking.unit.pk if asking.unit else None
    key = ("workflow.rule", rule, asking.initiator.pk, unit, timezone.localdate())
    return remembered(key, lambda: list(people(rule, asking)))


def people(rule: HandlerRule, asking: Asking) -> Iterable[Member]:
    """The members a rule names, whatever its condition."""
    return _people(rule.rule if isinstance(rule, When) else rule, asking)


def someone_for(member: Member, loaded: Loaded) -> Someone:
    """The member as whoever is to act in a running matter, in their main appointment; while they
    are away, whom they delegated to, on their behalf."""
    return someones_for([member], loaded)[0]


def someones_for(members: Sequence[Member], loaded: Loaded) -> tuple[Someone, ...]:
    """The same for several, asked at once."""
    version, initiator = loaded.run.flow_version_id, loaded.matter.initiator
    return stood_in(_seated(list(members)), version_id=version, initiator=initiator)


def _seated(members: list[Member]) -> tuple[Someone, ...]:
    main = known.main_places(member.pk for member in members)
    return tuple(Someone(m.pk, main.get(m.pk)) for m in members)


def _chosen(step: str, rule: InitiatorsChoice | HandlersChoice, asking: Asking) -> list[Member]:
    if isinstance(rule, InitiatorsChoice):
        step = drawn(step)  # one choice for all rows of a table
    picked = _picked(step, asking)[: rule.most]
    here = Member.objects.present().filter(organisation=asking.organisation_id, pk__in=picked)
    by_pk = {member.pk: member for member in here}
    chosen = [by_pk[pk] for pk in picked if pk in by_pk]
    if isinstance(rule, HandlersChoice):
        asking.picks[step] = len(chosen)
    if rule.among:
        allowed = {member.pk for one in rule.among for member in people(one, asking)}
        chosen = [member for member in chosen if member.pk in allowed]
    return chosen


def _picked(step: str, asking: Asking) -> tuple[int, ...]:
    """As chosen with this act, else as chosen before."""
    if step in asking.choices or asking.run_id is None:
        return asking.choices.get(step, ())
    rows = Choice.objects.filter(run=asking.run_id, step=step)
    return tuple(rows.order_by("order", "id").values_list("member_id", flat=True))


@singledispatch
def _people(rule: PlainRule, asking: Asking) -> Iterable[Member]:
    raise TypeError(rule)


@_people.register
def _(rule: NamedPerson, asking: Asking) -> Iterable[Member]:
    return _coded([rule.code], asking)


@_people.register
def _(rule: Initiator, asking: Asking) -> Iterable[Member]:
    return [asking.initiator]


@_people.register
def _(rule: Superior, asking: Asking) -> Iterable[Member]:
    found = directory.nth_superior(asking.initiator, rule.level, asking.unit)
    return [found] if found else []


@_people.register
def _(rule: Superiors, asking: Asking) -> Iterable[Member]:
    there = set(_members(Appointment.objects.current().filter(
        post__code=rule.post, post__organisation=asking.organisation_id,
    ))) if rule.post else set()  # fmt: skip
    if asking.initiator in there:
        return []
    line = directory.reporting_line(asking.initiator, asking.unit)
    return list(_up_to(islice(line, rule.level or None), there))


def _up_to(line: Iterable[Member], last: Collection[Member]) -> Iterator[Member]:
    for member in line:
        yield member
        if member in last:
            return


@_people.register
def _(rule: UnitHead, asking: Asking) -> Iterable[Member]:
    found: list[Member] = []
    for unit in _units(rule.unit, rule.field, asking):
        place: Unit | None = unit
        for _step in range(rule.up):
            place = place.parent if place else None
        found += directory.nearest_heads(place) if place else []
    return found


@_people.register
def _(rule: LeaderInCharge, asking: Asking) -> Iterable[Member]:
    units = _units(rule.unit, rule.field, asking)
    return [leader for unit in units for leader in directory.leaders_in_charge(unit)]


@_people.register
def _(rule: FromField, asking: Asking) -> Iterable[Member]:
    codes = _codes(asking.facts.get(rule.field))
    members = list(_coded(codes, asking))
    units = Unit.objects.open().filter(organisation=asking.organisation_id, code__in=codes)
    heads = [head for unit in units for head in directory.nearest_heads(unit)]
    return members or heads


@_people.register
def _(rule: FromMatrix, asking: Asking) -> Iterable[Member]:
    return _by_matrix("", rule, replace(asking, is_guess=True)) or []


@_people.register
def _(rule: PostHolders, asking: Asking) -> Iterable[Member]:
    rows = Appointment.objects.current().filter(
        post__code=rule.post, post__organisation=asking.organisation_id
    )
    return _nearest(rows, rule.scope, rule.unit, asking)


@_people.register
def _(rule: RoleHolders, asking: Asking) -> Iterable[Member]:
    grants = Grant.objects.current().filter(
        role__code=rule.role, role__organisation=asking.organisation_id
    )
    rows = Appointment.objects.current().filter(member__in=holders(grants))
    return _nearest(rows, rule.scope, "", asking)


@_people.register
def _(rule: Administrator, asking: Asking) -> Iterable[Member]:
    roles = RoleRight.objects.filter(right=ADMINISTER.code).values("role")
    grants = Grant.objects.current().filter(
        role__in=roles, role__organisation=asking.organisation_id
    )
    return holders(grants).order_by("id")[:1]


def _nearest(
    rows: QuerySet[Appointment], scope: Scope, unit: str, asking: Asking
) -> Iterable[Member]:
    if unit:
        return _members(rows.filter(unit__code=unit))
    if scope is Scope.ORGANISATION or asking.unit is None:
        return _members(rows)
    if scope is Scope.UNIT:
        return _members(rows.filter(unit=asking.unit))
    for unit_id in reversed(asking.unit.line):
        found = list(_members(rows.filter(unit_id=unit_id)))
        if found:
            return found
    return []


def _members(rows: QuerySet[Appointment]) -> QuerySet[Member]:
    found = Member.objects.present().filter(pk__in=rows.values("member_id"))
    return found.order_by("order", "pinyin", "id")


def _coded(codes: list[str], asking: Asking) -> list[Member]:
    unknown = [code for code in codes if code not in asking.coded]
    if unknown:
        asking.coded.update(dict.fromkeys(unknown))
        asking.coded.update(known.present_by_code(asking.organisation_id, unknown))
    return [member for code in codes if (member := asking.coded[code])]


def _units(code: str, field_key: str, asking: Asking) -> list[Unit]:
    if not code and not field_key:
        return [asking.unit] if asking.unit else []
    codes = [code] if code else _codes(asking.facts.get(field_key))
    return list(Unit.objects.open().filter(organisation=asking.organisation_id, code__in=codes))


def _codes(value: Value) -> list[str]:
    if isinstance(value, str) and value:
        return [value]
    return list(value) if isinstance(value, tuple) else []
