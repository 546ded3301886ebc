"""Reads for pages and for the rooms above."""

import json
from pathlib import Path

from andu.kit.actor import Actor
from andu.policy.reading import value
from andu.stationery.models import Phrase
from andu.stationery.policy import PHRASE_SHOWN

STOPS = "。！"  # noqa: chinese
COMMON: list[str] = json.loads(Path(__file__).with_name("common.json").read_text(encoding="utf-8"))


def phrases_of(actor: Actor, often: list[str]) -> list[str]:
    """What stands under the opinion box: one's own phrases, what one writes `often`, then the
    organisation's, or, as long as it keeps none, the usual ones; one statement."""
    rows = Phrase.objects.visible_to(actor).order_by("order", "id")
    held = list(rows.values_list("member_id", "text"))
    own = [text for member, text in held if member]
    common = [text for member, text in held if not member] or COMMON
    found: dict[str, str] = {}
    for text in (*own, *often, *common):
        found.setdefault(text.rstrip(STOPS), text)
    return list(found.values())[: value(PHRASE_SHOWN, organisation=actor.organisation_id)]
