"""Who may do what with an account."""

from django.utils.translation import gettext as _

from andu.identity.models import Account, SignIn
from andu.identity.rights import GUARD, MANAGE
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes

CONSOLE = "console"


def console() -> Actor:
    """Who acts when the operator types a command on the server itself."""
    rights = {MANAGE.code: ("",), GUARD.code: ("",)}
    return Actor(code=CONSOLE, name=_("服务器控制台"), terminal=CONSOLE, rights=rights)


def may_try(minutes: int) -> Verdict:
    """Nobody may guess for ever (C02); the same words whether the account exists or not."""
    if minutes:
        return no(
            _("尝试次数过多，请 {n} 分钟后再试。").format(n=minutes), "throttled", wait=minutes * 60
        )
    return yes


def may_enter(proved: bool) -> Verdict:
    """One refusal for an unknown name, a wrong password and a closed account (C08)."""
    return yes if proved else no(_("用户名或口令不对。忘了口令，请联系本单位的管理员。"), "wrong")


def may_confirm(proved: bool) -> Verdict:
    """The signed-in person must know the present password."""
    return yes if proved else no(_("现在的口令不对，请重新输入。"), "wrong")


def may_activate(proved: bool) -> Verdict:
    """One refusal for an unknown name and for a wrong, used or expired code."""
    said = _("登录名称或激活码不对，或者激活码已经过期。请核对纸条，或请管理员重新发放。")
    return yes if proved else no(said, "wrong")


def may_end(by: Actor, sign_in: SignIn) -> Verdict:
    """A session is ended by its owner, or by those who administer the account."""
    if by.account_id == sign_in.account_id:
        return yes
    return _administers(by, sign_in.account)


def may_change_password(by: Actor, account: Account) -> Verdict:
    """Passwords are chosen by their owner alone (PW-09)."""
    if by.account_id == account.pk:
        return yes
    return no(_("口令只能由本人更换。"), "not-yours")


def may_report_leak(by: Actor, account: Account) -> Verdict:
    """The owner, or those who administer the account (PW-11)."""
    return yes if by.account_id == account.pk else _administers(by, account)


def may_appoint(by: Actor) -> Verdict:
    """The three administrators are made at the server, on the first start (C05)."""
    if by.code == CONSOLE:
        return yes
    return no(_("三位管理员只在首次启动时建立。"), "office")


def may_open(by: Actor, office: str, basis: str) -> Verdict:
    """New accounts are made by the administrator, never by registering oneself (ID-28)."""
    if office and by.code != CONSOLE:
        return no(_("三位管理员只在首次启动时建立。"), "office")
    return _administration(by, basis)


def may_issue(by: Actor, account: Account, basis: str) -> Verdict:
    """Lost passwords and new people: a code by an administrator, never for oneself (PW-10)."""
    if account.state == Account.State.CLOSED:
        return no(_("账户已注销，不能再发激活码。"), "closed")
    if account.state == Account.State.SUSPENDED:
        return no(_("账户已停用，请先恢复再发激活码。"), "suspended")
    return _changes(by, account, basis)


def may_issue_many(by: Actor, basis: str) -> Verdict:
    """Slips for a whole unit."""
    return _administration(by, basis)


def may_suspend(by: Actor, account: Account, basis: str) -> Verdict:
    """An account in use may be suspended."""
    if account.state not in {Account.State.ACTIVE, Account.State.AWAITING}:
        return no(_("账户现在是“{state}”，不能停用。").format(state=account.get_state_display()))
    return _changes(by, account, basis)


def may_restore(by: Actor, account: Account, basis: str) -> Verdict:
    """A suspended account may be restored, a closed one never."""
    if account.state != Account.State.SUSPENDED:
        return no(_("账户现在是“{state}”，不能恢复。").format(state=account.get_state_display()))
    return _changes(by, account, basis)


def may_close(by: Actor, account: Account, basis: str) -> Verdict:
    """Any account but an administrator's may be closed."""
    if account.state == Account.State.CLOSED:
        return no(_("账户已经注销。"), "closed")
    if account.office:
        return no(_("三位管理员的账户不能注销；换人时请重新发放激活码。"), "office")
    return _changes(by, account, basis)


def _changes(by: Actor, account: Account, basis: str) -> Verdict:
    if by.account_id == account.pk:
        return no(_("不能处理自己的账户，请另一位管理员办理。"), "yourself")
    return _administers(by, account) and _founded(by, basis)


def _administers(by: Actor, account: Account) -> Verdict:
    """Administrators are looked after by one of another kind (C14)."""
    guarded = account.office in {Account.Office.SYSTEM, Account.Office.AUDIT}
    if by.holds((GUARD if guarded else MANAGE).code):
        return yes
    if guarded:
        return no(_("系统管理员和审计管理员的账户由安全管理员办理。"), "no-right")
    return no(_("只有系统管理员可以管理账户。"), "no-right")


def _administration(by: Actor, basis: str) -> Verdict:
    if not by.holds(MANAGE.code):
        return no(_("只有系统管理员可以管理账户。"), "no-right")
    return _founded(by, basis)


def _founded(by: Actor, basis: str) -> Verdict:
    if basis.strip() or by.code == CONSOLE:
        return yes
    return no(_("请写明依据：批准的申请单或紧急处理记录的编号。"), "no-basis")
