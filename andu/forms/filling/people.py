"""What somebody named: people and units, dictionary entries, other matters; by the picker's
choice, by name or by code; never a guess.

Everything named in one post is looked up at once, and only within what the actor may see.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from andu.forms.definition import NAMED, Kind
from andu.forms.filling.finding import FINDERS, Row
from andu.forms.filling.typed import Unfit
from andu.kit.actor import Actor

_WITH_CODE = re.compile(r"(.+?)\s*[（(]([^（()）]+)[)）]")


@dataclass(frozen=True)
class Named:
    """What was sent for one thing: the text, and the picker's id if there was one; `within` is the
    code of the dictionary."""

    text: str
    id: str = ""
    within: str = ""

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
    """Everything named in one post."""

    def __init__(self, named: Iterable[tuple[Kind, Named]], actor: Actor) -> None:
        wanted: dict[Kind, set[Named]] = {kind: set() for kind in NAMED}
        for kind, name in named:
            wanted[kind].add(name)
        self._found = {kind: _all(kind, names, actor) for kind, names in wanted.items()}

    def resolve(
        self, kind: Kind, named: Named, before: Iterable[Any] = ()
    ) -> dict[str, Any] | None:
        """The value for what was named; None when nothing was. Raises Unfit.

        `before` are values already in the record: they stay valid when a person leaves, an entry
        is disabled, or a matter can't be seen any more.
        """
        if not named.text and not named.id:
            return None
        for value in before:
            if value and value["id"] == named.number and named.text in ("", value["name"]):
                return dict(value)
        return dict(self._one(kind, named).value)

    def rows(self, kind: Kind) -> list[Row]:
        """Everything found of a kind."""
        return self._found[kind]

    def _one(self, kind: Kind, named: Named) -> Row:
        rows = [row for row in self._found[kind] if row.within == named.within]
        for row in rows:
            if row.pk == named.number and (not named.text or _means(row, named)):
                return row
        fitting = [row for row in rows if named.text and _means(row, named)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise Unfit(_several(kind, named, fitting))
        raise Unfit(_nobody(kind, named))


def _all(kind: Kind, wanted: set[Named], actor: Actor) -> list[Row]:
    words = sorted({word for name in wanted for word in name.words if word})
    numbers = sorted({name.number for name in wanted if name.number is not None})
    if not words and not numbers:
        return []
    return FINDERS[kind](words, numbers, {name.within for name in wanted}, actor)


def _means(row: Row, named: Named) -> bool:
    whole, *parts = named.words
    return whole in (row.name, row.code, row.value["name"]) or parts == [row.name, row.code]


def _several(kind: Kind, named: Named, rows: list[Row]) -> str:
    choices = "、".join(f"{row.name}（{row.code}）" for row in rows[:5])
    words = {
        Kind.PERSON: _("有 {count} 位“{text}”：{choices}，请填写工号。"),
        Kind.UNIT: _("有 {count} 个“{text}”：{choices}，请填写部门代码。"),
        Kind.RELATED: _("有 {count} 件“{text}”：{choices}，请填写编号。"),
        Kind.DICTIONARY: _("有 {count} 个“{text}”：{choices}，请填写代码。"),
    }
    return words[kind].format(count=len(rows), text=named.text[:40], choices=choices)


def _nobody(kind: Kind, named: Named) -> str:
    if not named.text:
        words = {
            Kind.DICTIONARY: _("所选的一项已停用，请重新选择。"),
            Kind.RELATED: _("所选的事项已不在，或者你不能查看，请重新选择。"),
        }
        return words.get(kind, _("所选的人员或部门已不在，请重新选择。"))
    words = {
        Kind.PERSON: _("没有找到“{text}”，请从列表里选，或填写完整姓名或工号。"),
        Kind.UNIT: _("没有找到部门“{text}”，请从列表里选，或填写完整名称。"),
        Kind.DICTIONARY: _("字典里没有“{text}”，请从列表里选，或填写完整名称或代码。"),
        Kind.RELATED: _("没有找到“{text}”，请从列表里选，或填写事项的编号。"),
    }
    return words[kind].format(text=named.text[:40])


def names_of(named: Iterable[tuple[Kind, Named]], actor: Actor) -> dict[tuple[Kind, str], str]:
    """(kind, id) → name of those chosen by id, to show a refused form again."""
    lookup = Lookup(named, actor)
    return {(kind, str(row.pk)): row.value["name"] for kind in NAMED for row in lookup.rows(kind)}
