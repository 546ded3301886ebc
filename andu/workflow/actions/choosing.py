"""Keeping whom the initiator picked for later steps, and over whose heads; part of submitting and
resubmitting."""

from collections.abc import Iterable

from andu.workflow.leaping_picks import Leap
from andu.workflow.models import Choice, ChoiceLeap, Run
from andu.workflow.saying import Deed


def _keep_choices(run: Run, deed: Deed, leaps: Iterable[Leap] = ()) -> None:
    Choice.objects.filter(run=run, step__in=deed.choices).delete()
    Choice.objects.bulk_create(
        Choice(run=run, step=step, member_id=member, order=order)
        for step, members in deed.choices.items()
        for order, member in enumerate(dict.fromkeys(members))
    )
    if not deed.choices:
        return
    ChoiceLeap.objects.filter(run=run, step__in=deed.choices).delete()
    ChoiceLeap.objects.bulk_create(
        ChoiceLeap(run=run, step=leap.step, member_id=leap.member, passed=who, order=order,
                   reason=leap.reason)
        for leap in leaps
        for order, who in enumerate(leap.passed)
    )  # fmt: skip
