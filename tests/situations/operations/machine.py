"""自动环节: what the machine tells the flow, what its alarms do, and who mends it."""

from collections.abc import Callable

from andu.engine.commands import Expire, Report
from andu.workflow import actions
from andu.workflow.models import Errand, Matter, Seat
from andu.workflow.saying import Deed
from andu.workflow.succession import the_system
from andu.workflow.tests.moments import at
from tests.situations.operations.registry import Group, Instead
from tests.situations.scene import Scene

machine = Group(8, "machine", "自动环节")
OVER, LATE = at(2, 10), at(6, 10)
NO_MACHINE = Instead("不发生", "没有自动环节")
NOT_SHOWN = Instead("不能", "没有自动环节，页面上没有这项操作")


@machine(
    "自动环节办完", "系统；等的时间到了，或调用的事项办结了", Report, "fulfil_errand", "note_end"
)
def report_done(scene: Scene) -> Instead | None:
    errand = _standing(scene)
    if errand is None:
        return NO_MACHINE
    if errand.called is not None:
        _end_called(scene, errand.called, actions.agree)
    scene.clock(OVER)
    return _fulfilled(scene, errand)


@machine("自动环节没有成功", "系统；调用的事项没有通过，流程规定因此结束", Report, "fulfil_errand")
def report_failed(scene: Scene) -> Instead | None:
    errand = _standing(scene)
    if errand is None:
        return NO_MACHINE
    if errand.called is None:
        return Instead("不发生", "等待不会不成功，只会受阻")
    _end_called(scene, errand.called, actions.disagree)
    return _fulfilled(scene, errand)


@machine("到期转出", "系统；环节规定到期没有办完就转到签批（法务初审转到法务复审）", Expire)
def ring(scene: Scene) -> Instead | None:
    rows = Errand.objects.standing().filter(run__matter=scene.matter)
    errand = rows.filter(kind=Errand.Kind.ALARM).first()
    if errand is None:
        return Instead("不发生", "不在规定了到期转出的环节")
    scene.clock(LATE)
    return _fulfilled(scene, errand)


@machine("重试自动环节", "流程管理员；原因没有消除的，仍然受阻", "retry_errand")
def retry(scene: Scene) -> Instead | None:
    errand = _standing(scene)
    if errand is None:
        return NOT_SHOWN
    scene.tick()
    actions.retry_errand(errand, by=scene.people.actor("keeper"))
    return None


@machine("跳过自动环节", "流程管理员，写明理由", "settle_errand")
def settle(scene: Scene) -> Instead | None:
    errand = _standing(scene)
    if errand is None:
        return NOT_SHOWN
    scene.tick()
    actions.settle_errand(errand, "理由", by=scene.people.actor("keeper"))
    return None


def _standing(scene: Scene) -> Errand | None:
    """What the machine is at; what watches a step aside."""
    rows = Errand.objects.standing().filter(run__matter=scene.matter)
    return rows.exclude(kind=Errand.Kind.ALARM).select_related("called").first()


def _end_called(scene: Scene, called: Matter, verb: Callable[..., object]) -> None:
    """The matter the machine has begun ends; who is told of that is the other matter's."""
    scene.tick()
    seat = Seat.objects.get(run__matter=called, state="open").number
    verb(called, seat, Deed(opinion="意见"), by=scene.people.actor("spare"))
    scene.heed()
    scene.work()


def _fulfilled(scene: Scene, errand: Errand) -> Instead | None:
    """The clock looks; what it can't do now stays."""
    errand = Errand.objects.select_related("run__matter").get(pk=errand.pk)
    errand = actions.fulfil_errand(errand, by=the_system(scene.unit.organisation_id))
    if errand.state == Errand.State.STUCK:
        return Instead("不发生", "自动环节受阻，要由流程管理员重试或跳过")
    if errand.state == Errand.State.WAITING:
        return Instead("不发生", "事项挂起或退回期间不办，恢复、送回以后再看")
    return None
