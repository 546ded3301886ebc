"""Who may do what here."""

from django.utils.translation import gettext_lazy as _

from andu.downloads.models import Download
from andu.downloads.policy import AT_ONCE
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.policy.reading import value


def may_ask(by: Actor) -> Verdict:
    """Members, a few at a time (UI-08)."""
    if by.member_id is None:
        return no(_("管理员账户没有可以导出的事项。请用单位人员的账户登录。"), "no-member")
    most = value(AT_ONCE, organisation=by.organisation_id)
    if Download.objects.visible_to(by).under_way().count() >= most:
        return no(_("你还有下载正在生成，请等它完成或到“我的下载”里取消。"), "too-many")
    return yes


def may_take(by: Actor, download: Download) -> Verdict:
    """One's own, once it is made."""
    if download.member_id != by.member_id:
        return no(_("这不是你的下载。"), "not-yours")
    if download.state == Download.State.FAILED:
        return no(download.said, "not-made")
    if not download.is_ready:
        return no(_("文件还没有生成好，请稍等片刻。"), "not-ready")
    return yes


def may_throw_away(by: Actor, download: Download) -> Verdict:
    """One's own, at any time."""
    if download.member_id != by.member_id:
        return no(_("这不是你的下载。"), "not-yours")
    return yes
