"""Who may change a setting."""

from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.policy.declaring import Setting
from andu.policy.reading import decisions
from andu.policy.rights import CHANGE


def may_decide(by: Actor, setting: Setting, level: str) -> Verdict:
    """A setting is decided by those with the right, at a level it allows, unless locked above."""
    if not by.holds(CHANGE.code):
        return no(_("只有安全管理员可以调整系统参数。"), "no-right")
    if level != "installation" and setting.per == "installation":
        return no(_("这个参数只能为整个系统设置。"), "wrong-level")
    above = decisions().get((setting.code, "installation", 0))
    if level != "installation" and above and above[1]:
        return no(_("上级已锁定这个参数，请联系安全管理员。"), "locked")
    return yes
