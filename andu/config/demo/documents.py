"""Official documents of the demo: in whose name, and the numbers of the year up to now."""

from typing import Any

from andu.documents import actions
from andu.documents.actions import Entry
from andu.documents.models import Issuer, Series
from andu.kit.actor import Actor
from andu.organisation.models import Unit


def set_up(unit: Unit, told: dict[str, Any], *, by: Actor) -> None:
    """A name with its series; what was issued on paper before stands in the register."""
    issuer = Issuer(
        unit=unit, name=told["name"], signature=told["signature"], printer=told["printer"],
        level=told.get("level", 1), order=told["order"],
    )  # fmt: skip
    issuer = actions.save_issuer(issuer, by=by)
    for row in told["series"]:
        series = Series(
            issuer=issuer, word=row["word"], purpose=row["purpose"],
            is_order=row.get("order", False), first=row.get("first", 1),
        )  # fmt: skip
        series = actions.save_series(series, by=by)
        for entry in row.get("papers", ()):
            actions.take(series, Entry(**{"on_paper": True} | entry), by=by)
