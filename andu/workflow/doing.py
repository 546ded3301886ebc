"""What the machine does now in a matter that waits for nobody, in the few words after an act."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.engine import Wait
from andu.workflow import store
from andu.workflow.errands import ends_at, task_at
from andu.workflow.machines import Trouble
from andu.workflow.models import Errand, Matter

Kind, State = Errand.Kind, Errand.State


def doing_now(matter: Matter) -> str:
    """现在等待：2026-12-05 生效日期, or 正在自动办理：推送到档案系统; nothing where the machine has
    nothing to do."""
    if not matter.is_running:
        return ""
    rows = Errand.objects.standing().filter(run__matter=matter).exclude(kind=Kind.ALARM)
    errand = rows.order_by("pk").first()
    if errand is None:
        return ""
    if errand.state == State.STUCK:
        return _("自动环节受阻：{step}，等流程管理员处理").format(step=errand.step)
    if errand.kind == Kind.WAIT:
        end = _end(matter, errand)
        if end is None or end > timezone.now():
            said = f"{day_words(end)} {errand.step}" if end else errand.step
            return _("现在等待：{what}").format(what=said)
    return _("正在自动办理：{step}").format(step=errand.step)


def day_words(moment: datetime) -> str:
    """A moment as people write it: a midnight is its day."""
    local = timezone.localtime(moment)
    return f"{local:%Y-%m-%d}" if not (local.hour or local.minute) else f"{local:%Y-%m-%d %H:%M}"


def _end(matter: Matter, errand: Errand) -> datetime | None:
    """When the wait is over; the worker has not come to it yet right after an act."""
    if errand.due:
        return errand.due
    loaded = store.load(matter.pk)
    task = task_at(loaded.definition, errand.node)
    if not isinstance(task, Wait):
        return None
    try:
        return ends_at(errand, task, matter, loaded.beside.content.facts)
    except Trouble:
        return None
