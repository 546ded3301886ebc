"""Comparing a file with the organisation: of each row, what would happen and what is wrong."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from andu.identity.models.account import normal
from andu.organisation.importing import known, people, referring
from andu.organisation.importing.known import Held, Known
from andu.organisation.importing.people import Manner, Path, Person, Place, Reading

ADDED, CHANGED, UNCHANGED, FAULTY = "added", "changed", "unchanged", "faulty"
MERGED = "merged"
DEEPEST = 12


@dataclass
class Finding:
    """What a check found: the rows in order, the units to be made, who is not in the file."""

    readings: list[Reading] = field(default_factory=list)
    units: list[Path] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        """How many rows have an outcome."""
        return sum(reading.outcome == outcome for reading in self.readings)


def check(rows: Iterable[tuple[int, list[str]]], manner: Manner, there: Known) -> Finding:
    """Read and compare all rows. Nothing is written."""
    readings = _read_all(rows, manner)
    _once_each(readings)
    sound = [reading for reading in readings if not reading.faults and not reading.merged]
    units = _units([reading for reading in readings if not reading.faults], there)
    referring.resolve(sound, there, units)
    _logins(sound, manner, there)
    for reading in readings:
        reading.outcome = _outcome(reading, there)
    _leaders(sound, there)
    codes = {reading.person.code for reading in readings}
    missing = [c for c, held in there.people.items() if c not in codes and not held.has_left]
    applied = [r for r in readings if r.outcome in {ADDED, CHANGED}]
    return Finding(readings, _new_units(applied, there), missing)


def _read_all(rows: Iterable[tuple[int, list[str]]], manner: Manner) -> list[Reading]:
    readings: list[Reading] = []
    above: list[str] = []
    for number, row in rows:
        reading = people.read(number, row, manner)
        if manner.fill_down and not (reading.person.unit or reading.person.at_root):
            reading.person.unit = above
        above = reading.person.unit
        if not reading.person.code and not reading.person.name and sum(map(bool, row)) <= 2:
            continue  # a subtotal or a remark under the table
        readings.append(reading)
    return readings


def _once_each(readings: list[Reading]) -> None:
    """A code stands for one person: a second row of the same person is a further post."""
    by_code: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.person.code:
            by_code[reading.person.code].append(reading)
    for code, same in by_code.items():
        if len(same) == 1:
            continue
        if len({reading.person.name for reading in same}) > 1:
            rows = "、".join(str(reading.number) for reading in same)
            for reading in same:
                reading.faults.append(
                    _("工号 {code} 在第 {rows} 行给了不同的人。请改成一人一个工号。").format(
                        code=code, rows=rows
                    )
                )
            continue
        for reading in same[1:]:
            _join(same[0], reading)


def _join(first: Reading, again: Reading) -> None:
    place = Place(again.person.unit, again.person.post)
    if place == Place(first.person.unit, first.person.post) or not place.unit:
        words = _("与第 {row} 行重复，并为一人。").format(row=first.number)
    else:
        first.person.extra.append(place)
        words = _("与第 {row} 行是同一人，这一行作为兼职。").format(row=first.number)
    again.merged = True
    again.notes.append(words)


def _units(sound: list[Reading], there: Known) -> set[Path]:
    """Every unit that exists or is named as somebody's own place."""
    found = set(there.units) | {()}
    for reading in sound:
        here = tuple(reading.person.unit)
        if not here and not reading.person.at_root and not reading.merged:
            reading.notes.append(_("没有部门，放在最上级单位下。如不对，请补上部门后再导入一次。"))
        if len(here) > DEEPEST:
            reading.faults.append(_("部门层级超过 12 层，请核对部门路径的分隔符。"))
            continue
        found |= {here[:depth] for depth in range(1, len(here) + 1)}
    return found


def _logins(sound: list[Reading], manner: Manner, there: Known) -> None:
    for reading in sound:
        held = there.people.get(reading.person.code)
        if not reading.person.login:
            kept = held.login if held and held.account_id else ""
            reading.person.login = kept or f"{manner.login_prefix}{reading.person.code}"
    taken = known.logins(normal(reading.person.login) for reading in sound)
    seen: dict[str, Reading] = {}
    for reading in sound:
        key = normal(reading.person.login)
        held = there.people.get(reading.person.code)
        first = seen.setdefault(key, reading)
        if first is not reading:
            reading.faults.append(
                _(
                    "登录名称 {login} 与第 {row} 行相同。请在“登录名称”列给其中一人另起一个。"
                ).format(login=reading.person.login, row=first.number)
            )
        elif key in taken and (held is None or taken[key] != held.account_id):
            reading.faults.append(
                _(
                    "登录名称 {login} 已被别人使用。请加“登录名称”列另起一个，或设置登录名称前缀。"
                ).format(login=reading.person.login)
            )


def _outcome(reading: Reading, there: Known) -> str:
    held = there.people.get(reading.person.code)
    if reading.faults or reading.merged:
        return FAULTY if reading.faults else MERGED
    if held is None:
        if not reading.person.has_left:
            return ADDED
        reading.faults.append(_("表里写着已离开，系统里也没有这个人，不新建。"))
        return FAULTY
    return CHANGED if differences(reading.person, held) else UNCHANGED


def differences(person: Person, held: Held) -> list[str]:
    """The fields in which a row differs from what is known; what it doesn't say can't differ."""
    if person.has_left:
        return [] if held.has_left else ["state"]
    found = ["state"] if held.has_left else []
    for each in ("name", "login", "mobile", "email", "phone", "joined", "post", "superior"):
        value = getattr(person, each)
        if value and value != getattr(held, each):
            found.append(each)
    says_unit = bool(person.unit) or person.at_root
    if held.unit is None or (says_unit and tuple(person.unit) != held.unit):
        found.append("unit")
    if person.duty and wanted_duty(person.duty, held.duty) != held.duty:
        found.append("duty")
    if person.extra and {(tuple(p.unit), p.post) for p in person.extra} != held.extra:
        found.append("extra")
    if person.charge and {tuple(unit) for unit in person.charge} != held.charge:
        found.append("charge")
    if person.contact is not None and person.contact != bool(held.contact):
        found.append("contact")
    return found


def wanted_duty(said: str, held: str) -> str:
    """A flag that says no ends being head or deputy, and leaves other duties alone."""
    return held or said if said == "member" and held not in {"head", "deputy"} else said


def _leaders(sound: list[Reading], there: Known) -> None:
    """A row that changes nothing itself still does when its unit gets another leader in charge."""
    for reading in sound:
        leader = there.people.get(reading.person.leader)
        has = leader is not None and tuple(reading.person.unit) in leader.charge
        if reading.outcome == UNCHANGED and reading.person.leader and not has:
            reading.outcome = CHANGED


def _new_units(applied: list[Reading], there: Known) -> list[Path]:
    """Level by level, in the order in which the file names them."""
    wanted: dict[Path, None] = {}
    for reading in applied:
        for here in (tuple(reading.person.unit), *(tuple(p.unit) for p in reading.person.extra)):
            wanted |= {here[:depth]: None for depth in range(1, len(here) + 1)}
    return sorted((path for path in wanted if path not in there.units), key=len)
