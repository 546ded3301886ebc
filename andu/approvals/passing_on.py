"""上一环节办理人选: who is next, as whoever passes the matter on picks."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from andu.approvals.choosing import Choice, filled, with_kept
from andu.approvals.facts import facts_of
from andu.engine.commands import Agree, Command, Complete, MarkRead
from andu.engine.nodes import Nature
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.workflow.deciding import asking_of, picks_after
from andu.workflow.directory import Asking
from andu.workflow.models import Choice as Kept
from andu.workflow.rules_choosing import choice_of
from andu.workflow.saying import Deed

if TYPE_CHECKING:
    from andu.approvals.handling import Handling

VERBS = ("agree", "disagree", "complete", "read")


def to_pick(handling: "Handling") -> list[Choice]:
    """The steps this person's act leads to whose people they pick, as last picked."""
    desk, loaded = handling.desk, handling.loaded
    if not desk.is_mine or desk.is_draft:
        return []
    steps = picks_after(loaded, _command(handling), asking_now(handling), timezone.now())
    if not steps:
        return []
    kept: dict[str, list[int]] = {}
    rows = Kept.objects.filter(run=loaded.run, step__in=steps).order_by("order", "id")
    for step, member in rows.values_list("step", "member_id"):
        kept.setdefault(step, []).append(member)
    return with_kept([_choice(handling, key) for key in steps], kept)


def read_picks(handling: "Handling", posted: Any, by: Actor) -> list[Choice]:
    """What was picked on the page, right or wrong."""
    return filled([_choice(handling, one.step) for one in handling.to_pick], posted, by=by)


def are_clear(choices: list[Choice]) -> Verdict:
    """Whether everybody picked is clear."""
    wrong = [one.error for one in choices if one.error]
    return no(wrong[0], "choices") if wrong else yes


def asking_now(handling: "Handling") -> Asking:
    """Who the engine's questions are about, with the form as it was just filled in, else saved."""
    typed = handling.cleaned
    values = typed.values if typed is not None and typed.is_sound else handling.values
    facts = facts_of(handling.request.version.form_version.definition, values)
    return asking_of(handling.loaded, Deed(facts=facts))


def _command(handling: "Handling") -> Command:
    desk, me = handling.desk, handling.actor.member_id or 0
    if desk.is_working:
        return Complete(me, desk.seat)
    if desk.step is not None and desk.step.nature is Nature.READ:
        return MarkRead(me, desk.seat)
    return Agree(me, desk.seat)


def _choice(handling: "Handling", key: str) -> Choice:
    step = handling.loaded.definition.step(key)
    rule = choice_of(step, at_submission=False)
    return Choice(key, step.name, rule.most if rule else 1)
