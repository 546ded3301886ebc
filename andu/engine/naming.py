"""Whom a step would ask if it were entered now: a question about a run, which changes nothing."""

from dataclasses import dataclass

from andu.engine.configuration import Configuration, Someone
from andu.engine.decision import Answers, Needs, Refusal
from andu.engine.definition import Definition
from andu.engine.events import Known
from andu.engine.seating import people_for, seated
from andu.engine.sparing import asked
from andu.engine.work import Stop, Unknown, Work


@dataclass(frozen=True)
class Named:
    """The people, without those who need not be asked again, and the answers that rests on."""

    people: tuple[Someone, ...]
    known: tuple[Known, ...] = ()


def named(
    definition: Definition, configuration: Configuration, step: str, after: int, answers: Answers
) -> Named | Needs | Refusal:
    """Whom the step would ask, entered after the visit `after`; or questions, or why nobody can be
    told."""
    work = Work(definition, configuration, answers)
    found: tuple[Someone, ...] = ()
    try:
        voices = people_for(work, definition.step(step)) or ()
        voices = seated(asked(work, definition.step(step), voices, after)[0])
        found = tuple(who for who, _ballot in voices)
    except Stop as stop:
        return stop.refusal
    except Unknown:
        pass
    if work.missing or work.missing_fields:
        return Needs(tuple(work.missing), tuple(work.missing_fields))
    return Named(found, work.rested_on()[0])
