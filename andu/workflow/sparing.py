"""Whom the rules of a step named without asking them again: sealed with the act that led there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from andu.engine.configuration import Someone
from andu.engine.events import Entered, Event, Skipped
from andu.organisation import known
from andu.workflow.directory import Asking
from andu.workflow.saying import Said


def with_spared(said: Said, events: Iterable[Event], asking: Asking) -> Said:
    """The words of an act, with those who were not asked at the steps it reached, by step."""
    spared = {
        event.node: event.agreed for event in events
        if isinstance(event, Entered | Skipped) and event.agreed
    }  # fmt: skip
    if not spared:
        return said
    names = _names(spared.values(), asking)
    told = {node: [_told(who, names, asking) for who in people] for node, people in spared.items()}
    return replace(said, more={**said.more, "spared": told})


def spared_in(details: Mapping[str, Any], node: str) -> Iterator[tuple[str, str]]:
    """Names and why they were not asked at a step, one pair for each reason."""
    told = details.get("spared", {}).get(node, [])
    reasons = {False: _("前面已同意，不再办理"), True: _("是发起人本人，不再办理")}
    for is_own, words in reasons.items():
        names = [each["name"] for each in told if each["own"] is is_own]
        if names:
            yield "、".join(names), words


def nodes_in(details: Mapping[str, Any]) -> list[str]:
    """The steps an act passed over, and those where somebody was not asked."""
    return list(dict.fromkeys([*details.get("skipped", ()), *details.get("spared", {})]))


def _told(who: Someone, names: Mapping[int, str], asking: Asking) -> dict[str, Any]:
    return {"name": names.get(who.member, ""), "own": who.member == asking.initiator.pk}


def _names(people: Iterable[tuple[Someone, ...]], asking: Asking) -> dict[int, str]:
    wanted = {who.member for each in people for who in each} - asking.names.keys()
    read = known.members(wanted) if wanted else {}
    return {**asking.names, **{pk: member.name for pk, member in read.items()}}
