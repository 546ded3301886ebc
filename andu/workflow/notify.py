"""The kinds of notices this room sends; people choose the channels for each."""

from django.utils.translation import gettext_lazy as _

from andu.notify.channels import Kind

TURN = Kind("workflow.turn", _("轮到我办理"))
RESULT = Kind("workflow.result", _("我发起的事项有结果"))
