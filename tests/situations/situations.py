"""Every situation: a function that brings a real matter there. Adding one is a function here, and a
row for it in every file of `cells` (`pytest tests/situations --renew` writes them to be read)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from andu.engine.nodes import Mode, Nature, ReturnWay, Where
from andu.engine.tasks import Call, Wait
from andu.identity.models import Account
from andu.organisation import actions as people
from andu.organisation.acting import administrator
from andu.workflow import actions as flow
from andu.workflow import schedule
from andu.workflow.actions.adding import Placing
from andu.workflow.policy import SECOND_PERSON
from andu.workflow.proposing import Verb, Wish
from andu.workflow.rules_absence import Absence
from andu.workflow.rules_consulting import Question
from andu.workflow.tests.conftest import decided_on, line
from andu.workflow.tests.test_delegation import day
from tests.cast import make_account
from tests.situations import flows
from tests.situations.scene import REASON, Scene

Build = Callable[[Scene], Scene]


@dataclass(frozen=True)
class Situation:
    """Where a matter stands: its name and the words of the guide, and how it comes there."""

    code: str
    name: str
    words: str
    build: Build


SITUATIONS: dict[str, Situation] = {}


def situation(name: str, words: str) -> Callable[[Build], Build]:
    def kept(build: Build) -> Build:
        SITUATIONS[build.__name__] = Situation(build.__name__, name, words, build)
        return build

    return kept


@situation("单人", "单人环节，轮到办理")
def single(scene: Scene) -> Scene:
    return scene.begin(flows.lone())


@situation("会签一半", "会签办到一半")
def countersign(scene: Scene) -> Scene:
    scene.holder, scene.acted = "b", "a"
    return scene.begin(flows.several("会签", Mode.ALL, "a", "b", "c")).say("a", "agree")


@situation("依次一半", "依次办到一半")
def in_order(scene: Scene) -> Scene:
    scene.holder, scene.acted = "b", "a"
    return scene.begin(flows.several("依次", Mode.IN_ORDER, *"abcd")).say("a", "agree")


@situation("票签一半", "三人票签，两票通过，投到一半")
def vote(scene: Scene) -> Scene:
    scene.holder, scene.acted = "b", "a"
    return scene.begin(flows.several("票签", Mode.VOTE, "a", "b", "c")).say("a", "agree")


@situation("可认领", "几个人谁先办谁定，没有人认领")
def pool(scene: Scene) -> Scene:
    return scene.begin(flows.several("承办", Mode.ONE, "a", "b", "c"))


@situation("已认领", "几个人谁先办谁定，已有人认领")
def claimed(scene: Scene) -> Scene:
    pool(scene).do("a", "claim", scene.seat("a"))
    return scene


@situation("阅知一半", "阅知环节两人，一人已阅")
def reading(scene: Scene) -> Scene:
    scene.holder, scene.acted = "b", "a"
    made = flows.several("阅知", Mode.ALL, "a", "b", nature=Nature.READ)
    return scene.begin(made).say("a", "read")


@situation("办理一半", "办理环节两人，一人已办毕")
def work_step(scene: Scene) -> Scene:
    scene.holder, scene.acted = "b", "a"
    made = flows.several("办理", Mode.ALL, "a", "b", nature=Nature.WORK)
    return scene.begin(made).say("a", "complete")


@situation("并行分支", "并行分支，一条已办完，一条在办")
def branch(scene: Scene) -> Scene:
    scene.holder, scene.acted = "b", "a"
    return scene.begin(flows.branches()).say("a", "agree")


@situation("子流程", "子流程之内")
def sub(scene: Scene) -> Scene:
    scene.holder, scene.acted = "b", "a"
    return scene.begin(flows.sub()).say("a", "agree")


@situation("逐行子流程", "逐行子流程，第 1 行办到一半")
def rows(scene: Scene) -> Scene:
    scene.holder, scene.acted = "b", "a"
    scene.begin(flows.rows())
    first = scene.loaded.seats.values()
    return scene.say("a", "agree", seat=min(s.number for s in first if s.node == "first#1"))


@situation("前加签", "前加签：加签的人还没有办")
def added_before(scene: Scene) -> Scene:
    return _added(scene, Where.BEFORE)


@situation("后加签", "后加签：加签的人正在办")
def added_after(scene: Scene) -> Scene:
    scene.acted = "a"
    return _added(scene, Where.AFTER).say("a", "agree")


@situation("并加签", "并加签：加签的人正在办")
def added_beside(scene: Scene) -> Scene:
    return _added(scene, Where.BESIDE)


def _added(scene: Scene, where: Where) -> Scene:
    scene.begin(flows.lone())
    scene.do("a", "add_signers", scene.seat("a"), [scene.people.pk("spare")], Placing(where))
    scene.holder, scene.adder = "spare", "a"
    return scene


@situation("转办后", "转办之后")
def transferred(scene: Scene) -> Scene:
    scene.begin(flows.lone()).do("a", "transfer", scene.seat("a"), scene.people.pk("spare"))
    scene.holder, scene.acted = "spare", "a"
    return scene


@situation("委派", "委派之后")
def consigned(scene: Scene) -> Scene:
    scene.begin(flows.lone()).do("a", "consign", scene.seat("a"), scene.people.pk("spare"))
    scene.holder, scene.adder = "spare", "a"
    return scene


@situation("委托代办", "委托代办：受托人在办")
def delegated(scene: Scene) -> Scene:
    asked = Absence(absent=scene.people["a"], delegate=scene.people["spare"], since=day(0))
    flow.delegate(asked, by=scene.people.actor("a"))
    scene.holder = "spare"
    return scene.begin(flows.lone())


@situation("挂起", "会签办到一半时挂起")
def suspended(scene: Scene) -> Scene:
    countersign(scene).do("keeper", "suspend", REASON)
    return scene


@situation("办理人离职", "办理人已离职，还没有交接")
def departed(scene: Scene) -> Scene:
    scene.begin(flows.lone())
    leave(scene, "a")
    return scene


@situation("等自动环节", "自动环节在等待时间，甲刚办完上一环节")
def machine_waits(scene: Scene) -> Scene:
    return _at_machine(scene, Wait(minutes=24 * 60, working=False))


@situation("自动环节受阻", "自动环节办不下去，等流程管理员处理")
def machine_stuck(scene: Scene) -> Scene:
    return _at_machine(scene, Wait(until="day"))


@situation("等调用的事项", "自动环节发起了另一件事项“付款”，等它办结")
def machine_called(scene: Scene) -> Scene:
    pay = line(flows.step("pay", "付款", "spare"))
    scene.offer("pay", "付款", pay)
    return _at_machine(scene, Call(flow="pay"))


def _at_machine(scene: Scene, task: Wait | Call) -> Scene:
    scene.acted = "a"
    scene.begin(flows.machine(task)).say("a", "agree")
    scene.work()
    return scene


@situation("到期另办", "承办到期没有办完，同时另办了一路督办，两路都在办")
def side_way(scene: Scene) -> Scene:
    scene.begin(flows.beside())
    scene.work()
    scene.clock(timezone.now() + timedelta(minutes=11))
    schedule.do_errands()
    return scene


@situation("有征询未答复", "甲征询了庚，庚还没有答复")
def asked(scene: Scene) -> Scene:
    scene.begin(flows.lone())
    who = [scene.people.pk("other")]
    scene.do("a", "consult", scene.seat("a"), who, Question(words="请问"))
    return scene


@situation("提请跳转待确认", "管理员提请跳转到签批环节，等第二位管理员确认")
def proposed_jump(scene: Scene) -> Scene:
    scene.begin(flows.lone())
    scene.do("keeper", "propose", Wish(verb=Verb.JUMP, target="decide"), "理由")
    return scene


@situation("提请改派待确认", "管理员提请把甲改派给戊，等第二位管理员确认")
def proposed_reassign(scene: Scene) -> Scene:
    scene.begin(flows.lone())
    wish = Wish(verb=Verb.REASSIGN, seat=scene.seat("a"), to=scene.people.pk("spare"))
    scene.do("keeper", "propose", wish, "理由")
    return scene


def leave(scene: Scene, role: str) -> None:
    """Somebody leaves, as the system administrator enters it."""
    office = make_account("s_system", "系统管理员", office=Account.Office.SYSTEM)
    people.see_out(scene.people[role], by=administrator(office), basis="离职审批〔2026〕3 号")
    scene.work()


@situation("已发新版", "办理中，流程已发布新版")
def newer(scene: Scene) -> Scene:
    scene.begin(flows.lone())
    scene.publish(line(flows.step("new", "新环节", "decider")))
    return scene


@situation("退回发起人", "直达退回，在发起人手上")
def with_initiator(scene: Scene) -> Scene:
    scene.begin(flows.lone()).say("a", "return", way=ReturnWay.STRAIGHT)
    scene.holder, scene.acted = "initiator", "a"
    return scene


@situation("已办结", "已办结，承办由甲改派给戊办")
def finished(scene: Scene) -> Scene:
    scene.holder, scene.acted = "decider", "decider"
    scene.begin(flows.lone())
    decided_on(scene.people["keeper"], SECOND_PERSON, "nobody")
    scene.do("keeper", "reassign", scene.seat("a"), scene.people.pk("spare"), REASON)
    return scene.say("spare", "agree").say("decider", "agree")
