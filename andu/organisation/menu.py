"""Where this room appears."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from andu.organisation.rights import GRANT, IMPORT, MANAGE
from andu.ui.menu import ADMIN, INSIDE, ME, Entry, register

PEOPLE = _("组织")
STRUCTURE: dict[str, Any] = {"right": MANAGE.code, "section": PEOPLE}
register(
    Entry(_("通讯录"), "organisation:directory", "users", INSIDE, 20),
    Entry(_("个人信息"), "organisation:profile", "user", ME, 10),
    Entry(_("当前身份"), "organisation:acting", "id-badge", ME, 20),
    Entry(_("机构和人员"), "organisation:structure", "sitemap", ADMIN, 20, **STRUCTURE),
    Entry(
        _("导入人员"), "organisation:imports", "file-import", ADMIN, 21,
        right=IMPORT.code, section=PEOPLE,
    ),
    Entry(_("激活码纸条"), "organisation:slips", "printer", ADMIN, 22, **STRUCTURE),
    Entry(_("岗位"), "organisation:posts", "briefcase", ADMIN, 23, **STRUCTURE),
    Entry(_("群组"), "organisation:groups", "users-group", ADMIN, 24, **STRUCTURE),
    Entry(_("缺岗检查"), "organisation:gaps", "user-question", ADMIN, 25, **STRUCTURE),
    Entry(_("工作日历"), "organisation:workdays", "calendar", ADMIN, 26, **STRUCTURE),
    Entry(
        _("角色和授权"), "organisation:roles", "key", ADMIN, 27,
        right=GRANT.code, section=PEOPLE,
    ),
)  # fmt: skip
