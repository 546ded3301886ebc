"""Who may check and export the audit."""

from django.utils.translation import gettext_lazy as _

from andu.audit.rights import READ
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes


def may_verify(by: Actor) -> Verdict:
    """Those who may read the audit."""
    return yes if by.holds(READ.code) else no(_("只有审计管理员可以核对审计记录。"), "no-right")


def may_export(by: Actor) -> Verdict:
    """Those who may read the audit."""
    return yes if by.holds(READ.code) else no(_("只有审计管理员可以导出审计日志。"), "no-right")
