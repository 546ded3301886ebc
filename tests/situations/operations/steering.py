"""管理员干预: what whoever administers flows does, alone or with a second person."""

from andu.engine.commands import Jump, Reassign, Resume, Revive, Suspend, Terminate, Void
from andu.workflow import actions
from andu.workflow.models import Proposal
from andu.workflow.policy import SECOND_PERSON
from andu.workflow.proposing import Verb, Wish, waiting_in
from andu.workflow.tests.conftest import decided_on
from tests.situations.operations.registry import Group
from tests.situations.scene import REASON, Scene

steering = Group(4, "steering", "管理员干预")


def alone(scene: Scene) -> None:
    decided_on(scene.people["keeper"], SECOND_PERSON, "nobody")


@steering("改派给庚", "流程管理员，写明理由（不用第二人确认时）", Reassign, "reassign")
def reassign(scene: Scene) -> None:
    alone(scene)
    scene.do("keeper", "reassign", scene.turn(), scene.people.pk("other"), REASON)


@steering("跳转到签批环节", "流程管理员，写明理由（不用第二人确认时）", Jump, "jump")
def jump_on(scene: Scene) -> None:
    alone(scene)
    scene.do("keeper", "jump", "decide", REASON)


@steering("跳转回审核环节", "流程管理员，写明理由（不用第二人确认时）", Jump, "jump")
def jump_back(scene: Scene) -> None:
    alone(scene)
    scene.do("keeper", "jump", "check", REASON)


@steering("唤醒到签批环节", "流程管理员，写明理由（不用第二人确认时）", Revive, "revive")
def revive(scene: Scene) -> None:
    alone(scene)
    scene.do("keeper", "revive", "decide", REASON)


@steering("提请跳转到签批环节", "流程管理员，写明理由（要第二人确认时）", "propose")
def propose(scene: Scene) -> None:
    _proposed(scene)


@steering("确认提请", "第二位流程管理员；确认等着的那一项，没有的，先提请跳转到签批环节", "confirm")
def confirm(scene: Scene) -> None:
    proposal = waiting_in(scene.matter) or _proposed(scene)
    scene.heed()
    actions.confirm(proposal, by=scene.people.actor("second"))


def _proposed(scene: Scene) -> Proposal:
    return scene.do("keeper", "propose", Wish(verb=Verb.JUMP, target="decide"), "理由")


@steering("挂起", "流程管理员，写明理由", Suspend, "suspend")
def suspend(scene: Scene) -> None:
    scene.do("keeper", "suspend", REASON)


@steering("恢复", "流程管理员", Resume, "resume")
def resume(scene: Scene) -> None:
    scene.do("keeper", "resume")


@steering("终止", "流程管理员，写明理由", Terminate, "terminate")
def terminate(scene: Scene) -> None:
    scene.do("keeper", "terminate", REASON)


@steering("发起人终止", "发起人，写明理由", Terminate, "terminate")
def terminate_own(scene: Scene) -> None:
    scene.say("initiator", "terminate")


@steering("作废", "流程管理员，写明理由", Void, "void")
def void(scene: Scene) -> None:
    scene.do("keeper", "void", REASON)


@steering("离岗交接给庚", "流程管理员，写明理由；把轮到的人手上的待办都交给庚", "hand_over")
def hand_over(scene: Scene) -> None:
    from_, to = scene.people[scene.holder], scene.people["other"]
    actions.hand_over(from_, to, "理由", by=scene.people.actor("keeper"))
    scene.work()
