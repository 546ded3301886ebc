"""People and units somebody named: by the picker's choice, by name or by code; never a guess.

Everything named in one post is looked up at once, and only within the actor's organisation.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from andu.forms.definition import Kind
from andu.forms.filling.typed import Unfit
from andu.kit.actor import Actor
from andu.organisation.models import Member, Unit

BATCH = 2000  # names in one statement: within the limit of every database
_WITH_CODE = re.compile(r"(.+?)\s*[（(]([^（()）]+)[)）]")


@dataclass(frozen=True)
class Named:
    """What was sent for one person or unit: the text, and the picker's id if there was one."""

    text: str
    id: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What the text may mean: a name or a code, alone or as 姓名（工号）."""
        found = _WITH_CODE.fullmatch(self.text)
        return (self.text, found[1], found[2]) if found else (self.text,)

    @property
    def number(self) -> int | None:
        """The picker's id, if it is one."""
        return (
            int(self.id) if self.id.isascii() and self.id.isdigit() and len(self.id) < 16 else None
        )


class Lookup:
    """The people and units named in one post."""

    def __init__(self, named: Iterable[tuple[Kind, Named]], actor: Actor) -> None:
        wanted: dict[Kind, set[Named]] = {Kind.PERSON: set(), Kind.UNIT: set()}
        for kind, name in named:
            wanted[kind].add(name)
        self._found = {
            Kind.PERSON: _all(_members(actor), wanted[Kind.PERSON]),
            Kind.UNIT: _all(_units(actor), wanted[Kind.UNIT]),
        }

    def resolve(
        self, kind: Kind, named: Named, before: Iterable[Any] = ()
    ) -> dict[str, Any] | None:
        """The value for what was named; None when nothing was. Raises Unfit.

        `before` are values already in the record: they stay valid when a person leaves.
        """
        if not named.text and not named.id:
            return None
        for value in before:
            if value and value["id"] == named.number and named.text in ("", value["name"]):
                return dict(value)
        return _value(self._one(kind, named))

    def rows(self, kind: Kind) -> list[Any]:
        """Everybody found."""
        return self._found[kind]

    def _one(self, kind: Kind, named: Named) -> Any:
        people = self._found[kind]
        for row in people:
            if row.pk == named.number and (not named.text or _means(row, named)):
                return row
        fitting = [row for row in people if named.text and _means(row, named)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise Unfit(_several(kind, named, fitting))
        raise Unfit(_nobody(kind, named))


def _members(actor: Actor) -> Any:
    return Member.objects.visible_to(actor).present()


def _units(actor: Actor) -> Any:
    if actor.organisation_id is None:
        return Unit.objects.none()
    return (
        Unit.objects.open().filter(organisation_id=actor.organisation_id).select_related("parent")
    )


def _all(rows: Any, wanted: set[Named]) -> list[Any]:
    words = sorted({word for name in wanted for word in name.words if word})
    numbers = sorted({name.number for name in wanted if name.number is not None})
    found: dict[int, Any] = {}
    for part in _batches(words):
        found |= {row.pk: row for row in rows.filter(Q(name__in=part) | Q(code__in=part))}
    for part in _batches(numbers):
        found |= {row.pk: row for row in rows.filter(pk__in=part)}
    return list(found.values())


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _means(row: Any, named: Named) -> bool:
    whole, *parts = named.words
    return whole in (row.name, row.code) or parts == [row.name, row.code]


def _value(row: Any) -> dict[str, Any]:
    return {"id": row.pk, "code": row.code, "name": row.name}


def _several(kind: Kind, named: Named, rows: list[Any]) -> str:
    choices = "、".join(f"{row.name}（{row.code}）" for row in rows[:5])
    if kind is Kind.UNIT:
        return _("有 {count} 个“{text}”：{choices}，请填写部门代码。").format(
            count=len(rows), text=named.text[:40], choices=choices
        )
    return _("有 {count} 位“{text}”：{choices}，请填写工号。").format(
        count=len(rows), text=named.text[:40], choices=choices
    )


def _nobody(kind: Kind, named: Named) -> str:
    if not named.text:
        return _("所选的人员或部门已不在，请重新选择。")
    if kind is Kind.UNIT:
        return _("没有找到部门“{text}”，请从列表里选，或填写完整名称。").format(
            text=named.text[:40]
        )
    return _("没有找到“{text}”，请从列表里选，或填写完整姓名或工号。").format(text=named.text[:40])


def names_of(named: Iterable[tuple[Kind, Named]], actor: Actor) -> dict[tuple[Kind, str], str]:
    """(kind, id) → name of those chosen by id, to show a refused form again."""
    lookup = Lookup(named, actor)
    return {
        (kind, str(row.pk)): row.name
        for kind in (Kind.PERSON, Kind.UNIT)
        for row in lookup.rows(kind)
    }
