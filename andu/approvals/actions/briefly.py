"""Deciding a request without opening it, for many at once."""

from dataclasses import replace

from django.db import transaction

from andu.approvals import access, rules
from andu.approvals.actions.handling import Act, decide
from andu.approvals.handling import opened
from andu.approvals.models import Request
from andu.approvals.queries import answered
from andu.forms import filling
from andu.kit import editions
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, require
from andu.workflow.models import Matter, Seat


@transaction.atomic
def decide_briefly(
    matter: Matter, verb: str, opinion: str = "", late_reason: str = "", *, by: Actor
) -> Matter:
    """Agree, mark as read or take back, with words alone (`late_reason` counts only after the
    limit); refused when the step asks for more."""
    words = Act(verb=verb, opinion=opinion, late_reason=late_reason)
    if verb == "agree" and (decided := _plainly(matter, words, by)):
        return decided
    if answered(matter, by.key):
        return matter
    handling = opened(matter, by)
    desk, unfilled = handling.desk, []
    if verb == "agree":
        definition = handling.request.version.form_version.definition
        cleaned = filling.clean(definition, handling.access, {}, handling.values, actor=by)
        unfilled = [field.label for field in definition if field.key in cleaned.errors]
    allowed = rules.may_be_brief(desk, verb, unfilled)
    require(allowed if allowed else handling.explained(allowed))
    seat = desk.took if verb == "take_back" else desk.seat
    return decide(handling.request, replace(words, seat=seat), by=by)


def _plainly(matter: Matter, words: Act, by: Actor) -> Matter | None:
    """Agreed at the one open turn, where no handler fills in anything: without opening what words
    alone decide. None where it takes a closer look, be it for the reason of a refusal."""
    mine = Seat.objects.filter(run__matter=matter, member=by.member_id, state=Seat.State.OPEN)
    turns = list(mine.values_list("number", "run__matter__request__version")[:2])
    with editions.held(editions.now()):
        if len(turns) != 1 or access.is_filled_on_the_way(turns[0][1]):
            return None
    try:
        request = Request(matter_id=matter.pk)
        return decide(request, replace(words, seat=turns[0][0]), by=by)
    except Refused:
        return None
