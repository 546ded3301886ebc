"""Reads shaped for the page."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from andu.appearance.models import Picture, Style
from andu.appearance.places import Place
from andu.appearance.reading import PICTURES, look_for
from andu.kit.actor import Actor
from andu.ui import colours
from andu.ui.look import Look, sheet


@dataclass(frozen=True)
class Shown:
    """A place on its page: its row, how it looks now, the style sheet of its colour."""

    place: Place
    style: Style | None
    look: Look

    @property
    def sheet(self) -> str:
        """The style sheet of the colour in force."""
        return sheet(self.look.colour or colours.DEFAULT)

    @property
    def pattern(self) -> str:
        """The address of any colour's sheet, with COLOUR in its place, for the preview."""
        return sheet("#COLOUR")


def shown(place: Place, by: Actor) -> Shown:
    """The place at hand. The row's pictures come along, their bytes do not."""
    rows = with_pictures(Style.objects.visible_to(by))
    return Shown(
        place, rows.filter(place=place.key).first(), look_for(place.organisation_id, place.unit_id)
    )


def with_pictures(rows: QuerySet[Style]) -> QuerySet[Style]:
    """The rows with the names of their pictures."""
    heavy = [f"{name}__content" for name in PICTURES]
    return rows.select_related(*PICTURES, "unit", "organisation").defer(*heavy)


def picture(digest: str, kind: str) -> Picture | None:
    """A picture of the site by its content's name."""
    return Picture.objects.filter(digest=digest, kind=kind).first()


def own_pictures(style: Style | None) -> dict[str, str]:
    """The addresses of the pictures this very place has."""
    held: dict[str, Any] = {name: getattr(style, name, None) for name in PICTURES}
    return {
        name: reverse("appearance:picture", args=[one.digest, one.kind])
        for name, one in held.items() if one
    }  # fmt: skip


def look_of(actor: Actor, accent: str) -> Look:
    """The look for a person: that of their place, in a colour of their own where it is allowed."""
    found = look_for(actor.organisation_id, actor.unit_id)
    own = found.personal and accent in colours.PIGMENTS
    return replace(found, colour=accent) if own else found
