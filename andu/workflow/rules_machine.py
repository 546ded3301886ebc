"""Who may have the machine try again, or go on without it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.engine.commands import Expire, Report
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.workflow import rules
from andu.workflow.deciding import would
from andu.workflow.loading import Loaded
from andu.workflow.models import Errand, Matter
from andu.workflow.overtaking import told_late

LONGEST = 1000
PUT_OFF = frozenset({"suspended", "put_aside"})
"""Refusals that say: later."""
PASSED_BY = frozenset({"visit_gone", "no_machine_here", "no_alarm_here", "ended", "side_under_way"})
"""Refusals that say: it is over."""


def may_go_on(loaded: Loaded, command: Report | Expire) -> Verdict:
    """What the engine says to what the machine tells."""
    return would(loaded, command, timezone.now())


def may_mend(by: Actor, matter: Matter) -> Verdict:
    """Whoever administers the flow of a matter that goes on."""
    if not rules.administers(by, matter):
        return no(_("只有流程管理员可以处理自动环节，请联系流程管理员。"), "no-right")
    if not matter.is_running:
        return no(_("事项没有在办理，不能处理自动环节。"), "not-running")
    return yes


def may_retry(by: Actor, errand: Errand) -> Verdict:
    """What is stuck is tried again."""
    if errand.state != Errand.State.STUCK:
        return no(_("这个自动环节没有受阻，不用重试。请刷新页面。"), "not-stuck")
    return may_mend(by, errand.run.matter)


def may_pick(errand: Errand | None) -> Verdict:
    """One of those that stand was named."""
    if errand is None:
        return no(_("请选择要跳过的自动环节；已经过去的不用跳过。"), "no-errand")
    return yes


def may_settle(by: Actor, errand: Errand, reason: str) -> Verdict:
    """What stands is gone on without, with a reason."""
    if errand.kind == Errand.Kind.ALARM:
        return no(_("到期转出不能跳过。要往下走的，请用“跳转”。"), "alarm")
    if errand.state not in Errand.STANDING:
        words = _("{who}这个自动环节已经过去，不用跳过。")
        return no(told_late(errand.run.matter, words), "over")
    if not reason.strip():
        return no(_("请写明为什么不等它完成就继续。"), "no-reason")
    if len(reason) > LONGEST:
        return no(_("理由太长，请写在 1000 字以内。"), "too-long")
    return may_mend(by, errand.run.matter)
