"""The places that may look their own way: the site, organisations, the bodies within them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from andu.appearance.models import SITE
from andu.kit.actor import Actor
from andu.organisation.models import Unit
from andu.organisation.queries import administered

BODIES = (Unit.Kind.COMPANY, Unit.Kind.BRANCH, Unit.Kind.SUBSIDIARY, Unit.Kind.BODY)
MOST = 300


@dataclass(frozen=True)
class Place:
    """The site, an organisation or a unit of it; `path` is the unit's, "" for what is above."""

    key: str
    name: str
    organisation_id: int | None = None
    unit_id: int | None = None
    path: str = ""
    depth: int = 0

    @property
    def label(self) -> str:
        """The name, indented as it stands in the tree."""
        return "　" * self.depth + self.name


def site() -> Place:
    """The whole installation, and the login page."""
    return Place(SITE, _("整个系统（含登录页）"))


def of_unit(unit: Unit) -> Place:
    """A body within an organisation."""
    return Place(f"u{unit.pk}", unit.name, unit.organisation_id, unit.pk, unit.path, 2)


def places(by: Actor) -> list[Place]:
    """Where this actor looks after things, from the top; the site only for administrators."""
    organisations = list(administered(by))
    rows = Unit.objects.open().filter(
        organisation__in=organisations, kind__in=BODIES, parent__isnull=False
    )
    below: dict[int, list[Place]] = {}
    for unit in rows.order_by("path")[:MOST]:
        below.setdefault(unit.organisation_id, []).append(of_unit(unit))
    found = [site()] if by.organisation_id is None else []
    for body in organisations:
        found += [Place(f"o{body.pk}", body.name, body.pk, depth=1), *below.get(body.pk, [])]
    return found
