"""How the people of a step go about it, in words people read: 会签, 票签（60% 的票）, 办理."""

from collections.abc import Iterable, Iterator
from itertools import chain, repeat

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.engine.handlers import (
    HandlersChoice,
    InitiatorsChoice,
    PostHolders,
    RoleHolders,
    Superiors,
)
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
SEVERAL = (RoleHolders, PostHolders, InitiatorsChoice, HandlersChoice, Superiors)
"""Rules that name several people, each with a voice of their own."""


def step_words(step: Step, name: Namer = codes) -> str:
    """Who handles a step and how, for one line under its name."""
    who = _("、").join(_people(step, name))
    if not who:
        return _("未设办理人")
    how = _how(step, _needed(step))
    return _("{how}：{who}").format(how=how, who=who) if how else who


def how_words(step: Step, name: Namer = codes) -> str:
    """How the people of a step go about it, without saying who they are beyond whose voice is worth
    more; nothing where one person approves, as usual."""
    return _how(step, [*_needed(step), *_voices(step, name)])


def _how(step: Step, more: Iterable[str]) -> str:
    if step.nature is Nature.APPROVE and step.mode is Mode.ONE:
        return ""
    if step.nature is not Nature.APPROVE or step.mode is not Mode.VOTE:
        return str(MODES[step.nature][step.mode])
    called = _("票签") if _is_weighted(step) else str(MODES[step.nature][step.mode])
    said = _("，").join(more)
    return _("{vote}（{said}）").format(vote=called, said=said) if said else called


def _is_weighted(step: Step) -> bool:
    return any(ballot.weight != PLAIN_BALLOT.weight for ballot in step.ballots)


def _needed(step: Step) -> Iterator[str]:
    threshold = step.threshold
    if threshold is None or not (threshold.count or threshold.percent):
        return
    if threshold.count:
        words = _("{count} 票以上同意") if _is_weighted(step) else _("{count} 人以上同意")
        yield words.format(count=threshold.count)
    else:
        words = _("{percent}% 的票") if _is_weighted(step) else _("{percent}% 以上同意")
        yield words.format(percent=threshold.percent)


def _people(step: Step, name: Namer) -> Iterator[str]:
    """Who a step names, each with what their voice is worth where that is something of its own."""
    ballots = chain(step.ballots if step.mode is Mode.VOTE else (), repeat(PLAIN_BALLOT))
    for rule, ballot in zip(step.handlers, ballots, strict=False):
        who = handler_words(rule, name)
        worth = _worth(ballot)
        yield _("{who}（{worth}）").format(who=who, worth=worth) if worth else who


def _voices(step: Step, name: Namer) -> Iterator[str]:
    """Whose voice is worth something of its own."""
    if step.ballots and all(ballot == Ballot(veto=True) for ballot in step.ballots):
        yield _("每人都可一票否决")
        return
    for rule, ballot in zip(step.handlers, step.ballots, strict=False):
        if worth := _worth(ballot):
            each = _("每人") if isinstance(rule, SEVERAL) else ""
            who = handler_words(rule, name) + each
            yield f"{who}{worth}" if ballot.weight == PLAIN_BALLOT.weight else f"{who} {worth}"


def _worth(ballot: Ballot) -> str:
    if ballot.weight == PLAIN_BALLOT.weight:
        return _("可一票否决") if ballot.veto else ""
    words = _("{weight} 票、可一票否决") if ballot.veto else _("{weight} 票")
    return words.format(weight=ballot.weight)
