"""The organisation as it is, in memory: what the rows of a file are compared with."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from andu.identity.models import Account
from andu.organisation.importing.people import Path
from andu.organisation.models import Appointment, Member, Organisation, Unit, UnitName

Duty = Appointment.Duty
LEADING = (Duty.LEADER, Duty.CONTACT)


@dataclass
class Held:
    """A person as known: the same words a row would use."""

    id: int
    account_id: int | None
    name: str
    login: str
    mobile: str
    email: str
    phone: str
    joined: str
    has_left: bool
    unit: Path | None = None
    post: str = ""
    duty: str = ""
    superior: str = ""
    extra: set[tuple[Path, str]] = field(default_factory=set)
    charge: set[Path] = field(default_factory=set)
    contact: set[Path] = field(default_factory=set)


@dataclass
class Known:
    """Units by path below the root, people by code, names to codes."""

    root_id: int | None = None
    root_names: frozenset[str] = frozenset()
    units: dict[Path, int] = field(default_factory=dict)
    paths: dict[int, Path] = field(default_factory=dict)
    people: dict[str, Held] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def of(organisation: Organisation | None, name: str = "") -> Known:
    """What we know of an organisation; nothing but its name when it does not exist yet."""
    if organisation is None:
        return Known(root_names=frozenset({name}))
    known = Known(root_names=frozenset({organisation.name, organisation.short_name} - {""}))
    _units(organisation, known)
    _people(organisation, known)
    _places(organisation, known)
    return known


def units_of(organisation: Organisation) -> Known:
    """Only the units."""
    known = Known(root_names=frozenset({organisation.name, organisation.short_name} - {""}))
    _units(organisation, known)
    return known


def logins(keys: Iterable[str]) -> dict[str, int]:
    """Which of these login keys are taken, in the whole installation: key → account."""
    wanted = sorted(set(keys))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 500):
        rows = Account.objects.filter(login_key__in=wanted[start : start + 500])
        found.update(rows.values_list("login_key", "pk"))
    return found


def _units(organisation: Organisation, known: Known) -> None:
    rows = Unit.objects.open().filter(organisation=organisation).exclude(kind=Unit.Kind.EXTERNAL)
    former: dict[int, list[str]] = defaultdict(list)
    for unit_id, name in UnitName.objects.filter(unit__in=rows).values_list("unit_id", "name"):
        former[unit_id].append(name)
    other: list[tuple[Path, int]] = []
    here: Path
    for pk, parent, name in rows.order_by("depth", "order", "id").values_list(
        "pk", "parent", "name"
    ):
        here = ()
        if parent is None and known.root_id is None:
            known.root_id = pk
            known.root_names |= {name, *former[pk]}
        else:
            above = known.paths.get(parent or known.root_id or 0, ())
            here = (*above, name)
            other += [((*above, old), pk) for old in former[pk]]
        known.units.setdefault(here, pk)
        known.paths[pk] = here
    for here, pk in other:
        known.units.setdefault(here, pk)


def _people(organisation: Organisation, known: Known) -> None:
    rows = Member.objects.filter(organisation=organisation).values_list(
        "code", "pk", "account_id", "name", "account__login_name", "mobile", "email", "phone",
        "joined_on", "state",
    )  # fmt: skip
    for code, pk, account, name, login, mobile, email, phone, joined, state in rows.iterator():
        left = state == Member.State.LEFT
        joined_on = joined.isoformat() if joined else ""
        known.people[code] = Held(
            pk, account, name, login or "", mobile, email, phone, joined_on, left
        )
        if not left:
            known.names[name].append(code)


def _places(organisation: Organisation, known: Known) -> None:
    rows = Appointment.objects.current().filter(member__organisation=organisation).order_by("id")
    values = rows.values_list(
        "member__code", "unit_id", "post__name", "duty", "is_main", "superior__code"
    )
    for code, unit_id, post, duty, is_main, superior in values.iterator():
        held, here = known.people[code], known.paths.get(unit_id)
        if here is None:
            continue
        if is_main:
            held.unit, held.post, held.duty, held.superior = here, post or "", duty, superior or ""
        elif duty == Duty.LEADER:
            held.charge.add(here)
        elif duty == Duty.CONTACT:
            held.contact.add(here)
        else:
            held.extra.add((here, post or ""))
