"""Keeping whom the initiator picked for later steps; part of submitting and resubmitting."""

from andu.workflow.models import Choice, Run
from andu.workflow.saying import Deed


def _keep_choices(run: Run, deed: Deed) -> None:
    Choice.objects.filter(run=run, step__in=deed.choices).delete()
    Choice.objects.bulk_create(
        Choice(run=run, step=step, member_id=member, order=order)
        for step, members in deed.choices.items()
        for order, member in enumerate(dict.fromkeys(members))
    )
