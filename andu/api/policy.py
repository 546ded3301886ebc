"""What an administrator decides about programs that work for people."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Bool, Int

GROUP = _("接口")

OPEN = Setting(
    "api.open", Bool(), True,
    label=_("开放接口"), help=_("关闭后，所有接口令牌都不能使用，网页不受影响。"),
    per="installation", group=GROUP,
)  # fmt: skip
LONGEST = Setting(
    "api.longest", Int(1, 730, _("天")), 180,
    label=_("令牌最长有效期"), help=_("到期的令牌不能再用，由本人重新建立。"), group=GROUP,
)  # fmt: skip
MOST = Setting(
    "api.most", Int(0, 50, _("个")), 10,
    label=_("每人可用的令牌数"), help=_("0 表示不允许建立令牌。"), group=GROUP,
)  # fmt: skip
AFTER_CHANGE = Setting(
    "api.after_change", Bool(), True,
    label=_("本人更换口令后停用他的接口令牌"),
    help=_("不勾选时，本人定期更换口令不影响令牌。重置口令、报告泄露、注销、离职时总是停用。"),
    group=GROUP,
)  # fmt: skip
A_MINUTE = Setting(
    "api.a_minute", Int(10, 6000, _("次")), 300,
    label=_("每个令牌每分钟的请求数"), help=_("超过时回答 429，过一分钟再试。"),
    per="installation", group=GROUP,
)  # fmt: skip
STRANGERS = Setting(
    "api.strangers", Int(5, 6000, _("次")), 60,
    label=_("没有有效令牌时，每个地址每分钟的请求数"),
    help=_("IPv6 按 /64 网段计。超过时回答 429；有效的令牌不受影响。"),
    per="installation", group=GROUP,
)  # fmt: skip
