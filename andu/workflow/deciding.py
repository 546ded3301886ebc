"""Asking the engine: give it a command, answer its questions, and get events or a refusal."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from andu.engine import Definition
from andu.engine.commands import Command
from andu.engine.conditions import Value
from andu.engine.configuration import Configuration, Someone
from andu.engine.decide import decide
from andu.engine.decision import NO_ANSWERS, Answers, Decided, Decision, Needs, Refusal
from andu.engine.events import Need
from andu.engine.handlers import HandlersChoice
from andu.kit.verdict import Refused, Verdict, require, yes
from andu.organisation.models import Grant, Unit
from andu.workflow.directory import Asking, answers
from andu.workflow.loading import Loaded
from andu.workflow.pooling import gather
from andu.workflow.refusals import verdict_of
from andu.workflow.rules_choosing import all_picked
from andu.workflow.saying import Deed
from andu.workflow.vacancies import NobodyFound

ROUNDS = 1000


def would(loaded: Loaded, command: Command, now: datetime) -> Verdict:
    """Whether the command would be taken, as far as that can be told without asking anybody."""
    said = decide(loaded.definition, loaded.configuration, command, NO_ANSWERS, now)
    loaded.said[command] = said
    return verdict_of(said, loaded.definition) if isinstance(said, Refusal) else yes


@dataclass(frozen=True)
class Sequel:
    """Two commands as one act: the second is made from what the first has led to."""

    first: Command
    then: Callable[[Decided], Command]


def decided_on(loaded: Loaded, command: Command | Sequel, asking: Asking, now: datetime) -> Decided:
    """The decision in a running matter; what a rule has just asked the engine isn't asked again."""
    if isinstance(command, Sequel):
        one = decided_on(loaded, command.first, asking, now)
        other = decided(loaded.definition, one.configuration, command.then(one), asking, now)
        return Decided((*one.events, *other.events), other.configuration)

    def ask(answers: Answers) -> Decision:
        return decide(loaded.definition, loaded.configuration, command, answers, now)

    first = loaded.said.get(command) or ask(NO_ANSWERS)
    return _settled(first, ask, asking, loaded.definition)


def decided(
    definition: Definition, configuration: Configuration, command: Command,
    asking: Asking, now: datetime,
) -> Decided:  # fmt: skip
    """The decision with every question answered from the organisation; Refused when it is no."""

    def ask(answers: Answers) -> Decision:
        return decide(definition, configuration, command, answers, now)

    return _settled(ask(NO_ANSWERS), ask, asking, definition)


def _settled(
    said: Decision, ask: Callable[[Answers], Decision], asking: Asking, definition: Definition
) -> Decided:
    people: dict[Need, tuple[Someone, ...]] = {}
    values: dict[str, Value] = {}
    for _round in range(ROUNDS):
        if isinstance(said, Decided):
            return said
        if isinstance(said, Refusal):
            raise _refused(said, definition)
        complete(said, asking, people, values)
        require(all_picked(definition, asking))
        said = ask(Answers(people, values))
    raise RuntimeError("the engine goes on asking")


def picks_after(loaded: Loaded, command: Command, asking: Asking, now: datetime) -> tuple[str, ...]:
    """The steps this act leads to whose people whoever acts picks; none while it is refused."""
    if not any(isinstance(rule, HandlersChoice) for rule in loaded.definition.rules):
        return ()
    with suppress(Refused):
        decided_on(loaded, command, asking, now)
    return tuple(asking.picks)


def _refused(said: Refusal, definition: Definition) -> Refused:
    verdict = verdict_of(said, definition)
    if said.code == "nobody_found":
        return NobodyFound(verdict, dict(said.details)["step"])
    return Refused(verdict)


def complete(
    needs: Needs, asking: Asking, people: dict[Need, tuple[Someone, ...]], values: dict[str, Value]
) -> None:
    """Add the answers to what the engine asked."""
    named = answers(needs.people, asking)
    people.update(named)
    gather(named, people, asking)
    for field in needs.fields:
        values[field] = value_of(field, asking)


def value_of(field: str, asking: Asking) -> Value:
    """A form field's value, or a fact about the initiator ("@unit", "@roles" …)."""
    if not field.startswith("@"):
        return asking.facts.get(field)
    member = asking.initiator
    if field == "@initiator":
        return member.code
    if field == "@unit":
        return asking.unit.code if asking.unit else None
    if field == "@units":
        line = asking.unit.line if asking.unit else ()
        return tuple(Unit.objects.filter(pk__in=line).values_list("code", flat=True))
    if field == "@posts":
        posts = member.appointments.current().values_list("post__code", flat=True)
        return tuple(code for code in posts if code)
    grants = Grant.objects.current().filter(member=member)
    return tuple(grants.values_list("role__code", flat=True))


def asking_of(loaded: Loaded, deed: Deed, *, insists: str = "") -> Asking:
    """Who the engine's questions are about, with the form as the deed says it, else as it stands.
    `insists`: who must pick who is next where the flow leaves it to them, "initiator" or "handler".
    """
    matter = loaded.matter
    stands = loaded.beside.content.facts
    facts = stands if deed.as_it_stands else deed.facts or stands
    return Asking(
        matter.initiator, matter.unit, facts, deed.choices, loaded.run.pk,
        loaded.run.flow_version_id, loaded.run.initiator_appointment, insists=insists,
    )  # fmt: skip
