"""Who may have tokens."""

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.api.models import Token
from andu.api.policy import LONGEST, MOST, OPEN
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.policy.reading import value

LONGEST_NAME = 60


def may_make_token(by: Actor, name: str, scope: str, days: int) -> Verdict:
    """People, a few, for what they say, and not for ever."""
    if by.account_id is None or by.member_id is None:
        return no(_("只有单位人员可以建立接口令牌。"), "no-member")
    if not value(OPEN):
        return no(_("接口没有开放，请联系系统管理员。"), "closed")
    if not (sound := _may_be(by, name, scope, days)):
        return sound
    if by.key and Token.objects.visible_to(by).filter(key=by.key).exists():
        return no(_("这张表单已经建立过令牌，请重新打开页面再建立。"), "key-used")
    most = value(MOST, organisation=by.organisation_id)
    if Token.objects.visible_to(by).live(timezone.now()).count() >= most:
        words = _("每人最多 {most} 个可用的令牌，请先停用不用的。")
        return no(words.format(most=most), "too-many")
    return yes


def _may_be(by: Actor, name: str, scope: str, days: int) -> Verdict:
    if not name or len(name) > LONGEST_NAME:
        return no(_("请写明令牌给谁用，{most} 字以内。").format(most=LONGEST_NAME), "no-name")
    if scope not in Token.Scope.values:
        return no(_("请选择令牌的范围。"), "no-scope")
    longest = value(LONGEST, organisation=by.organisation_id)
    if not 1 <= days <= longest:
        return no(_("有效期请填 1 到 {most} 天。").format(most=longest), "too-long")
    return yes


def may_come_in(token: Token | None) -> Verdict:
    """With a live token, of somebody who may sign in. Whoever shows a dead one is told why: they
    know its words."""
    if token is None:
        return no(_("请带上有效的接口令牌。"), "login")
    if not value(OPEN):
        return no(_("接口没有开放，请联系系统管理员。"), "closed")
    if token.revoked_at is not None:
        words = _("这个令牌已停用（{why}），请本人在“我的 → 接口”里重新建立。")
        return no(words.format(why=token.get_why_display() or _("已停用")), "token-ended")
    if token.until <= timezone.now():
        return no(_("这个令牌已过期，请本人在“我的 → 接口”里重新建立。"), "token-expired")
    if not token.account.is_active:
        return no(_("这个令牌的账户已停用，恢复以前不能使用。"), "account-suspended")
    return yes


def may_revoke_token(by: Actor, token: Token) -> Verdict:
    """One's own, once."""
    if token.account_id != by.account_id:
        return no(_("这不是你的令牌。"), "foreign")
    if token.revoked_at is not None:
        return no(_("这个令牌已经停用。"), "revoked")
    return yes
