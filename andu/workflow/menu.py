"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.ui.menu import ADMIN, ME, Entry, register
from andu.workflow.rights import ADMINISTER, REPORT

RUNNING = _("业务")

register(
    Entry(_("委托代办"), "workflow:delegations", "user-share", ME, 30),
    Entry(_("责任记录"), "workflow:responsibilities", "gavel", ME, 65),
    Entry(
        _("代人设置委托"), "workflow:delegations_of_all", "user-share", ADMIN, 32,
        right=ADMINISTER.code, section=RUNNING,
    ),
    Entry(
        _("离岗交接"), "workflow:handovers", "user-off", ADMIN, 33,
        right=ADMINISTER.code, section=RUNNING,
    ),
    Entry(
        _("超期说明"), "workflow:late", "alarm", ADMIN, 40, right=REPORT.code, section=_("统计"),
    ),
)  # fmt: skip
