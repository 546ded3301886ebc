"""The stamp on a request that is over."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from andu.workflow.models import Matter

STAMPS: dict[str, Any] = {
    Matter.State.FINISHED: _("已办结"),
    Matter.State.REFUSED: _("未通过"),
    Matter.State.TERMINATED: _("已终止"),
    Matter.State.VOIDED: _("已作废"),
}


def stamp_of(matter: Matter) -> Any:
    """The word on the stamp; "" while it runs."""
    return STAMPS.get(matter.state, "")
