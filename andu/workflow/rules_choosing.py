"""Who may say who handles a later step: the initiator as they submit, the handler before as they
pass the matter on (WF-26)."""

from django.utils.translation import gettext as _

from andu.engine import Definition
from andu.engine.commands import (
    Agree,
    Complete,
    Disagree,
    MarkRead,
    RemoveSigner,
    Resubmit,
    Start,
    TimeUp,
)
from andu.engine.handlers import HandlersChoice, InitiatorsChoice
from andu.engine.nodes import Nature, Step
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Member
from andu.policy.reading import value
from andu.workflow.directory import Asking, people
from andu.workflow.levels import keeps_to_line, steps_before
from andu.workflow.loading import Loaded
from andu.workflow.policy import TO_INITIATOR

PASSING = (Agree, Disagree, Complete, MarkRead)
SUBMITTING = (Start, Resubmit)
LEADING = (*PASSING, RemoveSigner, TimeUp)
"""Acts that may lead the matter on. Where nobody picks (time, 减签) they are refused."""

Rule = InitiatorsChoice | HandlersChoice


def choice_of(step: Step, *, at_submission: bool) -> Rule | None:
    """The rule by which somebody picks for this step: the initiator, or else whoever is before."""
    kind = InitiatorsChoice if at_submission else HandlersChoice
    return next((rule for rule in step.rules if isinstance(rule, kind)), None)


def picked_by_initiator(definition: Definition, step: Step) -> Rule | None:
    """The rule by which the initiator picks as they submit: their own choice, or, as the one
    before, that of the first step."""
    own = choice_of(step, at_submission=True)
    first = definition.drafting.key
    if own is None and first in steps_before(definition, step.key):
        return choice_of(step, at_submission=False)
    return own


def who_picks(command: object) -> str:
    """Who has to pick who is next as this is done; "" for nobody."""
    if isinstance(command, SUBMITTING):
        return "initiator"
    return "handler" if isinstance(command, LEADING) else ""


def may_pick(loaded: Loaded, command: object, asking: Asking) -> Verdict:
    """Whether these picks are this act's to make, and keep to number and range."""
    nodes = loaded.definition.nodes
    for key, picked in asking.choices.items():
        step = nodes.get(key)
        rule = _rule(loaded, command, step) if isinstance(step, Step) else None
        if rule is None or not isinstance(step, Step):
            return no(_("这一环节的办理人不由你选。"), "not-to-choose")
        verdict = _fits(step, rule, picked, asking)
        if not verdict:
            return verdict
    return yes


def may_have_picked(loaded: Loaded, command: object, asking: Asking) -> Verdict:
    """Whether what was picked is for steps this act has led to."""
    early = [key for key in asking.choices if key not in asking.picks]
    if not isinstance(command, PASSING) or not early:
        return yes
    words = _("这次办理不会进入“{step}”，不用选它的办理人。")
    return no(words.format(step=loaded.definition.step(early[0]).name), "not-to-choose")


def all_picked(definition: Definition, asking: Asking) -> Verdict:
    """Whoever passes a matter on picks who handles it next, where the flow leaves it to them."""
    missing = [step for step, count in asking.picks.items() if not count]
    if asking.insists == "initiator":  # they pick for the first step only
        missing = [key for key in missing if picked_by_initiator(definition, definition.step(key))]
    if not asking.insists or not missing:
        return yes
    words = _("请先选择“{step}”的办理人。")
    return no(words.format(step=definition.step(missing[0]).name), "choose-next")


def _rule(loaded: Loaded, command: object, step: Step) -> Rule | None:
    if isinstance(command, SUBMITTING):
        return picked_by_initiator(loaded.definition, step)
    return choice_of(step, at_submission=False) if isinstance(command, PASSING) else None


def may_choose(
    loaded: Loaded, command: object, asking: Asking, by: Actor, leap: str = ""
) -> Verdict:  # fmt: skip
    """Everything that is asked of picks before the act is decided; `leap` is why the initiator
    picks over somebody's head."""
    verdict = may_pick(loaded, command, asking) and keeps_to_line(loaded, asking, by, leap)
    for key, picked in asking.choices.items() if verdict else ():
        for who in picked:
            verdict = verdict and may_be_picked(loaded.definition.step(key), who, asking)
    return verdict


def may_be_picked(step: Step, who: int, asking: Asking) -> Verdict:
    """Nobody approves a matter of their own by a pick, unless the policy lets them (WF-26)."""
    own = who == asking.initiator.pk and step.nature is Nature.APPROVE
    if own and not value(TO_INITIATOR, organisation=asking.organisation_id):
        words = _("“{step}”不能选发起人本人，请改选别人。")
        return no(words.format(step=step.name), "to-initiator")
    return yes


def _fits(step: Step, rule: Rule, picked: tuple[int, ...], asking: Asking) -> Verdict:
    if not picked:
        return no(_("请先选择“{step}”的办理人。").format(step=step.name), "choose-next")
    if len(picked) > rule.most:
        words = _("“{step}”最多选 {most} 人。")
        return no(words.format(step=step.name, most=rule.most), "too-many")
    here = Member.objects.present().filter(organisation=asking.organisation_id, pk__in=picked)
    if here.count() != len(set(picked)):
        return no(_("选的人不在本单位或已离开，请重新选择。"), "not-here")
    if rule.among:
        allowed = {who.pk for one in rule.among for who in people(one, asking)}
        if not set(picked) <= allowed:
            words = _("“{step}”只能从规定的范围里选，请改选别人。")
            return no(words.format(step=step.name), "not-among")
    return yes
