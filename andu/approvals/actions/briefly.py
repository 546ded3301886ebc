"""Deciding a request without opening it, for many at once."""

from dataclasses import replace

from andu.approvals import queries, rules
from andu.approvals.actions.handling import Act, decide
from andu.approvals.handling import opened
from andu.approvals.models import Request
from andu.kit.actor import Actor
from andu.kit.transactions import joined
from andu.kit.verdict import Refused, require
from andu.workflow.models import Matter


@joined
def decide_briefly(
    matter: Matter, verb: str, opinion: str = "", late_reason: str = "", *, by: Actor
) -> Matter:
    """Agree, mark as read or take back, with words alone (`late_reason` counts only after the
    limit); refused when the step asks for more."""
    words = Act(verb=verb, opinion=opinion, late_reason=late_reason)
    if verb == "agree" and (decided := _plainly(matter, words, by)):
        return decided
    if queries.answered(matter, by):
        return matter
    handling = opened(matter, by)
    desk = handling.desk
    allowed = rules.may_be_brief(desk, verb)
    require(allowed if allowed else handling.explained(allowed))
    seat = desk.took if verb == "take_back" else desk.seat
    return decide(handling.request, replace(words, seat=seat), by=by)


def _plainly(matter: Matter, words: Act, by: Actor) -> Matter | None:
    """Agreed at the one open turn, without opening what words alone decide. None where it takes a
    closer look, be it for the reason of a refusal."""
    seat = queries.seat_of(matter.pk, by)
    if not seat:
        return None
    try:
        return decide(Request(matter_id=matter.pk), replace(words, seat=seat), by=by)
    except Refused:
        return None
