"""Keeping late acts for the delay report; part of every act at a seat."""

from andu.kit.actor import Actor
from andu.organisation.models import Unit
from andu.workflow.lateness import Late
from andu.workflow.models import LateAct
from andu.workflow.writing import Rows


def _keep_late(rows: Rows, late: Late | None, by: Actor) -> None:
    if late is None:
        return
    history = rows.history
    unit = Unit.objects.filter(pk=by.unit_id).first() if by.unit_id else None
    LateAct.objects.create(
        matter_id=history.run.matter_id, run_id=history.run_id, sequence=history.sequence,
        member_id=by.member_id or 0, member_name=by.words, unit_path=unit.path if unit else "",
        unit_name=unit.name if unit else "", step=history.step, due=late.due, at=history.at,
        minutes=late.minutes, reason=late.reason,
    )  # fmt: skip
