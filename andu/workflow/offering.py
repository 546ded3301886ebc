"""People as a picker offers them: who may be chosen first, the others below with the reason."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext_lazy as _

from andu.kit.verdict import Verdict

MOST = 12
WHY = {
    "leap": _("越级"), "not-next-level": _("不是上一级"), "not-among": _("不在可选范围"),
    "to-initiator": _("发起人本人"), "leap-beside": _("越级"),
    "sits-later": _("下级排在后面，不能越过"),
}  # fmt: skip
NOTHING: Mapping[str, Any] = {}


def offered(
    found: QuerySet[Any], first: Collection[int], verdict: Callable[[Any], Verdict],
    noted: Mapping[str, Any] = NOTHING,
) -> list[dict[str, Any]]:  # fmt: skip
    """Options of ui/_options.html for a few of these people (with their places), the `first` ids
    before the rest. Whose verdict has a code in `noted` may be chosen, with that note."""
    order = Case(When(pk__in=first, then=0), default=1)
    people = found.order_by(order, "order", "pinyin", "id")[:MOST]
    return [_option(who, verdict(who), noted) for who in people]


def _option(who: Any, verdict: Verdict, noted: Mapping[str, Any]) -> dict[str, Any]:
    note = noted.get(verdict.code, "")
    why = "" if verdict or note else WHY[verdict.code]
    return {"value": who.pk, "label": who.name, "said": _place(who), "why": why, "note": note}


def _place(who: Any) -> str:
    place = who.places[0] if who.places else None
    return f"{place.unit.name} {place.post.name if place.post else ''}".strip() if place else ""
