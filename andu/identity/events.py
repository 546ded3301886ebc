"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """An account came in; `parallel` counts its other open sessions (PW-12)."""

    parallel: int = 0
    sentence = _("{by} 登录了系统（同时在线的其他会话 {parallel} 个）")


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """An account left."""

    sentence = _("{by} 退出了系统")


@dataclass(frozen=True, kw_only=True)
class TimedOut(Event):
    """A session ended because nobody used it, or its longest time was over."""

    sentence = _("{by} 的会话超时，已退出")


@dataclass(frozen=True, kw_only=True)
class Throttled(Event):
    """Too many failures: nobody may try this account for a while (PW-13)."""

    sentence = _("{on} 的账户登录失败次数过多，暂停登录")


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Event):
    """Sessions of an account were ended: by its owner, or because something changed."""

    count: int
    sentence = _("{by} 结束了 {on} 的 {count} 个会话")


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """A person chose a new password; `advice` counts the advised rules it doesn't keep (PW-05)."""

    advice: int = 0
    sentence = _("{by} 更换了口令（未遵循的建议 {advice} 条）")


@dataclass(frozen=True, kw_only=True)
class LeakReported(Event):
    """A password may be known to others: it must be changed at once (PW-11)."""

    sentence = _("{by} 报告 {on} 的口令可能泄露，所有会话已结束")


@dataclass(frozen=True, kw_only=True)
class ActivationIssued(Event):
    """A one-time code was made for an account."""

    sentence = _("{by} 为 {on} 发放了激活码")


@dataclass(frozen=True, kw_only=True)
class ActivationsIssued(Event):
    """One-time codes were made for many accounts at once."""

    count: int
    sentence = _("{by} 批量发放了 {count} 个激活码")


@dataclass(frozen=True, kw_only=True)
class PasswordIssued(Event):
    """An initial password was made, to be changed before anything else works (PW-07)."""

    sentence = _("{by} 为 {on} 设置了初始口令")


@dataclass(frozen=True, kw_only=True)
class Activated(Event):
    """A person set their own password with the code."""

    sentence = _("{by} 激活了账户")


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """A new account awaits its person."""

    login_name: str
    office: str = ""
    sentence = _("{by} 新增了账户 {on}（{login_name}）")


@dataclass(frozen=True, kw_only=True)
class AccountSuspended(Event):
    """An account may not be used for the time being."""

    sentence = _("{by} 停用了 {on} 的账户")


@dataclass(frozen=True, kw_only=True)
class AccountRestored(Event):
    """A suspended account may be used again."""

    sentence = _("{by} 恢复了 {on} 的账户")


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    """An account is over for good; its login name is never used again (C01)."""

    sentence = _("{by} 注销了 {on} 的账户")
