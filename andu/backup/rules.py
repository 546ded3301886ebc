"""Who may do what here."""

from django.utils.translation import gettext as _

from andu.backup.rights import MAKE
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes


def may_back_up(by: Actor) -> Verdict:
    """A backup holds everything there is: only who keeps the system, not who reads in it."""
    if by.holds(MAKE.code):
        return yes
    return no(_("备份与恢复由系统管理员办理。"), "right")
