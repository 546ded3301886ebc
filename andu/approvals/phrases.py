"""Ready words for opinions. One's own come from one's own opinions, the rest from a list."""

import json
from pathlib import Path

from andu.kit.actor import Actor
from andu.workflow.models import History

MOST, LONGEST, LOOK_BACK = 6, 24, 60
STOPS = "。！"  # noqa: chinese
COMMON: list[str] = json.loads(Path(__file__).with_name("phrases.json").read_text(encoding="utf-8"))


def phrases_for(actor: Actor) -> list[str]:
    """What the person has lately written more than once, then the common ones; one statement."""
    mine = History.objects.filter(member_id=actor.member_id).exclude(opinion="")
    said = list(mine.order_by("-id").values_list("opinion", flat=True)[:LOOK_BACK])
    short = [text for text in said if len(text) <= LONGEST and "\n" not in text]
    often = [text for text in dict.fromkeys(short) if short.count(text) > 1]
    found: dict[str, str] = {}
    for text in (*often, *COMMON):
        found.setdefault(text.rstrip(STOPS), text)
    return list(found.values())[:MOST]
