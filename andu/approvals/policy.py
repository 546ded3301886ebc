"""The settings of this room."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Bool, Int

EXTRA_URGENT = Setting(
    "approvals.extra_urgent",
    Bool(),
    default=True,
    label=_("发起人可以选择“特急”"),
    help=_("关闭后，发起人最多选择“加急”。已经发起的事项不变。"),
    group=_("事务审批"),
    source="WF-32",
)

VERIFY_OPEN = Setting(
    "approvals.verify_open", Bool(), default=True,
    label=_("核验打印件不必登录"),
    help=_("开启后，拿着纸质件的人凭校验码就能核对标题、状态和办理经过（不含意见和表单内容）。"),
    group=_("事务审批"), per="installation",
)  # fmt: skip
PRINT_MOST = Setting(
    "approvals.print_most", Int(1, 1000, _("件")), 200,
    label=_("一次批量打印的上限"), help=_("选得更多时，请分几次打印。"), group=_("事务审批"),
)  # fmt: skip
