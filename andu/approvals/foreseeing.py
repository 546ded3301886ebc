"""提交后将经过: the way a request would take if it were submitted as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.approvals.models import TemplateVersion
from andu.approvals.picturing import namer_of
from andu.engine import Definition
from andu.engine.commands import Start
from andu.engine.conditions import Value
from andu.engine.configuration import NOTHING, POOL, Someone
from andu.engine.copies import drawn
from andu.engine.events import SeatOpened, SeatPlaced
from andu.engine.evolve import fold
from andu.engine.nodes import Step
from andu.engine.predict import Prediction
from andu.kit.actor import Actor
from andu.kit.verdict import Refused
from andu.organisation.models import Member, Unit
from andu.workflow.bpmn.modes import how_words
from andu.workflow.bpmn.timing import timing_words
from andu.workflow.bpmn.words import Namer
from andu.workflow.compiled import definition_of
from andu.workflow.deciding import decided
from andu.workflow.directory import Asking
from andu.workflow.foreseeing import foreseen
from andu.workflow.loading import Loaded
from andu.workflow.matrices import words_by_step
from andu.workflow.models import Run
from andu.workflow.pooling import in_words
from andu.workflow.rules_choosing import choice_of, picked_by_initiator


@dataclass(frozen=True)
class Stop:
    """One step of the way; nobody in `people` means that it shows later; `how` says how several
    decide, or that it is for information or work; `basis` which row of a matrix names them; `late`
    what happens by itself after its limit."""

    step: str
    people: str
    how: str = ""
    basis: str = ""
    late: str = ""


@dataclass(frozen=True)
class Way:
    """The stops, whether they lead to the end, why there is no way, and what must be filled in
    before more can be told."""

    stops: list[Stop]
    is_complete: bool = False
    obstacle: str = ""
    pending: str = ""


def way_of(
    version: TemplateVersion, facts: Mapping[str, Value],
    choices: Mapping[str, tuple[int, ...]], by: Actor,
) -> Way:  # fmt: skip
    """Everybody assumed to agree, people asked for from the organisation as it is now."""
    definition = definition_of(version.flow_version_id)
    asking = asking_for(version, facts, choices, by)
    start = Start(Someone(by.member_id or 0, by.appointment_id))
    try:
        made = decided(definition, NOTHING, start, asking, timezone.now())
        first: dict[str, list[int]] = {}
        for event in made.events:
            if isinstance(event, SeatOpened | SeatPlaced) and event.node != definition.drafting.key:
                people = first.setdefault(event.node, [])
                people += [event.who.member] if event.who.member not in people else []
        ahead, pending = _ahead(Loaded(Run(), definition, fold(made.events)), asking)
    except Refused as error:
        return Way([], obstacle=str(error.verdict.reason))
    steps = [*first.items(), *((one.step, [s.member for s in one.people]) for one in ahead.steps)]
    names, called, grounds = _names(steps), namer_of(version), words_by_step(asking.grounds)
    chosen = {key for key, picked in choices.items() if picked}
    open_ = {step.key for step in definition.steps if _is_chosen(definition, step)} - chosen
    later = {step.key for step in definition.steps if choice_of(step, at_submission=False)}
    stops = [
        Stop(
            definition.nodes[key].name,
            _("由你选择")
            if drawn(key) in open_
            else in_words(len(asking.pools[key]))
            if POOL in people
            else "、".join(names[pk] for pk in people if pk in names)
            or (_("由上一环节办理人选") if drawn(key) in later else ""),
            _how(definition.step(key), called),
            grounds.get(key, ""),
            timing_words(definition.step(key), definition, called),
        )
        for key, people in steps
    ]
    return Way(stops, ahead.complete, pending=pending)


def _ahead(loaded: Loaded, asking: Asking) -> tuple[Prediction, str]:
    """The way on; where a matrix asks for what is not filled in yet, as much as can be told."""
    try:
        return foreseen(loaded, asking), ""
    except Refused as refusal:
        if refusal.verdict.code != "matrix-field":
            raise
        return foreseen(loaded, replace(asking, is_guess=True)), str(refusal.verdict.reason)


def asking_for(
    version: TemplateVersion, facts: Mapping[str, Value],
    choices: Mapping[str, tuple[int, ...]], by: Actor,
) -> Asking:  # fmt: skip
    """Who a request that is not submitted yet is about."""
    unit = Unit.objects.filter(pk=by.unit_id).first() if by.unit_id else None
    initiator = Member.objects.get(pk=by.member_id or 0)
    return Asking(initiator, unit, facts, choices, version_id=version.flow_version_id)


def _is_chosen(definition: Definition, step: Step) -> bool:
    """Whether nobody but those the initiator picks handles the step."""
    choice = picked_by_initiator(definition, step)
    return choice is not None and all(isinstance(rule, type(choice)) for rule in step.rules)


def _how(step: Step, called: Namer) -> str:
    """How several go about it, unless the name of the step says so already."""
    how = how_words(step, called)
    return "" if how in step.name else how


def _names(steps: list[tuple[str, list[int]]]) -> dict[int, str]:
    wanted = {pk for _key, people in steps for pk in people}
    return dict(Member.objects.filter(pk__in=wanted).values_list("pk", "name"))
