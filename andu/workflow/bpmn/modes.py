"""How the people of a step go about it, in words people read: 会签, 票签（60% 的票）, 办理."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.engine.handlers import HandlerRule, InitiatorsChoice, PostHolders, RoleHolders
from andu.engine.nodes import PLAIN_BALLOT, Ballot, Mode, Nature, Step
from andu.workflow.bpmn.words import Namer, codes, handler_words

MODES = {
    Nature.APPROVE: {
        Mode.ONE: gettext_lazy("一人办理"), Mode.ALL: gettext_lazy("会签"),
        Mode.ANY: gettext_lazy("或签"), Mode.IN_ORDER: gettext_lazy("依次办理"),
        Mode.VOTE: gettext_lazy("表决"),
    },
    Nature.READ: {
        Mode.ONE: gettext_lazy("阅知"), Mode.ALL: gettext_lazy("都要阅知"),
        Mode.ANY: gettext_lazy("一人阅知即可"), Mode.IN_ORDER: gettext_lazy("依次阅知"),
        Mode.VOTE: gettext_lazy("阅知"),
    },
    Nature.WORK: {
        Mode.ONE: gettext_lazy("办理"), Mode.ALL: gettext_lazy("都要办理"),
        Mode.ANY: gettext_lazy("一人办完即可"), Mode.IN_ORDER: gettext_lazy("依次办理"),
        Mode.VOTE: gettext_lazy("办理"),
    },
}  # fmt: skip
SEVERAL = (RoleHolders, PostHolders, InitiatorsChoice)
"""Rules that name several people, each with a voice of their own."""


def step_words(step: Step, name: Namer = codes) -> str:
    """Who handles a step and how, for one line under its name."""
    who = _("、").join(handler_words(rule, name) for rule in step.handlers)
    if not who:
        return _("未设办理人")
    how = how_words(step, name)
    return _("{how}：{who}").format(how=how, who=who) if how else who


def how_words(step: Step, name: Namer = codes) -> str:
    """How the people of a step go about it; nothing where one person approves, as usual."""
    if step.nature is Nature.APPROVE and step.mode is Mode.ONE:
        return ""
    if step.nature is Nature.APPROVE and step.mode is Mode.VOTE:
        return _vote(step, name)
    return str(MODES[step.nature][step.mode])


def _vote(step: Step, name: Namer) -> str:
    is_weighted = any(ballot.weight != PLAIN_BALLOT.weight for ballot in step.ballots)
    called = _("票签") if is_weighted else str(MODES[step.nature][step.mode])
    said = [*_needed(step, is_weighted), *_voices(step, name)]
    return _("{vote}（{said}）").format(vote=called, said=_("，").join(said)) if said else called


def _needed(step: Step, is_weighted: bool) -> Iterator[str]:
    threshold = step.threshold
    if threshold is None or not (threshold.count or threshold.percent):
        return
    if threshold.count:
        words = _("{count} 票以上同意") if is_weighted else _("{count} 人以上同意")
        yield words.format(count=threshold.count)
    else:
        words = _("{percent}% 的票") if is_weighted else _("{percent}% 以上同意")
        yield words.format(percent=threshold.percent)


def _voices(step: Step, name: Namer) -> Iterator[str]:
    """Whose voice is worth something of its own."""
    if step.ballots and all(ballot == Ballot(veto=True) for ballot in step.ballots):
        yield _("每人都可一票否决")
        return
    for rule, ballot in zip(step.handlers, step.ballots, strict=False):
        if ballot != PLAIN_BALLOT:
            yield _voice(rule, ballot, handler_words(rule, name))


def _voice(rule: HandlerRule, ballot: Ballot, who: str) -> str:
    each = _("每人") if isinstance(rule, SEVERAL) else ""
    weighs = ballot.weight != PLAIN_BALLOT.weight
    if weighs and ballot.veto:
        words = _("{who}{each} {weight} 票、可一票否决")
    else:
        words = _("{who}{each} {weight} 票") if weighs else _("{who}{each}可一票否决")
    return words.format(who=who, each=each, weight=ballot.weight)
