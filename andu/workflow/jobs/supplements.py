"""Askings to sign afterwards that nobody can follow any more."""

from collections.abc import Iterator

from andu.organisation.models import Member
from andu.workflow.models import Supplement
from andu.workflow.supplements import in_time

MOST = 500


def askings_over() -> Iterator[Supplement]:
    """Those that wait though the time is over, the matter came to nothing, or the person left; the
    oldest first, some at a time."""
    waiting = Supplement.objects.waiting().select_related("matter__unit", "member")
    for asked in waiting.order_by("at")[:MOST]:
        if asked.member.state == Member.State.LEFT or not in_time(asked.matter):
            yield asked
