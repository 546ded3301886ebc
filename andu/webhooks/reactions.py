"""What we do when something happens to a matter."""

from andu.kit.actor import Actor
from andu.kit.events import Event
from andu.webhooks import actions, known
from andu.webhooks.occasions import NAME_OF
from andu.workflow.models import Matter


def matter_changed(event: Event, *, on: Matter, by: Actor) -> None:
    """Other systems hear of it; where none listens, not a statement is made."""
    hooks = known.hooks_for(on.organisation_id, NAME_OF[type(event)])
    if hooks:
        actions.announce_matter(event, on, hooks, by=by)
