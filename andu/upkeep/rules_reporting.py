"""Who may report a problem of a flow, and who says what to it."""

from typing import Any

from django.utils.translation import gettext as _

from andu.approvals.models import Template
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Unit
from andu.upkeep.models import Report
from andu.upkeep.realm import keeps, realm_of
from andu.workflow.models import Matter

LONGEST = 1000


def may_report(
    by: Actor, words: str, kind: str, template: Template | None, matter: Matter | None
) -> Verdict:
    """Every member, about a flow of their organisation or a matter whose way they may follow."""
    if by.member_id is None:
        return no(_("管理账户不能反映流程问题，请用本人的业务账户登录。"), "no-member")
    if kind not in Report.Kind.values:
        return no(_("请选择是哪一种问题。"), "no-kind")
    if template is not None and template.organisation_id != by.organisation_id:
        return no(_("请选择本单位的流程。"), "foreign")
    if matter is not None and not _concerns(by, matter):
        return no(_("看不到这件事项，不能反映它的问题。"), "not-seen")
    if kind == Report.Kind.FEEDBACK and not realm_of(by).covers(_owner(template, matter)):
        return no(_("只有管理这个流程的人可以这样反馈，请选别的问题种类。"), "not-keeper")
    return may_say(words)


def kinds_for(by: Actor) -> list[tuple[str, Any]]:
    """The kinds of problems somebody is offered: feedback is for those who look after flows."""
    kinds = Report.Kind.choices
    return kinds if keeps(by) else [each for each in kinds if each[0] != Report.Kind.FEEDBACK]


def may_say(words: str) -> Verdict:
    """Words, and not too many."""
    if not words.strip():
        return no(_("请写明情况，让处理的人看得懂。"), "no-words")
    if len(words) > LONGEST:
        return no(_("太长了，请写在 1000 字以内。"), "too-long")
    return yes


def may_answer(by: Actor, report: Report) -> Verdict:
    """Whoever looks after the flow, while the report is open."""
    if not report.is_open:
        return no(_("这个问题已经关闭。还有问题，请另外反映。"), "closed")
    if by.organisation_id != report.organisation_id or not realm_of(by).covers(report.unit):
        return no(_("由流程的归口部门和流程管理员答复。"), "not-owner")
    return yes


def may_add(by: Actor, report: Report) -> Verdict:
    """Who reported it, while it is open."""
    if not report.is_open:
        return no(_("这个问题已经关闭。还有问题，请另外反映。"), "closed")
    if by.member_id is None or by.member_id != report.reporter_id:
        return no(_("只有反映的人可以补充。"), "not-yours")
    return yes


def may_close(by: Actor, report: Report) -> Verdict:
    """Either side."""
    added = may_add(by, report)
    return added if added or not report.is_open else may_answer(by, report)


def _concerns(by: Actor, matter: Matter) -> bool:
    """Whether the actor may follow the matter's way, or looks after its flow."""
    if matter.organisation_id != by.organisation_id:
        return False
    seen = Matter.objects.tracked_by(by).filter(pk=matter.pk).exists()
    return seen or realm_of(by).covers(matter.unit)


def _owner(template: Template | None, matter: Matter | None) -> Unit | None:
    if template is not None:
        return template.unit
    return matter.unit if matter is not None else None
