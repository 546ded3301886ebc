"""Four eyes: who may propose, confirm, decline and withdraw; and when a second person is needed."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from andu.engine.commands import Void
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Member
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter, Proposal
from andu.workflow.proposing import (
    Pending,
    Verb,
    Wish,
    is_second,
    moved,
    names_of,
    needs_second,
    seconds_for,
    wish_of,
)
from andu.workflow.rules import WITHOUT_MEMBER, administers, may, may_reassign, may_void
from andu.workflow.rules_leaping import may_jump, may_revive

LONGEST = 2000
State = Proposal.State


def asks_second(by: Actor, matter: Matter, verb: str) -> bool:
    """Whether it needs a second person: what whoever administers flows does from outside; not what
    a superior does about a turn of which they were told that it is late."""
    return needs_second(matter, verb) and (verb != Verb.REASSIGN or administers(by, matter))


def may_alone(by: Actor, loaded: Loaded, verb: str) -> Verdict:
    """Whether one person may do it without a second."""
    if not asks_second(by, loaded.matter, verb):
        return yes
    words = _("{verb}须由第二人确认，请先提请，确认后才生效。")
    return no(words.format(verb=Verb(verb).label), "needs-second")


def may_propose(by: Actor, loaded: Loaded, wish: Wish, reason: str) -> Verdict:
    """What one might do oneself with a second person; one proposal of a matter at a time."""
    verdict = may_wish(by, loaded, wish, reason)
    if not verdict:
        return verdict
    if len(reason) > LONGEST:
        return no(_("理由最多 {most} 字，请精简。").format(most=LONGEST), "too-long")
    if not asks_second(by, loaded.matter, wish.verb):
        return no(_("这项操作不需要第二人确认，请直接办理。"), "no-second")
    if loaded.run.proposed:
        words = _("这件事项已有一项提请在等确认，请先确认、不同意或撤回它。")
        return no(words, "proposed-already")
    if not seconds_for(loaded.matter, by.member_id or 0, wish.verb).exists():
        return nobody_else(wish.verb)
    return verdict


def may_wish(by: Actor, loaded: Loaded, wish: Wish, reason: str) -> Verdict:
    """What the rule of the verb says."""
    if wish.verb == Verb.VOID:
        return may_void(by, loaded, reason)
    if wish.verb == Verb.JUMP:
        return may_jump(by, loaded, wish.target, reason)
    if wish.verb == Verb.REVIVE:
        return may_revive(by, loaded, wish.target, reason)
    return may_reassign(by, loaded, wish.seat, wish.newcomer, reason)


def still_possible(by: Actor, loaded: Loaded, wish: Wish, reason: str) -> Verdict:
    """The same for a second person, who need not administer what they have approved."""
    if wish.verb == Verb.VOID:
        return may(by, loaded, Void(by.member_id or 0))
    return may_wish(by, loaded, wish, reason)


def nobody_else(verb: str) -> Verdict:
    """There is no second person for the verb: what can be done about it."""
    if verb == Verb.VOID:
        instead = _("把参数“作废须谁批准”改为“流程管理员写明理由即可”")
    else:
        instead = _("把参数“干预流程须第二人确认”改为不用")
    words = _(
        "没有第二位流程管理员可以确认。请安全管理员给另一位人员“管理流程运行”的权限，或{instead}。"
    )
    return no(words.format(instead=instead), "nobody-else")


WHICH = no(_("请写明是哪一项提请（编号）：打开事项，看过提请的内容再办。"), "which-proposal")
"""Whoever decides on a proposal says which they have read: another may have come since."""


def may_confirm(by: Actor, loaded: Loaded, proposal: Proposal) -> Verdict:
    """A second person, while the matter stands where it stood, and the verb is
    still possible."""
    verdict = may_settle(by, proposal)
    if not verdict:
        return verdict
    happened = moved(loaded, proposal)
    if happened:
        words = _("提请之后事项有了变化（{happened}），这项提请不再适用。请看过现状再说。")
        return no(words.format(happened=happened), "moved-since")
    return still_possible(by, loaded, wish_of(proposal), proposal.reason)


def may_decline(by: Actor, loaded: Loaded, proposal: Proposal, words: str) -> Verdict:
    """A second person, with a reason."""
    verdict = may_settle(by, proposal)
    if verdict and not words.strip():
        return no(_("请写明不同意的理由，方便提请人了解。"), "opinion-missing")
    return verdict


def may_settle(by: Actor, proposal: Proposal, seconds: Sequence[Member] | None = None) -> Verdict:
    """Whoever is a second person, while it waits. `seconds`: who they are, when that has been read
    already."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    if proposal.proposer_id == by.member_id:
        return no(_("自己提请的要由另一个人确认；不想要了可以撤回。"), "own-proposal")
    if seconds is None:
        seconds = list(seconds_for(proposal.matter, proposal.proposer_id, proposal.verb))
    if not is_second(by, seconds):
        words = _("这项提请只能由{names}处理。")
        return no(words.format(names=names_of(seconds)), "no-right")
    return still_waits(proposal)


def sees_pending(by: Actor, pending: Pending) -> bool:
    """Whether somebody is shown what waits: whoever administers the matter's flow, and whoever may
    confirm it."""
    return administers(by, pending.proposal.matter) or is_second(by, pending.seconds)


def may_withdraw_proposal(by: Actor, proposal: Proposal) -> Verdict:
    """Whoever proposed it, while it waits."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    if proposal.proposer_id != by.member_id:
        return no(_("只有提请人可以撤回；不赞成的，请点“不同意”。"), "not-yours")
    return still_waits(proposal)


def still_waits(proposal: Proposal) -> Verdict:
    """Whether nobody has decided upon it; else who has, or what has happened."""
    if proposal.state == State.LAPSED:
        words = _("这项提请已失效：{why}。请看过现状再说。")
        return no(words.format(why=proposal.answer), "lapsed")
    if proposal.state == State.WITHDRAWN:
        return no(_("{who}已撤回这项提请。").format(who=proposal.proposer_name), "withdrawn")
    if not proposal.is_waiting:
        words = _("{who}已处理这项提请：{state}。")
        said = {"who": proposal.settled_by, "state": proposal.get_state_display()}
        return no(words.format(**said), "settled")
    return yes
