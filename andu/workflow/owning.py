"""What follows from the unit that owns a matter: its settings, and who administers its flow."""

from typing import Any

from django.db.models import QuerySet

from andu.organisation.models import Member
from andu.organisation.telling import holders_of
from andu.policy.declaring import Setting
from andu.policy.reading import value
from andu.workflow.models import Matter, Seat
from andu.workflow.rights import ADMINISTER


def policy_of(matter: Matter, setting: Setting) -> Any:
    """The value of a setting for the matter's unit."""
    units = matter.unit.line if matter.unit else ()
    return value(setting, organisation=matter.organisation_id, units=units)


def administrators_of_matter(matter: Matter) -> QuerySet[Member]:
    """Everybody present who administers this matter's flow."""
    path = matter.unit.path if matter.unit else ""
    return holders_of(ADMINISTER.code, matter.organisation_id, path)


def answers_for(seat: Seat) -> set[int]:
    """Who is told about an open turn: whoever has it; of a pool, which nobody has taken, those who
    administer the flow."""
    if seat.member_id is not None:
        return {seat.member_id}
    return set(administrators_of_matter(seat.run.matter).values_list("pk", flat=True))
