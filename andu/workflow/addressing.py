"""To whom something goes, as chosen on a page: people, units with all below, posts, groups.

Each has a picker; without scripts the names typed (`…_text`) are looked up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit.actor import Actor
from andu.kit.verdict import Refused, no
from andu.organisation.audience import Line, meant_by
from andu.organisation.models import Group, Member, Post, Unit

SEPARATORS = re.compile(r"[\s,;，；、]+")
MOST = 500


@dataclass(frozen=True)
class Picker:
    """One kind of address: its name in the form, its words, where its options come from."""

    name: str
    label: Any
    hint: Any
    url: str


PICKERS = (
    Picker("readers", gettext_lazy("人员"), gettext_lazy("姓名、拼音或工号"), "/org/pick"),
    Picker(
        "units", gettext_lazy("部门（含下级）"), gettext_lazy("部门名称"), "/org/pick?kind=unit"
    ),
    Picker("posts", gettext_lazy("岗位"), gettext_lazy("岗位名称"), "/org/pick?kind=post"),
    Picker("groups", gettext_lazy("群组"), gettext_lazy("群组名称"), "/org/pick?kind=group"),
)  # fmt: skip


def readers_from(posted: QueryDict, by: Actor) -> list[int]:
    """The ids of everybody who is meant, in the order of the directory; Refused when a typed name
    fits nothing, or several."""
    lines = list(_lines(posted, by))
    return list(meant_by(by.organisation_id or 0, lines).values_list("pk", flat=True))


def fields_from(posted: QueryDict, by: Actor) -> list[dict[str, Any]]:
    """The pickers with what was chosen and typed before, for the page."""
    return [
        {
            "name": each.name, "label": each.label, "hint": each.hint, "url": each.url,
            "chosen": [(str(row.pk), str(row)) for row in _chosen(each.name, posted, by)],
            "text": posted.get(f"{each.name}_text", ""),
        }
        for each in PICKERS
    ]  # fmt: skip


def _lines(posted: QueryDict, by: Actor) -> Iterator[Line]:
    for each in PICKERS:
        for row in [*_chosen(each.name, posted, by), *_typed(each, posted, by)]:
            yield Line(row, with_below=True)  # type: ignore[arg-type]


def _rows(name: str, by: Actor) -> QuerySet[Any]:
    model: Any = {"readers": Member, "units": Unit, "posts": Post, "groups": Group}[name]
    rows: QuerySet[Any] = {"readers": Member.objects.present(), "units": Unit.objects.open()}.get(
        name, model.objects.all()
    )
    return rows.filter(organisation=by.organisation_id)


def _chosen(name: str, posted: QueryDict, by: Actor) -> list[Model]:
    ids = [each for each in posted.getlist(name)[:MOST] if each.isascii() and each.isdigit()]
    return list(_rows(name, by).filter(pk__in=[each for each in ids if len(each) < 19]))


def _typed(picker: Picker, posted: QueryDict, by: Actor) -> list[Model]:
    found = []
    for word in SEPARATORS.split(posted.get(f"{picker.name}_text", "").replace("\0", ""))[:MOST]:
        if not word:
            continue
        rows = _rows(picker.name, by)
        named = list(rows.filter(name=word)[:2]) or list(rows.filter(code=word)[:2])
        if len(named) != 1:
            words = _("{label}“{word}”找不到或不止一个，请从列表里选择，或写代码。")
            raise Refused(no(words.format(label=picker.label, word=word[:40]), "unclear"))
        found.append(named[0])
    return found
