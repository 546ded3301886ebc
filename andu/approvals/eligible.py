"""Whom the initiator may pick for a step, and why not others: the verdict of the submission, told
while picking (WF-11, WF-26)."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.approvals.choosing import Choice
from andu.engine import Definition, Step
from andu.engine.handlers import HandlersChoice, InitiatorsChoice
from andu.kit.verdict import Verdict, no
from andu.organisation.models import Member
from andu.workflow.directory import Asking, people
from andu.workflow.levels import (
    can_be_leapt,
    is_next,
    lines_to_choose,
    passed_by_pick,
    reads_form,
)
from andu.workflow.offering import offered
from andu.workflow.rules_choosing import may_be_picked

CHOICES = (InitiatorsChoice, HandlersChoice)
NOTED = {"leap": gettext_lazy("越级，须写理由")}


def options_for(
    choice: Choice,
    definition: Definition,
    asking: Asking,
    found: QuerySet[Any],
    below: int | None = None,
) -> list[dict[str, Any]]:
    """Options among these people (with their places), those who may be picked first; `below` is
    whoever picks as they pass the matter on."""
    step = definition.step(choice.step)
    lines = lines_to_choose(definition, step, asking, below)
    among = _among(step, asking)
    next_ = {line[0].pk for _who, line in lines}
    first = next_ if among is None else among & next_ if next_ else among
    noted = NOTED if below is None and can_be_leapt(step) else {}
    return offered(found, first, _verdict(step, lines, among, asking), noted)


def _verdict(
    step: Step, lines: Any, among: set[int] | None, asking: Asking
) -> Callable[[Member], Verdict]:
    def verdict(who: Member) -> Verdict:
        if among is not None and who.pk not in among:
            words = _("“{step}”只能从规定的范围里选，请改选别人。")
            return no(words.format(step=step.name), "not-among")
        verdict = is_next(step.name, who, lines)
        if verdict.code == "leap" and _is_beside(step, lines, who, asking):
            return no(verdict.reason, "leap-beside")
        return verdict and may_be_picked(step, who.pk, asking)

    return verdict


def _is_beside(step: Step, lines: Any, who: Member, asking: Asking) -> bool:
    """Whether somebody they would pass over is picked for the same step: no reason helps."""
    picked = asking.choices.get(step.key, ())
    return any(one.pk in picked for one in passed_by_pick(lines, who, asking))


def _among(step: Step, asking: Asking) -> set[int] | None:
    """The people to whom the step limits the pick; None: whoever, or it depends on the form."""
    limits = [one for rule in step.rules if isinstance(rule, CHOICES) for one in rule.among]
    if not limits or any(map(reads_form, limits)):
        return None
    return {who.pk for one in limits for who in people(one, asking)}
