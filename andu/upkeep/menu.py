"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.ui.menu import ADMIN, ME, Entry, register
from andu.upkeep.realm import keeps

register(
    Entry(
        _("流程管理"), "upkeep:flows", "sitemap", ADMIN, 29, section=_("业务"),
        only_if=lambda request: keeps(request.actor),  # type: ignore[attr-defined]
    ),
    Entry(_("流程问题"), "upkeep:mine", "flag", ME, 40),
)  # fmt: skip
