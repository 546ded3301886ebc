"""Who may fix a flow online, and who lets paper through."""

from django.utils.translation import gettext as _

from andu.approvals.models import Template
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.upkeep.models import Fixing, Waiver
from andu.upkeep.realm import Realm
from andu.upkeep.rules import may_decide


def may_fix(by: Actor, template: Template, basis: str | None = None) -> Verdict:
    """A published flow that isn't fixed yet, on a basis. `basis` None: whether at all."""
    allowed = may_decide(by, template.unit)
    if not allowed:
        return allowed
    if not template.newest or not template.is_open:
        return no(_("只有已发布、在用的流程可以线上固化。"), "not-published")
    if template.fixings.standing().exists():
        return no(_("这个流程已经线上固化。"), "fixed")
    if basis is not None and not basis.strip():
        return no(_("请写明依据，例如制度的名称和条款。"), "no-basis")
    return yes


def may_lift(
    by: Actor, template: Template, fixing: Fixing | None, why: str | None = None
) -> Verdict:
    """A flow that is fixed, with a reason."""
    if fixing is None:
        return no(_("这个流程没有线上固化。"), "not-fixed")
    if why is not None and not why.strip():
        return no(_("请写明为什么解除。"), "no-reason")
    return may_decide(by, template.unit)


def may_ask(by: Actor, template: Template, title: str, reason: str) -> Verdict:
    """Every member, for a flow of their organisation that is fixed; others need no exception."""
    if by.member_id is None or by.organisation_id != template.organisation_id:
        return no(_("请用本人的业务账户，为本单位的流程申请。"), "foreign")
    if not template.fixings.standing().exists():
        return no(_("“{flow}”没有线上固化，不需要例外。").format(flow=template), "not-fixed")
    if not title.strip() or not reason.strip():
        return no(_("请写明是哪一件事，以及为什么不能在线上办。"), "no-words")
    return yes


def may_decide_waiver(
    by: Actor, waiver: Waiver, outcome: str = Waiver.State.GRANTED, words: str | None = None,
    *, realm: Realm | None = None,
) -> Verdict:  # fmt: skip
    """The owning department or whoever administers its flows, never for oneself; a denial says
    why. `words` None: whether at all; `realm` as in `may_decide`."""
    if waiver.state != Waiver.State.ASKED:
        decided = _("这份申请已经由{who}审批。")
        return no(decided.format(who=waiver.decider), "decided")
    if by.member_id == waiver.member_id:
        return no(_("不能审批自己的申请，请由归口部门的其他人审批。"), "own")
    if outcome not in (Waiver.State.GRANTED, Waiver.State.DENIED):
        return no(_("请选择同意或不同意。"), "no-outcome")
    if words is not None and outcome == Waiver.State.DENIED and not words.strip():
        return no(_("不同意的，请写明理由。"), "no-reason")
    return may_decide(by, waiver.template.unit, realm=realm)
