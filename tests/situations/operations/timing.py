"""到期动作: what happens by itself once the limit of the turn has passed."""

from andu.engine.commands import TimeUp
from andu.engine.nodes import LimitAct
from andu.workflow import actions
from andu.workflow.jobs.timers import set_timers
from andu.workflow.models import Escalation, Timer
from andu.workflow.succession import the_system
from andu.workflow.tests.moments import at
from andu.workflow.timing import acts_at
from tests.situations.operations.registry import Group, Instead
from tests.situations.scene import Scene

timing = Group(5, "by-time", "到期动作")
LATE = at(2, 10)


@timing("到期再次提醒", "系统", LimitAct.REMIND)
def time_remind(scene: Scene) -> Instead | None:
    return _act(scene, LimitAct.REMIND)


@timing("到期请上一环节催办", "系统", LimitAct.URGE)
def time_urge(scene: Scene) -> Instead | None:
    return _act(scene, LimitAct.URGE)


@timing("到期上报", "系统；告诉轮到的人的上级", LimitAct.ESCALATE)
def time_escalate(scene: Scene) -> Instead | None:
    return _act(scene, LimitAct.ESCALATE)


@timing("到期自动通过", "系统（参数允许时）", LimitAct.PASS, TimeUp, "act_by_time")
def time_pass(scene: Scene) -> Instead | None:
    return _act(scene, LimitAct.PASS)


@timing("到期自动退回发起人", "系统", LimitAct.RETURN, TimeUp, "act_by_time")
def time_return(scene: Scene) -> Instead | None:
    return _act(scene, LimitAct.RETURN)


@timing("到期转给上级", "系统", LimitAct.TRANSFER, TimeUp, "act_by_time")
def time_transfer(scene: Scene) -> Instead | None:
    return _act(scene, LimitAct.TRANSFER)


def _act(scene: Scene, act: LimitAct) -> Instead | None:
    """The clock looks, two days later, and only this act is still to be done."""
    scene.clock(LATE)
    set_timers()
    system = the_system(scene.unit.organisation_id)
    timer = Timer.objects.filter(seat__run__matter=scene.matter, seat__number=scene.turn()).first()
    if timer is None or timer.at is None:
        return Instead("不发生", "没有到期的待办")
    acts = [each.act for each in acts_at(timer.seat)]
    if act not in acts:
        return Instead("不发生", "这样的环节不能规定这个动作，流程发布不了")
    timer.done = acts.index(act)
    timer.save()
    actions.act_by_time(timer, by=system)
    told_up = Escalation.objects.exclude(reason="").first()
    return Instead("改为上报", told_up.reason) if told_up else None
