"""What lies on people's desks when the demo ends: drafts, filters, phrases, an export.

Made once, with the last day, by the same actions as from the pages."""

from contextlib import suppress
from typing import Any

from andu.approvals import actions as approvals
from andu.approvals.actions.drafts import Typed
from andu.config.demo import filling
from andu.config.demo.office import Office
from andu.config.demo.plan import Plan, Story
from andu.downloads.delivering import Wish, made_now
from andu.kit.actor import Actor
from andu.kit.verdict import Refused
from andu.portal import actions as portal
from andu.stationery import actions as stationery


def furnish(office: Office, plan: Plan) -> None:
    """Everybody who has an account in the demo finds something of their own."""
    told = office.told("desks")
    names = [name for name in office.data["accounts"] if name not in office.data["quiet"]]
    for number, name in enumerate(office.data["accounts"]):
        by = office.actor(office.member(name))
        for text in _dealt(told["phrases"], number):
            stationery.add_phrase(text, by=by)
        for row in _dealt(told["filters"], number):
            portal.save_filter(row["list"], row["name"], row["query"], by=by)
        if name in names:
            _begin(office, plan, number, by)
    keeper = office.actor(office.member(office.data["keeper"]))
    for text in told["common"]:
        stationery.add_phrase(text, by=keeper, common=True)
    for row in told["exports"]:
        with suppress(Refused):
            told = {"list": row["list"], "query": row["query"]}
            by = office.actor(office.member(row["who"]))
            made_now(Wish("portal.xlsx", row["name"], told), by=by)


def _dealt(cards: list[Any], number: int, most: int = 3) -> list[Any]:
    """A few of the cards, others for each person."""
    return [cards[(number + step) % len(cards)] for step in range(min(most, len(cards)))]


def _begin(office: Office, plan: Plan, number: int, by: Actor) -> None:
    """Two drafts: somebody was called away while filling in the form."""
    keys = office.data["templates"]
    for step in range(2):
        key = keys[(number + step * 3) % len(keys)]
        lines = office.data["matters"][key]
        line = lines[(number + step) % len(lines)]
        if "who" in line and by.name not in line["who"]:
            continue
        who = office.member(by.name)
        story = Story(len(plan.stories) + number * 2 + step, plan.end, key, line, who, 0)
        title, raw = filling.begun(office, office.versions[key], story)
        approvals.save_draft(office.versions[key], Typed(title=title, raw=raw), by=by)
