"""Who hears that the clock could not start something: whoever looks after the flow, and whoever set
it."""

from andu.kit.actor import Actor
from andu.notify.telling import Note, tell_note
from andu.recurring.models import Schedule
from andu.recurring.notify import FAILED
from andu.upkeep.owners import administrators_of, owners_of


def tell_keepers(schedule: Schedule, title: str, text: str, occasion: int, by: Actor) -> None:
    """Tell them once for an occasion, however many people it went wrong for."""
    template = schedule.template
    told = owners_of(template.unit) | {schedule.maker_member_id}
    told |= administrators_of(template.organisation_id, template.unit)
    note = Note(
        title=title, text=text, link=schedule.get_absolute_url(), kind=FAILED.code,
        dedupe=f"recurring:{occasion}",
    )  # fmt: skip
    tell_note(told, note, by=by)
