"""Which steps nobody was found for, and in which words that is said."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from andu.engine import Definition
from andu.engine.configuration import Someone
from andu.engine.events import Acted, Event, Need
from andu.engine.nodes import Step
from andu.kit.verdict import Refused, Verdict
from andu.organisation.models import Member, Post, Role, Unit
from andu.workflow import matrices
from andu.workflow.bpmn.words import handler_words
from andu.workflow.contents import source_of
from andu.workflow.models import Matter

NOUNS = {"person": Member, "unit": Unit, "post": Post, "role": Role}
MOST_WORDS = 300


class NobodyFound(Refused):
    """An act was refused because the step it leads to would have nobody; `step` is its key."""

    def __init__(self, verdict: Verdict, step: str) -> None:
        super().__init__(verdict)
        self.step = step


def vacant_in(definition: Definition, events: Iterable[Event]) -> set[str]:
    """The keys of the steps whose rules all named nobody in this decision, so that the last resort
    was asked. Steps only foreseen may be among them."""
    acted = next((event for event in events if isinstance(event, Acted)), None)
    found = {known.need: known.people for known in acted.people} if acted else {}
    steps = [definition.nodes.get(key) for key in {need.step for need in found}]
    return {step.key for step in steps if isinstance(step, Step) and is_vacant(step, found)}


def is_vacant(step: Step, found: Mapping[Need, tuple[Someone, ...]]) -> bool:
    """Whether the last resort was asked, and for want of others."""
    resort = step.nobody.rule
    named = [found[need] for need in found if need.step == step.key and need.rule in step.rules]
    return resort is not None and Need(step.key, resort) in found and not any(named)


def rules_in_words(definition: Definition, step: str, matter: Matter) -> str:
    """Whom the rules of a step look for, e.g. 财务科的负责人、“局长”岗位."""
    known, source = namer_in(matter.organisation_id), source_of(matter.kind)

    def name(kind: str, code: str) -> str:
        if kind == "field" and source is not None:
            return source.called(matter.pk, code)
        return known(kind, code)

    said = "、".join(handler_words(rule, name) for rule in definition.step(step).handlers)
    return said[:MOST_WORDS]


def namer_in(organisation_id: int) -> Callable[[str, str], str]:
    """The names an organisation knows things by; each is looked up when it is first asked for, and
    those of its matrices at once."""
    named = cache(lambda: matrices.every_name_of(organisation_id))

    def name(kind: str, code: str) -> str:
        if kind == "matrix":
            return named().get(code, code)
        if kind not in NOUNS:
            return code
        rows = NOUNS[kind]._default_manager.filter(organisation_id=organisation_id, code=code)
        return str(rows.values_list("name", flat=True).first() or code)

    return cache(name)
