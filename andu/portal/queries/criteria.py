"""What somebody asks a list for, read from the address.

A value that can't be understood never widens the result: it is named in `problems`, and a list
asked with problems finds nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit import plain
from andu.kit.actor import Actor
from andu.organisation.models import Member, Unit
from andu.workflow.models import Matter

MOST_VALUES, LONGEST = 20, 80
TIMES = ("arrived", "due", "started")
SPANS = {
    "late": gettext_lazy("已超期"), "today": gettext_lazy("今天"), "week": gettext_lazy("本周"),
    "month": gettext_lazy("本月"), "none": gettext_lazy("没有期限"),
}  # fmt: skip
SPANS_OF = {"due": tuple(SPANS), "arrived": ("today", "week", "month"),
            "started": ("today", "week", "month")}  # fmt: skip
STATES = {str(state.value): state.label for state in Matter.State}
URGENCIES = {
    str(level.value): level.label for level in sorted(Matter.Urgency, key=lambda one: one or 9)
}
NAMES = {
    "q": gettext_lazy("标题或编号"), "label": gettext_lazy("类别"),
    "unit": gettext_lazy("发起部门"), "who": gettext_lazy("发起人"),
    "at": gettext_lazy("当前办理人"), "urgency": gettext_lazy("紧急程度"),
    "state": gettext_lazy("状态"), "arrived": gettext_lazy("送达"),
    "due": gettext_lazy("到期"), "started": gettext_lazy("发起"),
    "sort": gettext_lazy("排序"),
}  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A stretch of time: a word that moves with the clock, or days (both included)."""

    word: str = ""
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.word or self.since or self.until)


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """The filters of one list and its order. Values of one filter add up, filters narrow."""

    words: str = ""
    labels: tuple[str, ...] = ()
    units: Mapping[int, Unit] = field(default_factory=dict)
    initiators: Mapping[int, str] = field(default_factory=dict)
    handlers: Mapping[int, str] = field(default_factory=dict)
    urgencies: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    spans: Mapping[str, Span] = field(default_factory=dict)
    sort: str = ""
    problems: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> str:
        """The filters and the order as the query of an address, always in the same order."""
        return urlencode([*self.pairs, *([("sort", self.sort)] if self.sort else [])])

    @property
    def keys(self) -> set[str]:
        """The filters that are used; a time by its own name."""
        return {plain_key(key) for key, _value in self.pairs}

    def without(self, *gone: tuple[str, str]) -> str:
        """The query when these pairs are taken away."""
        kept = tuple(pair for pair in self.pairs if pair not in gone)
        return replace(self, pairs=kept).query

    def sorted_by(self, sort: str) -> str:
        """The query in another order."""
        return replace(self, sort=sort).query


def plain_key(key: str) -> str:
    """The filter that a part of it belongs to: due_from → due, who_text → who."""
    return key.removesuffix("_from").removesuffix("_to").removesuffix("_text")


def read(asked: QueryDict, actor: Actor) -> Criteria:
    """The criteria in an address; names it doesn't know are passed over."""
    reader = _Reader(asked, actor)
    return Criteria(
        words=reader.words(), labels=reader.labels(), units=reader.units(),
        initiators=reader.people("who"), handlers=reader.people("at"),
        urgencies=tuple(int(one) for one in reader.among("urgency", URGENCIES)),
        states=reader.among("state", STATES),
        spans={key: span for key in TIMES if (span := reader.span(key))},
        sort=plain.line(asked.get("sort", ""))[:LONGEST],
        problems=tuple(reader.problems), pairs=tuple(reader.pairs),
    )  # fmt: skip


class _Reader:
    """Reads the filters one by one; keeps what was wrong and the pairs of the clean address."""

    def __init__(self, asked: QueryDict, actor: Actor) -> None:
        self.asked, self.actor = asked, actor
        self.problems: list[str] = []
        self.pairs: list[tuple[str, str]] = []

    def words(self) -> str:
        """The words of title or number."""
        said = self._values("q")
        words = " ".join(said)
        if len(words) > LONGEST:
            self._wrong("q", words[:LONGEST])
        return words[:LONGEST]

    def labels(self) -> tuple[str, ...]:
        """The templates' names."""
        return self._values("label")

    def among(self, key: str, known: Mapping[str, Any]) -> tuple[str, ...]:
        """Values out of a fixed few."""
        values = self._values(key)
        for value in values:
            if value not in known:
                self._wrong(key, value)
        return tuple(value for value in values if value in known)

    def units(self) -> dict[int, Unit]:
        """Units of the person's own organisation, by id, or by their full name without scripts."""
        mine = Unit.objects.filter(organisation_id=self.actor.organisation_id or 0)
        found = self._rows("unit", mine)
        return {unit.pk: unit for unit in found}

    def people(self, key: str) -> dict[int, str]:
        """People of the person's own organisation, in the same way."""
        found = self._rows(key, Member.objects.visible_to(self.actor))
        return {member.pk: member.name for member in found}

    def span(self, key: str) -> Span:
        """A stretch of time."""
        words = self.among(key, dict.fromkeys(SPANS_OF[key]))
        since, until = self._day(f"{key}_from"), self._day(f"{key}_to")
        if since and until and since > until:
            self.problems.append(
                _("“{name}”的开始日期晚于结束日期，请改选。").format(name=NAMES[key])
            )
        return Span(words[0] if words else "", since, until)

    def _day(self, key: str) -> date | None:
        for value in self._values(key)[:1]:
            try:
                day = date.fromisoformat(value)
            except ValueError:
                day = None
            if day and len(value) == 10 and 1900 <= day.year <= 9000:
                return day
            self._wrong(plain_key(key), value)
        return None

    def _rows(self, key: str, rows: Any) -> list[Any]:
        values = self._values(key)
        ids = [int(one) for one in values if one.isascii() and one.isdigit() and len(one) < 16]
        found = list(rows.filter(pk__in=ids)) if ids else []
        there = {str(row.pk) for row in found}
        for value in values:
            if value not in there:
                self._wrong(key, value)
        return found + self._named(key, rows)

    def _named(self, key: str, rows: Any) -> list[Any]:
        name = plain.line(self.asked.get(f"{key}_text", ""))[:LONGEST]
        if not name:
            return []
        found = list(rows.filter(name=name)[:MOST_VALUES])
        self.pairs += [(key, str(row.pk)) for row in found]
        if not found:
            self._wrong(f"{key}_text", name)
        return found

    def _values(self, key: str) -> tuple[str, ...]:
        raw = self.asked.getlist(key)
        values = tuple(dict.fromkeys(plain.line(one)[:300] for one in raw[: MOST_VALUES * 5]))
        values = tuple(value for value in values if value)
        if len(values) > MOST_VALUES:
            words = _("“{name}”最多选 {most} 个，请减少几个。")
            self.problems.append(words.format(name=NAMES[key], most=MOST_VALUES))
        self.pairs += [(key, value) for value in values[:MOST_VALUES]]
        return values[:MOST_VALUES]

    def _wrong(self, key: str, value: str) -> None:
        name = NAMES[plain_key(key)]
        if key.endswith("_text"):
            self.pairs.append((key, value))
        words = _("“{name}”的条件“{value}”无法识别，请去掉或改选。")
        self.problems.append(words.format(name=name, value=value[:20]))
