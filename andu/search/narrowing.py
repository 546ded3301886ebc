"""What results are narrowed to, read from the address. A value that can't be understood is named
and finds nothing: it never widens the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from andu.kit import plain
from andu.kit.actor import Actor
from andu.organisation.models import Member, Unit
from andu.search.queries import Wanted
from andu.search.sources import all_sources, source

STATES = {"open": True, "over": False}


@dataclass(frozen=True)
class Asked:
    """The address in words: `wanted` for the search, `author` and `unit` for the page."""

    wanted: Wanted
    pairs: dict[str, str]
    problems: tuple[str, ...] = ()
    author: Member | None = None
    unit: Unit | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything narrows the results."""
        return bool(self.pairs)

    def query(self, more: Mapping[str, str]) -> str:
        """The same narrowing as the query of an address."""
        return urlencode({**self.pairs, **more})

    def tabs(self, text: str) -> list[dict[str, Any]]:
        """The kinds, each keeping the rest of the narrowing."""
        kept = {key: value for key, value in self.pairs.items() if key != "kind"}
        every = [("", _("全部")), *((one.kind, one.label) for one in all_sources())]
        return [
            {
                "kind": kind, "label": label, "is_now": self.pairs.get("kind", "") == kind,
                "query": urlencode({"q": text, **kept, **({"kind": kind} if kind else {})}),
            }
            for kind, label in every
        ]  # fmt: skip


def read(asked: Mapping[str, str], actor: Actor) -> Asked:
    """The narrowing in an address."""
    names = ("kind", "label", "author", "unit", "since", "until", "state")
    given = {name: plain.line(asked.get(name, ""))[:120] for name in names}
    pairs = {name: value for name, value in given.items() if value}
    problems: list[str] = []
    author = _row(Member.objects.visible_to(actor), given["author"], _("发起人"), problems)
    mine = Unit.objects.filter(organisation_id=actor.organisation_id or 0)
    unit = _row(mine, given["unit"], _("发起部门"), problems)
    wanted = Wanted(
        kinds=(given["kind"],) if source(given["kind"]) else (), label=given["label"],
        author=author.pk if author else None, unit_path=unit.path if unit else "",
        since=_day(given["since"], problems), until=_day(given["until"], problems),
        is_open=STATES.get(given["state"]),
    )  # fmt: skip
    if wanted.since and wanted.until and wanted.since > wanted.until:
        problems.append(_("开始日期晚于结束日期，请改选。"))
    for name, known in (("kind", wanted.kinds), ("state", given["state"] in STATES)):
        if given[name] and not known:
            problems.append(_unclear(given[name]))
    return Asked(wanted, pairs, tuple(problems), author, unit)


def _row(rows: Any, value: str, name: str, problems: list[str]) -> Any:
    """The row with this id, or the only one with this name (pages without scripts)."""
    if not value:
        return None
    by_id = value.isascii() and value.isdigit() and len(value) < 16
    found = list(rows.filter(pk=int(value)) if by_id else rows.filter(name=value)[:2])
    if len(found) == 1:
        return found[0]
    said = (
        _("有几个同名的{name}“{value}”，请从列表中选择。") if found else _("没有{name}“{value}”。")
    )
    problems.append(said.format(name=name, value=value[:20]))
    return None


def _day(value: str, problems: list[str]) -> date | None:
    if not value:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or len(value) != 10 or not 1900 <= day.year <= 9000:
        problems.append(_unclear(value))
        return None
    return day


def _unclear(value: str) -> str:
    return _("条件“{value}”无法识别，请去掉或改选。").format(value=value[:20])
