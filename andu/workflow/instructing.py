"""Who may set a limit for a whole matter by instruction (WF-17)."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.workflow.models import Matter
from andu.workflow.rights import ADMINISTER
from andu.workflow.rules import WITHOUT_MEMBER
from andu.workflow.urging import open_seats

LONGEST_BASIS = 200


def may_set_deadline(
    by: Actor, matter: Matter, due: datetime | None = None, basis: str | None = None,
    *, handles: bool | None = None,
) -> Verdict:  # fmt: skip
    """Whoever handles it now, and whoever administers flows; a moment to come, with the basis.
    `handles`: whether it is the person's turn, when that is known already."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    if not matter.is_running:
        return no(_("事项不在办理中，不用再定时限。"), "not-running")
    path = matter.unit.path if matter.unit else ""
    if not by.holds(ADMINISTER.code, within=path) and not (
        open_seats(matter).filter(member=by.member_id).exists() if handles is None else handles
    ):
        return no(_("只有正在办理的人和流程管理员可以限定办结时间。"), "not-entitled")
    if due is not None and due <= timezone.now():
        return no(_("办结时间已经过去了，请改为以后的时间。"), "past")
    if basis is not None and not 0 < len(basis.strip()) <= LONGEST_BASIS:
        words = _("请写明依据（例如批示原话），{most} 字以内。")
        return no(words.format(most=LONGEST_BASIS), "no-basis")
    return yes
