"""The kinds of notices this room sends; people choose the channels for each."""

from django.utils.translation import gettext_lazy as _

from andu.notify.channels import Kind, numbered_door
from andu.workflow.models import Matter

TURN = Kind("workflow.turn", _("轮到我办理"), order=1)
CHANGE = Kind("workflow.change", _("我办理的事项被改派、跳转、挂起或终止"), order=10)
RESULT = Kind("workflow.result", _("我发起的事项有结果"), order=10)
READING = Kind("workflow.reading", _("传阅和抄送给我的事项"), order=10)
URGED = Kind("workflow.urged", _("有人催办"), order=2)
DUE = Kind("workflow.due", _("待办即将到期或已超期"), order=3)
TIMED = Kind("workflow.timed", _("超时上报和超时自动办理"), order=3)
CALENDAR = Kind("workflow.calendar", _("工作日历缺少放假和调休"), order=20)
FOLLOWED = Kind("workflow.followed", _("我关注的事项有进展"), order=10)
MENTIONED = Kind("workflow.mentioned", _("意见中提到我"), order=10)
ASKED = Kind("workflow.asked", _("有人向我征询"), order=2)
ANSWERED = Kind("workflow.answered", _("我的征询有答复或反问"), order=4)
DELEGATION = Kind("workflow.delegation", _("委托的开始、收回和到期"), order=10)
ACTED = Kind("workflow.acted", _("别人代我办理了事项"), order=10)
VACANT = Kind("workflow.vacant", _("我管理的流程找不到办理人"), order=5)
STUCK = Kind("workflow.stuck", _("我管理的流程自动环节受阻"), order=5)
PROPOSED = Kind("workflow.proposed", _("流程干预等我确认，或我的提请有结果"), order=2)
SUPPLEMENT = Kind("workflow.supplement", _("请我补签，或我请的补签有结果"), order=3)
DISPLACED = Kind("workflow.displaced", _("我管理的流程因岗位变动要核对办理人"), order=5)
RESPONSIBLE = Kind("workflow.responsible", _("我的责任记录有变动"), order=6)
HANDOVER = Kind("workflow.handover", _("离岗交接"), order=10)

MATTERS = numbered_door("/w/", Matter.objects.visible_to)
