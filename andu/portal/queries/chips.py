"""The filters in use, each as a chip that can be taken away."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from andu.portal.queries.criteria import NAMES, SPANS, STATES, URGENCIES, Criteria, plain_key


@dataclass(frozen=True)
class Chip:
    """One filter in words, and the query of the list without it."""

    name: Any
    said: Any
    query: str


def chips(asked: Criteria) -> list[Chip]:
    """One chip for each value."""
    return [_chip(asked, key, value) for key, value in asked.pairs]


def _chip(asked: Criteria, key: str, value: str) -> Chip:
    return Chip(NAMES[plain_key(key)], _said(asked, key, value), asked.without((key, value)))


def _said(asked: Criteria, key: str, value: str) -> Any:
    if key.endswith("_from"):
        return _("{day} 起").format(day=value)
    if key.endswith("_to"):
        return _("{day} 止").format(day=value)
    known: dict[str, dict[str, Any]] = {
        "unit": {str(pk): unit.name for pk, unit in asked.units.items()},
        "who": {str(pk): name for pk, name in asked.initiators.items()},
        "at": {str(pk): name for pk, name in asked.handlers.items()},
        "urgency": URGENCIES, "state": STATES,
        "due": SPANS, "arrived": SPANS, "started": SPANS,
    }  # fmt: skip
    return known.get(key, {}).get(value, value)
