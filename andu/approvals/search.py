"""Requests are found by those who take part in them, or may take their work from a pool."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from andu.approvals.models.request import KIND
from andu.kit.actor import Actor
from andu.search.sources import Source
from andu.workflow.models import Matter, Participant, Pool
from andu.workflow.rights import ADMINISTER


def _visible(actor: Actor, ids: list[int]) -> Iterable[int]:
    return (
        Matter.objects.visible_to(actor).filter(pk__in=ids, kind=KIND).values_list("pk", flat=True)
    )


def _seen(actor: Actor) -> list[QuerySet[Any, Any]]:
    mine = Participant.objects.filter(member_id=actor.member_id or 0)
    offered = Pool.objects.visible_to(actor).standing()
    seen: list[QuerySet[Any, Any]] = [mine.values("matter_id"), offered.values("matter_id")]
    if actor.scopes(ADMINISTER.code):
        seen.append(Matter.objects.administered_by(actor).values("pk"))
    return seen


REQUESTS = Source(KIND, _("事务审批"), _visible, order=10, seen=_seen)
