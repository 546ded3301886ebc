"""Who may report a deviation (WF-21), find a step at fault or withdraw that (WF-22)."""

from django.utils.translation import gettext_lazy as _

from andu.engine.commands import Return
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Appointment
from andu.workflow import checking
from andu.workflow.loading import Loaded
from andu.workflow.models import Finding, Matter
from andu.workflow.rules import WITHOUT_MEMBER, administers, may_return

LONGEST, LONGEST_BASIS = 2000, 200
Duty = Appointment.Duty


def may_report(
    by: Actor, loaded: Loaded, command: Return, reason: str | None = None
) -> Verdict:  # fmt: skip
    """Whoever has the turn and has to check the step before: by returning it, with the reason, to
    the step that did not follow the flow. Without a reason: whether at all."""
    verdict = may_return(by, loaded, command)
    if not verdict:
        return verdict
    if not checking.asks(loaded, command.seat):
        return no(_("这一环节不检核上一环节。有问题的，请用“退回”并写明理由。"), "no-check")
    if reason is None:
        return yes
    target = command.to or loaded.definition.drafting.key
    return _may_blame(loaded, target, reason)


def may_find(
    by: Actor, loaded: Loaded, node: str = "", reason: str | None = None, basis: str = "", *,
    keeper: bool | None = None,
) -> Verdict:  # fmt: skip
    """Whoever administers the matter's flow, or heads the unit that owns it, with a reason.
    `keeper`: whether they do, when that has been asked already."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    if not (keeps(by, loaded.matter) if keeper is None else keeper):
        words = _(
            "只有流程管理员和归口部门负责人可以认定责任。发现偏差的，请由下一环节办理人报告。"
        )
        return no(words, "no-right")
    if reason is None:
        return yes
    if len(basis) > LONGEST_BASIS:
        return no(_("依据最多 200 字，请精简。"), "too-long")
    return _may_blame(loaded, node, reason)


def may_withdraw_finding(
    by: Actor, finding: Finding, reason: str | None = None, *, keeper: bool | None = None
) -> Verdict:  # fmt: skip
    """Whoever found it, and whoever keeps the flow, with a reason. `keeper`: whether they do, when
    that has been asked already."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    is_mine = finding.finder_id == by.member_id
    if not is_mine and not (keeps(by, finding.matter) if keeper is None else keeper):
        return no(_("只有认定的人、流程管理员和归口部门负责人可以撤销。"), "not-yours")
    if not finding.is_standing:
        return no(_("这项认定已经撤销。"), "withdrawn")
    return yes if reason is None else _with_reason(reason)


def keeps(by: Actor, matter: Matter) -> bool:
    """Whether the actor administers the matter's flow, or heads the unit that owns it."""
    if administers(by, matter):
        return True
    if matter.unit is None or Duty.HEAD not in by.duties:
        return False
    mine = Appointment.objects.current().filter(member=by.member_id, duty=Duty.HEAD)
    return mine.filter(unit__in=matter.unit.line).exists()


def _may_blame(loaded: Loaded, node: str, reason: str) -> Verdict:
    found = checking.around(loaded, node)
    if found is None:
        return no(_("这一环节还没有人办理过，请另选。"), "not-handled")
    if checking.standing_on(loaded.matter, found.at) is not None:
        words = _("“{step}”的这一次办理已经认定过责任，请在“责任记录”查看。")
        return no(words.format(step=found.at.name), "found-already")
    return _with_reason(reason)


def _with_reason(reason: str) -> Verdict:
    if not reason.strip():
        return no(_("请写明理由：哪里没有按流程执行，或为什么撤销。"), "opinion-missing")
    if len(reason) > LONGEST:
        return no(_("理由最多 2000 字，请精简。"), "too-long")
    return yes
