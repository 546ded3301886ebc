"""Who may do what with lists."""

from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.policy.reading import value
from andu.portal.policy import EXPORT_MOST


def may_export(by: Actor, count: int) -> Verdict:
    """One's own lists, up to what the administrator allows at a time (UI-08)."""
    if not count:
        return no(_("没有可以导出的行。请去掉一些筛选条件再试。"), "nothing")
    most = value(EXPORT_MOST, organisation=by.organisation_id)
    if count > most:
        said = _("共 {count} 行，一次最多导出 {most} 行。请按时间或类别筛选后分几次导出。")
        return no(said.format(count=count, most=most), "too-many")
    return yes
