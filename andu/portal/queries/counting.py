"""Figures up to a hundred, several of them in one statement."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from andu.kit.actor import Actor
from andu.kit.counting import Counted
from andu.organisation.models import Member
from andu.todo.queries import MOST_COUNTED, Count


def capped(actor: Actor, wanted: Mapping[str, QuerySet[Any]]) -> dict[str, Count]:
    """How many rows each query finds, as figures that say 99+ beyond ninety-nine."""
    if not wanted:
        return {}
    columns = [Counted(rows, MOST_COUNTED + 1) for rows in wanted.values()]
    one = Member.objects.filter(pk=actor.member_id or 0).values_list(*columns).first()
    return {
        key: Count(number) for key, number in zip(wanted, one or [0] * len(wanted), strict=True)
    }
