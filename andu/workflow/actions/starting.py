"""Starting a matter."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.engine.commands import Start
from andu.engine.configuration import NOTHING, Someone
from andu.kit.actor import Actor
from andu.kit.events import announce
from andu.kit.together import flush, insert
from andu.kit.transactions import joined
from andu.kit.verdict import require
from andu.organisation import known
from andu.organisation.models import Organisation, Unit
from andu.workflow import matrices, rules, store
from andu.workflow.actions.choosing import _keep_choices
from andu.workflow.actions.errands import _keep_errands
from andu.workflow.actions.performing import _announce_reached
from andu.workflow.actions.pooling import _keep_pools
from andu.workflow.actions.vacancies import _note_vacant
from andu.workflow.compiled import definition_of
from andu.workflow.deadlines import finish_by
from andu.workflow.deciding import asking_of, decided
from andu.workflow.events import Started
from andu.workflow.foreseeing import foreseen
from andu.workflow.leaping_picks import leaps_of, with_leaps, with_signers
from andu.workflow.loading import Loaded
from andu.workflow.models import Deadline, FlowVersion, Matter, Run
from andu.workflow.rules_choosing import may_choose
from andu.workflow.saying import PLAIN, Deed, Said
from andu.workflow.sparing import with_spared


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a new matter is about: which room's kind, how it is called, numbered and ranked; by
    when it is to be finished if an instruction says so, and whether it is a text document, which
    has a day more (POL-26, POL-27)."""

    kind: str
    title: str
    label: str = ""
    serial: str = ""
    urgency: int = 0
    unit: Unit | None = None
    due: datetime | None = None
    is_text: bool = False


@joined
def start(version: FlowVersion, subject: Subject, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Start a matter on a published flow version: the initiator's submission is its first act."""
    require(rules.may_start(by, version))
    run = _begin(version, subject, by)
    loaded = Loaded(run, definition_of(version.pk), NOTHING)
    command = Start(Someone(by.member_id or 0, by.appointment_id))
    asking = asking_of(loaded, deed, insists="initiator")
    asks_matrix = matrices.fix(run.pk, loaded.definition, by=by)
    if deed.choices:
        require(may_choose(loaded, command, asking, by, deed.leap))
        _keep_choices(run, deed, leaps_of(loaded, asking, deed.leap))
    now = timezone.now()
    made = decided(loaded.definition, NOTHING, command, asking, now)
    made, leaps = with_signers(loaded, made, asking, now)
    said = Said(
        how="submitted", seat=1, visit=1, node=loaded.definition.drafting.key,
        step=loaded.definition.drafting.name, opinion=deed.opinion.strip(),
        content_after=deed.content_after, more=dict(deed.sealed),
    )  # fmt: skip
    if asks_matrix:
        foreseen(Loaded(run, loaded.definition, made.configuration), asking)  # no hole on the way
    said = with_spared(matrices.grounded(said, made.events, asking.grounds), made.events, asking)
    said = with_leaps(said, leaps)
    rows = store.apply(loaded, made.events, said, by=by)
    if rows is None:
        raise RuntimeError("a new run has nobody to be faster")
    _note_vacant(loaded, made.events, rows, by)
    _keep_errands(loaded, rows, by)
    _keep_pools(loaded, rows, asking)
    announce(Started(), on=run.matter, by=by)
    _announce_reached(loaded, rows, by)
    return run.matter


def _begin(version: FlowVersion, subject: Subject, by: Actor) -> Run:
    now = timezone.now()
    place = subject.unit or Organisation.objects.get(pk=by.organisation_id or 0)
    due = subject.due or finish_by(place, now, is_text=subject.is_text)
    matter = insert(Matter(
        organisation_id=by.organisation_id or 0, unit=subject.unit, kind=subject.kind,
        title=subject.title, serial=subject.serial, label=subject.label, urgency=subject.urgency,
        initiator_id=by.member_id or 0, initiator_name=by.name, initiator_unit=by.unit,
        started=now, due=due, is_text=subject.is_text,
        is_instructed=subject.due is not None,
    ))  # fmt: skip
    if subject.due:
        flush()
        Deadline.objects.create(
            matter=matter, due=subject.due, basis=_("发起时限定"), member_id=by.member_id,
            member_name=by.words, at=now,
        )  # fmt: skip
    matter.unit = subject.unit
    matter.initiator = known.members([matter.initiator_id])[matter.initiator_id]
    matter.run = insert(
        Run(matter=matter, flow_version=version, initiator_appointment=by.appointment_id)
    )
    flush()
    return matter.run
