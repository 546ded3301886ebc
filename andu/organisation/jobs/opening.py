"""Making many units and posts at once."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from andu.organisation.importing.known import Known
from andu.organisation.importing.people import Path
from andu.organisation.models import Organisation, Post, Unit, UnitName


def open_units(organisation: Organisation, there: Known, paths: list[Path]) -> list[Unit]:
    """Make the units at these paths (those above first), level by level."""
    codes = free_codes(Unit.objects.filter(organisation=organisation), "D", len(paths))
    levels: dict[int, list[Path]] = defaultdict(list)
    for path in paths:
        levels[len(path)].append(path)
    made: list[Unit] = []
    lines = dict(Unit.objects.filter(organisation=organisation).values_list("pk", "path"))
    for depth in sorted(levels):
        units = [_unit(organisation, there, path, codes.pop(0)) for path in levels[depth]]
        Unit.objects.bulk_create(units)
        for unit, path in zip(units, levels[depth], strict=True):
            unit.path = lines[unit.pk] = f"{lines.get(unit.parent_id or 0, '/')}{unit.pk}/"
            there.units[path] = unit.pk
        Unit.objects.bulk_update(units, ["path"], batch_size=500)
        made += units
    today = timezone.localdate()
    UnitName.objects.bulk_create(UnitName(unit=unit, name=unit.name, since=today) for unit in made)
    return made


def posts_named(organisation: Organisation, names: Iterable[str]) -> dict[str, int]:
    """Name → post, making those that are missing."""
    wanted = sorted({name for name in names if name})
    rows = Post.objects.filter(organisation=organisation, name__in=wanted).order_by("-id")
    found = dict(rows.values_list("name", "pk"))
    missing = [name for name in wanted if name not in found]
    if missing:
        codes = free_codes(Post.objects.filter(organisation=organisation), "P", len(missing))
        made = Post.objects.bulk_create(
            Post(organisation=organisation, code=code, name=name)
            for code, name in zip(codes, missing, strict=True)
        )
        found.update({post.name: post.pk for post in made})
    return found


def free_codes(rows, letter: str, count: int) -> list[str]:  # type: ignore[no-untyped-def]
    """Codes not taken yet: D0001, D0002 …"""
    taken = set(rows.filter(code__startswith=letter).values_list("code", flat=True))
    codes: list[str] = []
    number = 0
    while len(codes) < count:
        number += 1
        if (code := f"{letter}{number:04d}") not in taken:
            codes.append(code)
    return codes


def _unit(organisation: Organisation, there: Known, path: Path, code: str) -> Unit:
    top, kinds = not path, (Unit.Kind.OFFICE, Unit.Kind.DEPARTMENT, Unit.Kind.SECTION)
    return Unit(
        organisation=organisation, parent_id=None if top else there.units[path[:-1]],
        code=code, name=organisation.name if top else path[-1],
        kind=kinds[min(len(path), 2)],
        path="", depth=len(path), order=0 if top else int(code[1:]),
    )  # fmt: skip
