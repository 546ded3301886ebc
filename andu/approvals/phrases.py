"""Ready words for opinions: kept phrases, and what the person has lately written."""

from andu.kit.actor import Actor
from andu.stationery.queries import phrases_of
from andu.workflow.models import History

LONGEST, LOOK_BACK = 24, 60


def phrases_for(actor: Actor) -> list[str]:
    """One's own phrases, what one has lately written more than once, then the organisation's;
    two statements."""
    mine = History.objects.filter(member_id=actor.member_id).exclude(opinion="")
    said = list(mine.order_by("-id").values_list("opinion", flat=True)[:LOOK_BACK])
    short = [text for text in said if len(text) <= LONGEST and "\n" not in text]
    often = [text for text in dict.fromkeys(short) if short.count(text) > 1]
    return phrases_of(actor, often)
