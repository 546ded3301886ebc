"""Requests are found by those who take part in them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from andu.approvals.models.request import KIND
from andu.kit.actor import Actor
from andu.search.sources import Source
from andu.workflow.models import Matter


def _visible(actor: Actor, ids: list[int]) -> Iterable[int]:
    return (
        Matter.objects.visible_to(actor).filter(pk__in=ids, kind=KIND).values_list("pk", flat=True)
    )


REQUESTS = Source(KIND, _("事务审批"), _visible, order=10)
