"""Askings to sign afterwards that nobody can follow any more."""

from itertools import islice

from django.db.models import Q

from andu.organisation.models import Member
from andu.workflow.models import Matter, Supplement
from andu.workflow.supplements import in_time

MOST = 500
OPEN = (Matter.State.RUNNING, Matter.State.SUSPENDED)


def askings_over() -> list[Supplement]:
    """Those that wait though the time is over, the matter came to nothing, or the person left; the
    oldest first, some at a time, however many others wait rightly."""
    waiting = Supplement.objects.waiting().select_related("matter__unit", "member")
    found = waiting.filter(Q(member__state=Member.State.LEFT) | ~Q(matter__state__in=OPEN))
    rows = found.order_by("at").iterator(MOST)
    return list(islice((asked for asked in rows if _is_over(asked)), MOST))


def _is_over(asked: Supplement) -> bool:
    return asked.member.state == Member.State.LEFT or not in_time(asked.matter)
