"""办理: what whoever has the turn says."""

from andu.approvals import actions
from andu.approvals.actions.submitting import Paper
from andu.engine.commands import Agree, Complete, Disagree, MarkRead, Resubmit, Start
from tests.situations.operations.registry import Group
from tests.situations.scene import Scene

deciding = Group(1, "handling", "办理")


@deciding("提交（同一份草稿再提交一次）", "发起人", Start, "start")
def start(scene: Scene) -> None:
    paper = Paper(title="再次提交", cleaned=scene.cleaned())
    actions.submit(scene.version, paper, scene.draft, by=scene.people.actor("initiator"))


@deciding("同意", "轮到的人", Agree, "agree")
def agree(scene: Scene) -> None:
    scene.say(scene.holder, "agree")


@deciding("不同意", "轮到的人，写明理由；环节规定不同意即结束", Disagree, "disagree")
def disagree(scene: Scene) -> None:
    scene.say(scene.holder, "disagree")


@deciding("已阅", "轮到的人；审批环节的“已阅”按不同意计", MarkRead, "mark_read")
def mark_read(scene: Scene) -> None:
    scene.say(scene.holder, "read")


@deciding("办毕", "轮到的人", Complete, "complete")
def complete(scene: Scene) -> None:
    scene.say(scene.holder, "complete")


@deciding("修改后重新提交", "发起人", Resubmit, "resubmit")
def resubmit(scene: Scene) -> None:
    scene.say("initiator", "resubmit")
