"""What the administrator may decide about signing in. Figures: C01, C02 and POL-01 … POL-10."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import ADVISE, ENFORCE, Choice, Int, Strength, Text

PASSWORDS, SIGNING_IN = _("口令"), _("登录与会话")


def _password(code: str, type_: object, default: object, label: object, **more: Any) -> Setting:
    return Setting(
        f"identity.password.{code}", type_, default, label,
        per="installation", group=PASSWORDS, **more,
    )  # fmt: skip


def _session(code: str, type_: object, default: object, label: object, **more: Any) -> Setting:
    return Setting(
        f"identity.{code}", type_, default, label, per="installation", group=SIGNING_IN, **more
    )


_DAYS, _CHARACTERS, _TIMES, _MINUTES = _("天"), _("位"), _("次"), _("分钟")

LENGTH_BUSINESS = _password(
    "length.business", Int(6, 64, _CHARACTERS), 8, _("口令最短长度：业务用户"),
    help=_("所有人的口令都不得短于这个长度。"), source="POL-01",
    profiles={"dengbao": 8, "zhidu": 6},
)  # fmt: skip
LENGTH_KEY = _password(
    "length.key", Int(6, 64, _CHARACTERS), 8, _("口令最短长度：关键业务用户"),
    help=_("有审批权的人。"), source="POL-02",
)  # fmt: skip
LENGTH_KEY_STRENGTH = _password(
    "length.key.strength", Strength(), ENFORCE, _("关键业务用户的长度要求"), source="POL-02",
    help=_("“建议”时提醒并记录，仍可使用。"), profiles={"zhidu": ADVISE},
)  # fmt: skip
LENGTH_SYSTEM = _password(
    "length.system", Int(8, 64, _CHARACTERS), 12, _("口令最短长度：系统管理用户"),
    help=_("系统、安全、审计三位管理员。"), source="POL-03", profiles={"zhidu": 11},
)  # fmt: skip
LENGTH_SYSTEM_STRENGTH = _password(
    "length.system.strength", Strength(), ENFORCE, _("系统管理用户的长度要求"), source="POL-03",
    help=_("“建议”时提醒并记录，仍可使用。"), profiles={"zhidu": ADVISE},
)  # fmt: skip
KINDS = _password(
    "kinds", Int(1, 4), 3, _("口令至少包含几类字符"), source="POL-04",
    help=_("大写字母、小写字母、数字、其他字符，共四类。"), profiles={"zhidu": 4},
)  # fmt: skip
KINDS_STRENGTH = _password(
    "kinds.strength", Strength(), ENFORCE, _("字符类别的要求"), source="POL-04",
    help=_("“建议”时提醒并记录，仍可使用。"),
)  # fmt: skip
FORBIDDEN = _password(
    "forbidden", Text(2000), "", _("另外禁用的口令和词语"), source="POL-05",
    help=_("用逗号或空格分开，例如单位简称的拼音。常见口令、重复、顺序、键盘连排始终禁用。"),
)  # fmt: skip
SIMILAR = _password(
    "similar", Strength(), ENFORCE, _("不得与原口令相似"), source="PW-06",
    help=_("“建议”时提醒并记录，仍可使用。"),
)  # fmt: skip
HISTORY = _password(
    "history", Int(0, 24, _TIMES), 5, _("不得重复最近用过的口令"), source="C01",
    help=_("0 表示不检查。"),
)  # fmt: skip
AGE_BUSINESS = _password(
    "age.business", Int(0, 365, _DAYS), 90, _("口令使用期限：业务用户"), source="POL-06",
    help=_("到期后须先更换口令。0 表示不限。"),
)  # fmt: skip
AGE_SYSTEM = _password(
    "age.system", Int(0, 365, _DAYS), 30, _("口令使用期限：系统管理用户"), source="POL-07",
    help=_("到期后须先更换口令。0 表示不限。"),
)  # fmt: skip
REMIND = _password(
    "remind", Int(0, 60, _DAYS), 7, _("到期前几天提醒"), source="PW-08",
    help=_("在“我的”和“安全”页面提醒。"),
)  # fmt: skip
FAILURES = _session(
    "failures", Int(3, 20, _TIMES), 5, _("连续失败几次后暂停登录"), source="POL-09",
    help=_("按登录名称计。曾成功登录过的设备单独计数，他人的失败不会把本人关在门外。"),
)  # fmt: skip
FAILURES_NETWORK = _session(
    "failures.network", Int(10, 1000, _TIMES), 50, _("同一地址失败几次后暂停登录"), source="C02",
    help=_("IPv6 按 /64 网段计。整个单位共用一个出口地址时请放宽。"),
)  # fmt: skip
WINDOW = _session(
    "window", Int(5, 240, _MINUTES), 15, _("失败次数的统计和暂停时间"), source="POL-09",
    help=_("超过后自动恢复，不需要管理员解锁。"),
)  # fmt: skip
IDLE_BUSINESS = _session(
    "idle.business", Int(5, 480, _MINUTES), 30, _("多久没有操作就退出：业务用户"), source="C02",
    help=_("没有写完的内容保存在本机，重新登录后恢复。"),
)  # fmt: skip
IDLE_SYSTEM = _session(
    "idle.system", Int(5, 480, _MINUTES), 15, _("多久没有操作就退出：系统管理用户"), source="C02",
    help=_("系统、安全、审计三位管理员。"),
)  # fmt: skip
ABSOLUTE = _session(
    "absolute", Int(1, 24, _("小时")), 12, _("一次登录最长时间"), source="C02",
    help=_("到时须重新登录，不论有没有操作。"),
)  # fmt: skip
CONFIRM = _session(
    "confirm", Int(1, 240, _MINUTES), 30, _("敏感操作前多久以内验证过口令"), source="PW-20",
    help=_("超过后，管理、用印、改口令前须再输入一次口令。"),
)  # fmt: skip
PARALLEL = _session(
    "parallel",
    Choice((("allow", _("允许")), ("flag", _("允许并标记")), ("single", _("结束先前的登录")))),
    "flag", _("同一账户同时在几处登录"), source="POL-10",
    help=_("账户不得转借。“标记”会记入审计，并提醒本人。"),
)  # fmt: skip
ACTIVATION = _session(
    "activation", Int(1, 60, _DAYS), 7, _("激活码有效期"), source="PW-07",
    help=_("过期后由管理员重新发放。"),
)  # fmt: skip
