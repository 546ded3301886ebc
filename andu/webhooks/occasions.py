"""What another system may hear of, by the names it is sent under."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from andu.workflow import events

TEST = "test"
PUSHED = "flow.push"
KINDS: dict[str, tuple[type[Any], Any]] = {
    "matter.started": (events.Started, _("事项提交")),
    "step.reached": (events.StepReached, _("到达一个环节")),
    "step.passed": (events.StepPassed, _("一个环节通过")),
    "matter.returned": (events.Returned, _("退回发起人")),
    "matter.suspended": (events.Suspended, _("挂起")),
    "matter.resumed": (events.Resumed, _("恢复")),
    "matter.revived": (events.Revived, _("唤醒")),
    "matter.ended": (events.Ended, _("事项结束：办结、未通过、终止、作废")),
}
NAME_OF = {event: name for name, (event, _label) in KINDS.items()}
LABELS = {**{name: label for name, (_event, label) in KINDS.items()}, TEST: _("测试"),
          PUSHED: _("流程推送")}  # fmt: skip
# The matter an event comes with is as it was before.
STATE_AFTER = {"matter.suspended": "suspended", "matter.resumed": "running",
               "matter.revived": "running"}  # fmt: skip
