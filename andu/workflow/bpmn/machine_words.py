"""What the machine does, and when an alarm rings, in words people read."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from andu.engine.nodes import Alarm, Automatic
from andu.engine.tasks import Call, Fill, Push, Task, Wait
from andu.workflow.bpmn.words import Namer, codes
from andu.workflow.chips import USUAL_DAY

CLOCK_DAY = 24 * 60
MOST_NAMED = 3


def machine_words(node: Automatic | Alarm, name: Namer = codes) -> str:
    """What a step of the machine does, or when an alarm rings, for one line under its name."""
    if isinstance(node, Alarm):
        words = wait_words(node.when, name)
        return _("{when}（原环节继续）").format(when=words) if node.opens else words
    return task_words(node.task, name)


def task_words(task: Task | None, name: Namer = codes) -> str:
    """What the machine does, e.g. 等 2 个工作日, 调用“采购申请”并等它办结."""
    match task:
        case Wait():
            return _("等{span}").format(span=wait_words(task, name))
        case Call(flow=flow, waits=waits):
            said = _("调用“{flow}”并等它办结") if waits else _("发起“{flow}”，不等它办结")
            return said.format(flow=name("flow", flow))
        case Push(to=to):
            return _("推送到“{to}”").format(to=name("destination", to))
        case Fill(puts=puts):
            named = [name("field", each.field) for each in puts]
            more = _("等") if len(named) > MOST_NAMED else ""
            fields = _("、").join(named[:MOST_NAMED])
            return _("填写：{fields}{more}").format(fields=fields, more=more)
    return _("自动")


def wait_words(wait: Wait, name: Namer = codes) -> str:
    """How long or until when: 2 个工作日, 到“开工日期”, 到“开工日期”后 3 天."""
    lasting = span_words(wait.minutes, wait.working)
    if not wait.until:
        return lasting
    field = name("field", wait.until)
    if not wait.minutes:
        return _("到“{field}”").format(field=field)
    return _("到“{field}”后 {span}").format(field=field, span=lasting.strip())


def span_words(minutes: int, working: bool) -> str:
    """Minutes of working time or by the clock, in the largest unit that says them whole."""
    day = USUAL_DAY if working else CLOCK_DAY
    if minutes and minutes % day == 0:
        count = minutes // day
        said = ngettext(" {n} 个工作日", " {n} 个工作日", count) if working else (
            ngettext(" {n} 天", " {n} 天", count)
        )  # fmt: skip
    elif minutes and minutes % 60 == 0:
        count = minutes // 60
        said = ngettext(" {n} 个工作小时", " {n} 个工作小时", count) if working else (
            ngettext(" {n} 小时", " {n} 小时", count)
        )  # fmt: skip
    else:
        count = minutes
        said = ngettext(" {n} 分钟工作时间", " {n} 分钟工作时间", count) if working else (
            ngettext(" {n} 分钟", " {n} 分钟", count)
        )  # fmt: skip
    return said.format(n=count)
