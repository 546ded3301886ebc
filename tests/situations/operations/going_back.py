"""退回、撤回、拿回."""

from andu.engine.commands import Return, TakeBack, Withdraw
from andu.engine.definition import Withdrawal
from andu.engine.nodes import ReturnWay
from andu.workflow.actions.checking import Fault
from andu.workflow.actions.deciding import Back
from andu.workflow.policy import CHECK
from andu.workflow.tests.conftest import decided_on
from tests.situations.operations.registry import Group
from tests.situations.scene import REASON, Scene

back = Group(2, "returning", "退回、撤回、拿回")


@back("直达退回发起人", "轮到的人，写明理由；修改后直接送回", Return, "return_")
def return_straight(scene: Scene) -> None:
    scene.say(scene.holder, "return", way=ReturnWay.STRAIGHT)


@back("退回发起人重走", "轮到的人，写明理由；修改后从头再走", Return, "return_")
def return_rewalk(scene: Scene) -> None:
    scene.say(scene.holder, "return", way=ReturnWay.REWALK)


@back("退回审核环节重走", "轮到的人，写明理由", Return, "return_")
def return_step(scene: Scene) -> None:
    scene.say(scene.holder, "return", to="check", way=ReturnWay.REWALK)


@back("撤回", "发起人；流程规定有人作决定之前可以撤回", Withdraw, "withdraw")
def withdraw(scene: Scene) -> None:
    scene.say("initiator", "withdraw")


@back("撤回（流程允许办结前撤回的）", "发起人", Withdraw, "withdraw")
def withdraw_always(scene: Scene) -> None:
    scene.rule(withdrawal=Withdrawal.UNTIL_END)
    scene.say("initiator", "withdraw")


@back("拿回", "前一位办理的人，拿回自己的办理或转办", TakeBack, "take_back")
def take_back(scene: Scene) -> None:
    scene.say(scene.acted, "take_back", seat=scene.seat(scene.acted, "closed"))


@back("报告偏差", "轮到的人，要检核上一环节时；退回没有按流程执行的审核环节", "report_deviation")
def report_deviation(scene: Scene) -> None:
    decided_on(scene.people["initiator"], CHECK, "1")
    where = Back("check", ReturnWay.REWALK)
    scene.do(scene.holder, "report_deviation", scene.turn(), where, REASON)


@back("认定责任", "流程管理员，认定审核环节有差错", "find_fault")
def find_fault(scene: Scene) -> None:
    scene.do("keeper", "find_fault", Fault("check", "理由"))
