"""Keeping that nobody was found for a step, and telling those who administer flows, once."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.engine.events import Event
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused
from andu.notify.telling import Note, tell_note
from andu.realtime.nudging import nudge
from andu.workflow import store
from andu.workflow.events import NobodyWasFound
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter, Seat, Vacancy
from andu.workflow.notify import VACANT
from andu.workflow.owning import administrators_of_matter
from andu.workflow.vacancies import NobodyFound, rules_in_words, vacant_in
from andu.workflow.writing import Rows


@transaction.atomic
def keep_vacancy(matter: Matter, refusal: Refused, *, by: Actor) -> Vacancy | None:
    """Keep why an act was refused, when that was because nobody was found for the step it leads
    to; None for other refusals. The matter stays with whoever acted."""
    if not isinstance(refusal, NobodyFound):
        return None
    matter = lock(matter)
    loaded = store.load(matter.pk)
    return _keep(loaded, refusal.step, None, by)


def _note_vacant(loaded: Loaded, events: Iterable[Event], rows: Rows, by: Actor) -> None:
    """Keep each step of this decision where the last resort stands in; part of every act."""
    vacant = vacant_in(loaded.definition, events)
    for seat in rows.seats:
        if seat.node in vacant and seat.number in rows.change.new_seats and not seat.instead_of:
            _keep(loaded, seat.node, Seat.objects.get(run=loaded.run, number=seat.number), by)


def _keep(loaded: Loaded, node: str, seat: Seat | None, by: Actor) -> Vacancy:
    run, matter, step = loaded.run, loaded.matter, loaded.definition.step(node).name
    former = Vacancy.objects.filter(run=run, node=node)
    is_known = former.standing().exists()
    found, _made = Vacancy.objects.update_or_create(
        run=run, node=node,
        defaults={
            "step": step, "seat": seat, "version": run.version,
            "reason": rules_in_words(loaded.definition, node, matter),
            "waits_for": seat.member_name if seat else by.name, "at": timezone.now(),
        },
    )  # fmt: skip
    if not is_known:
        _tell(matter, found, by)
        record(NobodyWasFound(step=step), by=by, on=matter)
    nudge(f"matter:{matter.pk}")
    return found


def _tell(matter: Matter, vacancy: Vacancy, by: Actor) -> None:
    keepers = administrators_of_matter(matter)
    note = Note(
        title=_("找不到办理人：{title}").format(title=matter.title),
        text=_("“{step}”按“{rule}”找不到人，事项停在{who}处。").format(
            step=vacancy.step, rule=vacancy.reason, who=vacancy.waits_for),
        link=matter.get_absolute_url(), kind=VACANT.code, urgency=matter.urgency,
    )  # fmt: skip
    tell_note(keepers.values_list("pk", flat=True), note, by=by)
