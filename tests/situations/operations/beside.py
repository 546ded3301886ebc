"""旁边的事: what moves nothing, and absences."""

from andu.workflow import actions
from andu.workflow.models import Consultation, Delegation
from andu.workflow.rules_absence import Absence
from andu.workflow.rules_consulting import Question
from andu.workflow.supplements import missed_in
from andu.workflow.tests.moments import at
from andu.workflow.tests.test_delegation import day
from tests.situations.operations.registry import Group, beforehand
from tests.situations.operations.steering import reassign
from tests.situations.scene import Scene
from tests.situations.situations import leave

beside = Group(6, "beside", "催办、沟通、传阅、补签")
absence = Group(7, "absence", "委托和离职")
SAID = at(0, 17)


@beside("催办", "发起人，催轮到的人", "urge")
def urge(scene: Scene) -> None:
    scene.do("initiator", "urge", [scene.turn()])


@beside("限定这一席的办理时间", "发起人，写明依据", "set_turn_deadline")
def set_turn_deadline(scene: Scene) -> None:
    scene.do("initiator", "set_turn_deadline", scene.turn(), SAID, "批示")


@beside("限定办结时间", "流程管理员，写明依据", "set_deadline")
def set_deadline(scene: Scene) -> None:
    scene.do("keeper", "set_deadline", SAID, "批示")


@beside("沟通（征询庚）", "轮到的人", "consult")
def consult(scene: Scene) -> None:
    _consult(scene)


@beside("答复征询", "庚，轮到的人问过他以后", "answer")
def answer(scene: Scene) -> None:
    asked = Consultation.objects.waiting().filter(matter=scene.matter).first()
    if asked is None:
        with beforehand(scene):
            asked = _consult(scene)
    actions.answer(asked, "答复", by=scene.people.actor("other"))


def _consult(scene: Scene) -> Consultation:
    question = Question(words="请问")
    who = [scene.people.pk("other")]
    return scene.do(scene.holder, "consult", scene.turn(), who, question)[0]


@beside("传阅给庚", "发起人", "circulate")
def circulate(scene: Scene) -> None:
    scene.do("initiator", "circulate", [scene.people.pk("other")])


@beside("抄送给庚", "系统，按模板的规定", "copy_to")
def copy_to(scene: Scene) -> None:
    scene.do("initiator", "copy_to", [scene.people.pk("other")], "submitted")


@beside("关注", "审核人", "follow")
def follow(scene: Scene) -> None:
    scene.do("checker", "follow")


@beside("请人补签", "发起人，请被改派的原办理人", "ask_to_sign")
def ask_to_sign(scene: Scene) -> None:
    scene.do("initiator", "ask_to_sign", _missed(scene))


@beside("补签同意", "被改派的原办理人", "sign_after")
def sign_after(scene: Scene) -> None:
    seat = _missed(scene)
    scene.do(scene.lost, "sign_after", seat)


def _missed(scene: Scene) -> int:
    """Somebody else has been put into the turn; of what is over that was so before."""
    scene.lost, seat = scene.holder, scene.turn()
    if not missed_in(scene.loaded):
        with beforehand(scene):
            reassign(scene)
    for missed in missed_in(scene.loaded):
        scene.lost, seat = scene.people.role_of(missed.member), missed.number
    return seat


@absence("设置委托，已有待办一并交给庚", "轮到的人", "delegate", "begin_delegation")
def delegate(scene: Scene) -> None:
    _delegate(scene)


@absence("收回委托", "刚把待办委托给庚的人", "revoke_delegation", "end_delegation")
def revoke_delegation(scene: Scene) -> None:
    with beforehand(scene):
        found = _delegate(scene)
    actions.revoke_delegation(found, by=scene.people.actor(scene.holder))
    scene.work()


@absence("收回自办（只收回这一件）", "委托人", "recall")
def recall(scene: Scene) -> None:
    scene.do("a", "recall", scene.turn())


@absence("办理人离职", "系统管理员办理，轮到的人离职", "settle_departure")
def depart(scene: Scene) -> None:
    scene.people.actor(scene.holder)
    leave(scene, scene.holder)


def _delegate(scene: Scene) -> Delegation:
    to = scene.people["other"]
    asked = Absence(absent=scene.people[scene.holder], delegate=to, since=day(0), takes_open=True)
    made = actions.delegate(asked, by=scene.people.actor(scene.holder))
    scene.work()
    return made
