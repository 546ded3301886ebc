"""The banner 你已委托…代办, for the desk and the lists:
{% load absence %}{% away_banner request.actor %}."""

from typing import Any

from django import template

from andu.kit.actor import Actor
from andu.workflow import queries

register = template.Library()


@register.inclusion_tag("workflow/_away.html")
def away_banner(actor: Actor) -> dict[str, Any]:
    """Nothing when the actor has delegated nothing today; one statement."""
    return {"delegation": queries.away(actor)}
