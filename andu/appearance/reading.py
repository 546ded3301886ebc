"""The look of a place: what it decided, else the place above, else our own (UI-02).

All styles are few and small (the pictures stay in their table), so they are kept in memory; a
page costs no query. Other processes follow a change within five seconds.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db.models import Q
from django.urls import reverse

from andu.appearance.models import SITE, Style
from andu.organisation.models import Unit
from andu.ui.look import Look

_KEY = "appearance:styles"
SECONDS = 5
PICTURES = ("logo", "favicon", "scene")
WORDS = ("name", "greeting", "colour", "personal")


@dataclass(frozen=True)
class Kept:
    """Every style by place, and for each unit below a styled one the styled places over it."""

    styles: dict[str, dict[str, str]] = field(default_factory=dict)
    over: dict[int, list[str]] = field(default_factory=dict)


def look_for(organisation_id: int | None = None, unit_id: int | None = None) -> Look:
    """How the product looks for people of this place; without one, the site's own look."""
    kept = _kept()
    lines = [SITE, f"o{organisation_id}", *kept.over.get(unit_id or 0, [])]
    found: dict[str, str] = {}
    for place in lines:
        found |= kept.styles.get(place, {})
    more: dict[str, Any] = {name: _address(found[name]) for name in PICTURES if name in found}
    more |= {name: found[name] for name in ("name", "greeting", "colour") if name in found}
    return Look(personal=found.get("personal") == Style.Personal.YES, **more)


def forget() -> None:
    """Drop what is kept in memory."""
    cache.delete(_KEY)


def _kept() -> Kept:
    kept: Kept | None = cache.get(_KEY)
    if kept is None:
        kept = _read()
        cache.set(_KEY, kept, SECONDS)
    return kept


def _read() -> Kept:
    rows = list(Style.objects.select_related("unit").order_by("unit__depth", "pk").values(
        "place", *WORDS, *(f"{name}__digest" for name in PICTURES),
        *(f"{name}__kind" for name in PICTURES), "unit__path",
    ))  # fmt: skip
    styles = {row["place"]: _said(row) for row in rows}
    return Kept(styles, _over({row["unit__path"]: row["place"] for row in rows}))


def _said(row: dict[str, Any]) -> dict[str, str]:
    said = {name: row[name] for name in WORDS}
    for name in PICTURES:
        digest, kind = row[f"{name}__digest"], row[f"{name}__kind"]
        said[name] = f"{digest}.{kind}" if digest else ""
    return {name: value for name, value in said.items() if value}


def _over(styled: dict[str | None, str]) -> dict[int, list[str]]:
    """For each unit at or below a styled path: the styled places, from the top."""
    paths = sorted(path for path in styled if path)
    if not paths:
        return {}
    under = Q()
    for path in paths:
        under |= Q(path__startswith=path)
    rows = Unit.objects.filter(under).values_list("pk", "path")
    return {
        pk: [styled[path] for path in paths if own.startswith(path)] for pk, own in rows.iterator()
    }


def _address(name: str) -> str:
    digest, _dot, kind = name.partition(".")
    return reverse("appearance:picture", args=[digest, kind])
