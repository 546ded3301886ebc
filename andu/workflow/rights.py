"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

ADMINISTER = Right(
    "workflow.matters.administer",
    _("管理流程运行：查看、改派、跳转、唤醒、挂起、终止、作废事项，接收无人办理的事项"),
)
DESIGN = Right("workflow.flows.design", _("设计和发布流程"))
REPORT = Right("workflow.lateness.read", _("查看超期说明"))
