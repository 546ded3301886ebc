"""Who may do what here."""

import datetime

from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.notify.models import Notice, Rhythm


def may_read(by: Actor, notice: Notice) -> Verdict:
    """Everybody reads their own notices."""
    if by.member_id is None or notice.member_id != by.member_id:
        return no(_("这不是发给你的通知。"), "not-yours")
    return yes


def may_choose(by: Actor) -> Verdict:
    """Members have a list of notices and choices of their own."""
    if by.member_id is None:
        return no(_("管理员账户没有通知。请用单位人员的账户登录。"), "no-member")
    return yes


def may_be_quiet(quiet: str, since: datetime.time | None, until: datetime.time | None) -> Verdict:
    """One's own quiet hours have a beginning and another end."""
    if quiet == Rhythm.Quiet.OWN and (since is None or until is None or since == until):
        return no(_("请写明免打扰的起止时间，例如 22:00 到 07:00。"), "invalid")
    return yes
