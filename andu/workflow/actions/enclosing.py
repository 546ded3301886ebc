"""Keeping what was enclosed with an opinion; part of the act it belongs to."""

from andu.files import storing
from andu.kit.actor import Actor
from andu.workflow.models import Enclosure, History
from andu.workflow.saying import Deed


def _enclose(act: History, deed: Deed, by: Actor) -> None:
    if not deed.files:
        return
    storing.keep([each.file for each in deed.files], by=by)
    Enclosure.objects.bulk_create(
        Enclosure(
            run_id=act.run_id, sequence=act.sequence, file_id=each.file, kind=each.kind,
            order=order,
        )
        for order, each in enumerate(deed.files)
    )  # fmt: skip
