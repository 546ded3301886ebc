"""跳转 and 唤醒: who may set a matter to another step, or let it go on after its end."""

from django.utils.translation import gettext_lazy as _

from andu.engine.commands import Jump, Revive
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.workflow.landing import name_of
from andu.workflow.loading import Loaded
from andu.workflow.rules import administering


def may_jump(
    by: Actor, loaded: Loaded, to: str | None = None, opinion: str | None = None
) -> Verdict:
    """Whoever administers flows, to a step of what stands, with a reason. `to` None: whether
    anywhere."""
    if to is None:
        return _anywhere(by, loaded, Jump(by.member_id or 0, _somewhere(loaded)))
    return _explained(administering(by, loaded, Jump(by.member_id or 0, to), opinion), loaded, to)


def may_revive(
    by: Actor, loaded: Loaded, to: str | None = None, opinion: str | None = None
) -> Verdict:
    """Whoever administers flows, a matter that is over and was not declared void, with a reason.
    `to` None: whether anywhere."""
    if to is None:
        return _anywhere(by, loaded, Revive(by.member_id or 0, _somewhere(loaded)))
    return _explained(administering(by, loaded, Revive(by.member_id or 0, to), opinion), loaded, to)


def _somewhere(loaded: Loaded) -> str:
    """A step of the root region: what is refused there is refused everywhere, unless it stands
    there."""
    return loaded.definition.drafting.key


def _anywhere(by: Actor, loaded: Loaded, command: Jump | Revive) -> Verdict:
    """There is always some place: the initiator's own, and, standing there, a step of the flow."""
    verdict = administering(by, loaded, command)
    return yes if verdict.code == "stands_there" else verdict


def _explained(verdict: Verdict, loaded: Loaded, to: str) -> Verdict:
    """The engine's words for returning do not fit here."""
    if verdict.code == "still_running" and loaded.configuration.suspended:
        return no(_("事项已挂起，没有结束，请用“恢复”。"), verdict.code)
    if verdict.code == "unknown_target":
        return no(_("请选择要去的环节。"), verdict.code)
    if verdict.code == "into_branch":
        words = _("“{target}”在没有进入的分支里，不能直接去。请选分支之前的环节。")
        return no(words.format(target=name_of(loaded, to)), verdict.code)
    return verdict
