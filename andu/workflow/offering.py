"""People as a picker offers them: who may be chosen first, the others below with the reason."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext_lazy as _

from andu.kit.verdict import Verdict

MOST = 12
WHY = {
    "leap": _("越级"), "not-next-level": _("不是上一级"), "not-among": _("不在可选范围"),
}  # fmt: skip


def offered(
    found: QuerySet[Any], first: Collection[int], verdict: Callable[[Any], Verdict]
) -> list[dict[str, Any]]:
    """Options of ui/_options.html for a few of these people (with their places), the `first` ids
    before the rest."""
    order = Case(When(pk__in=first, then=0), default=1)
    return _options(found.order_by(order, "order", "pinyin", "id")[:MOST], verdict)


def _options(people: Iterable[Any], verdict: Callable[[Any], Verdict]) -> list[dict[str, Any]]:
    return [
        {"value": who.pk, "label": who.name, "said": _place(who), "why": _why(verdict(who))}
        for who in people
    ]


def _place(who: Any) -> str:
    place = who.places[0] if who.places else None
    return f"{place.unit.name} {place.post.name if place.post else ''}".strip() if place else ""


def _why(verdict: Verdict) -> Any:
    return "" if verdict else WHY[verdict.code]
