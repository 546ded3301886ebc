"""Units: added, renamed, moved, closed; every change dated and kept (ID-22, RO-12)."""

import datetime
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused, no, require
from andu.organisation import events, rules
from andu.organisation.jobs.opening import free_codes
from andu.organisation.models import Organisation, Unit, UnitName


@dataclass(frozen=True)
class NewUnit:
    """What a new unit is."""

    name: str
    kind: str = Unit.Kind.DEPARTMENT
    code: str = ""
    order: int = 0


@transaction.atomic
def add_unit(organisation: Organisation, parent: Unit | None, new: NewUnit, *, by: Actor) -> Unit:
    """A unit below another one; a body outside (external) stands at the top."""
    organisation = lock(organisation)
    code = new.code or free_codes(Unit.objects.filter(organisation=organisation), "D", 1)[0]
    unit = Unit(
        organisation=organisation, parent=parent, name=new.name, kind=new.kind, code=code,
        order=new.order, path="", depth=parent.depth + 1 if parent else 0,
        opened_on=timezone.localdate(),
    )  # fmt: skip
    require(rules.may_rename(by, unit, new.name))
    if parent:
        require(rules.may_place(by, organisation.pk, parent))
    _saved(unit)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    UnitName.objects.create(unit=unit, name=unit.name, since=timezone.localdate())
    record(events.UnitOpened(number=unit.code), by=by, on=unit)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, name: str, *, by: Actor, since: datetime.date | None = None) -> Unit:
    """Another name from a day on; documents of before keep the old one."""
    unit = lock(unit)
    require(rules.may_rename(by, unit, name))
    before, since = unit.name, since or timezone.localdate()
    UnitName.objects.get_or_create(
        unit=unit, since=unit.opened_on or datetime.date(1949, 10, 1), defaults={"name": before}
    )
    UnitName.objects.update_or_create(unit=unit, since=since, defaults={"name": name})
    unit.name = name
    unit.save(update_fields=["name"])
    record(events.UnitRenamed(before=before, after=name, since=since.isoformat()), by=by, on=unit)
    return unit


@transaction.atomic
def move_unit(unit: Unit, parent: Unit, *, by: Actor) -> Unit:
    """Below another unit, with everything under it; one lock for the whole tree."""
    lock(unit.organisation)
    unit, parent = lock(unit), lock(parent)
    require(rules.may_move(by, unit, parent))
    before = unit.parent.name if unit.parent else ""
    old, new = unit.path, f"{parent.path}{unit.pk}/"
    Unit.objects.filter(organisation=unit.organisation_id, path__startswith=old).update(
        path=Concat(Value(new), Substr("path", len(old) + 1)),
        depth=F("depth") + parent.depth + 1 - unit.depth,
    )
    unit = lock(unit)
    unit.parent = parent
    unit.save(update_fields=["parent"])
    record(events.UnitMoved(before=before, after=parent.name), by=by, on=unit)
    return unit


@transaction.atomic
def close_unit(unit: Unit, *, by: Actor) -> Unit:
    """The unit ends today; it stays in the history."""
    lock(unit.organisation)
    unit = lock(unit)
    require(rules.may_close(by, unit))
    unit.closed_on = timezone.localdate()
    unit.save(update_fields=["closed_on"])
    record(events.UnitClosed(), by=by, on=unit)
    return unit


def _saved(unit: Unit) -> None:
    try:
        with transaction.atomic():
            unit.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            no(_("代码“{code}”已被别的部门使用，请另起一个。").format(code=unit.code), "invalid")
        ) from None
