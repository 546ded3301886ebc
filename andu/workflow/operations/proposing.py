"""提请, and 确认, 不同意, 撤回提请: what takes two, with the panel that shows what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, Verdict
from andu.workflow import actions, rules
from andu.workflow.desk import Desk
from andu.workflow.landing import follows
from andu.workflow.models import Proposal
from andu.workflow.operating import Asked, Done, Operation, Panel, add_operation, add_panel
from andu.workflow.proposing import Verb, Wish, names_of, seconds_for
from andu.workflow.rules_proposing import (
    WHICH,
    asks_second,
    may_settle,
    may_withdraw_proposal,
    nobody_else,
    sees_pending,
)

MOST_SHOWN = 5


@dataclass(frozen=True)
class Standing:
    """The proposal that waits, with what would follow, who may confirm it, and whose it is; and
    those that came to nothing."""

    proposal: Proposal | None
    follows: str
    seconds: str
    is_mine: bool
    former: list[Proposal]
    may_settle: bool = False


def about_second(asked: Asked, verb: str) -> Mapping[str, Any]:
    """For the dialog of what takes two: who may confirm it, or what to do when nobody may."""
    if not asks_second(asked.by, asked.matter, verb):
        return {}
    seconds = names_of(list(seconds_for(asked.matter, asked.by.member_id or 0, verb)))
    lacks = "" if seconds else str(nobody_else(verb).reason)
    return {"needs_second": True, "seconds": seconds, "lacks": lacks, "button": _("提请确认")}


def proposed(asked: Asked, wish: Wish, reason: str) -> Done:
    """What the dialog of such an operation does."""
    made = actions.propose(asked.matter, wish, reason, by=asked.by)
    names = names_of(list(seconds_for(asked.matter, made.proposer_id, made.verb)))
    words = _("已提请，等{names}确认后生效。")
    return Done(text=words.format(names=names))


def _may_settle(desk: Desk, by: Actor) -> Verdict | None:
    """For a second person, while something waits."""
    found = desk.pending
    return (found and may_settle(by, found.proposal, found.seconds)) or None


def _may_withdraw(desk: Desk, by: Actor) -> Verdict | None:
    """For whoever proposed it, while it waits."""
    found = desk.pending
    return (found and may_withdraw_proposal(by, found.proposal)) or None


def _named(asked: Asked) -> Proposal:
    """The proposal that is named, settled or not, so that it can be said what became of it; else
    the one that waits."""
    rows = Proposal.objects.visible_to(asked.by).filter(matter=asked.matter)
    number = plain.number(asked.posted.get("proposal", ""))
    found = (rows.filter(pk=number) if number else rows).first()
    if found is None:
        raise Http404
    return found


def _about(asked: Asked) -> Mapping[str, Any]:
    found = _named(asked)
    text = _text(asked, found)
    return {"proposal": found, "follows": _follows(asked.desk, found), "text": text}


def _text(asked: Asked, found: Proposal) -> str:
    """The words typed in the dialog, or in the panel's own box."""
    posted = asked.posted
    return plain.words(posted.get(f"reason-{found.pk}") or posted.get("reason", ""))


def _read(asked: Asked) -> Proposal:
    """The proposal that is named; to name it is to have read it."""
    found = _named(asked)
    if not plain.number(asked.posted.get("proposal", "")):
        raise Refused(WHICH)
    return found


def _confirm(asked: Asked) -> Done:
    found = _read(asked)
    actions.confirm(found, _text(asked, found), by=asked.by)
    return Done(text=_("已确认：{what}。").format(what=found.what))


def _decline(asked: Asked) -> Done:
    found = _read(asked)
    actions.decline(found, _text(asked, found), by=asked.by)
    words = _("没有同意，{who}会收到通知。")
    return Done(text=words.format(who=found.proposer_name), is_onward=True)


def _withdraw(asked: Asked) -> Done:
    actions.withdraw_proposal(_named(asked), by=asked.by)
    return Done(text=_("已撤回提请。"))


def _panel(desk: Desk, by: Actor) -> Standing | None:
    """For whoever administers the matter's flow, and whoever may confirm."""
    former = _former(desk) if rules.administers(by, desk.loaded.matter) else []
    found = desk.pending
    if found is None or not sees_pending(by, found):
        return Standing(None, "", "", False, former) if former else None
    one, names = found.proposal, names_of(found.seconds)
    may, is_mine = may_settle(by, one, found.seconds), one.proposer_id == by.member_id
    return Standing(one, _follows(desk, one), names, is_mine, former, bool(may))


def _former(desk: Desk) -> list[Proposal]:
    done = (Proposal.State.WAITING, Proposal.State.CONFIRMED)
    rows = Proposal.objects.filter(matter=desk.loaded.matter).exclude(state__in=done)
    return list(rows[:MOST_SHOWN])


def _follows(desk: Desk, proposal: Proposal) -> str:
    if proposal.verb == Verb.REASSIGN:
        return _("原办理人不再办理，双方都会收到通知。")
    if proposal.verb == Verb.VOID:
        return _("编号保留，内容不再有效，不能恢复。")
    return follows(desk.loaded, proposal.proposer_id, proposal.target)


add_operation(Operation(
    code="confirm", label=gettext_lazy("确认提请"), icon="circle-check", verdict=_may_settle,
    act=_confirm, template="workflow/_confirm.html", about=_about, order=4,
    button=gettext_lazy("确认"),
    hint=gettext_lazy("你是第二人：确认后立即生效，流转轨迹记下提请人和你两个人的姓名。"),
))  # fmt: skip
add_operation(Operation(
    code="decline", label=gettext_lazy("不同意提请"), icon="x", verdict=_may_settle,
    act=_decline, template="workflow/_confirm.html", about=_about, order=5,
    button=gettext_lazy("不同意"), hint=gettext_lazy("事项不变，提请人会收到你的理由。"),
))  # fmt: skip
add_operation(Operation(
    code="unpropose", label=gettext_lazy("撤回提请"), icon="arrow-back-up",
    verdict=_may_withdraw, act=_withdraw, order=5,
))  # fmt: skip
add_panel(Panel(
    code="proposal", template="workflow/_proposal.html", content=_panel, order=3, is_aside=False,
))  # fmt: skip
