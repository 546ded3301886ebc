"""交给别人: somebody else acts, beside or instead of whoever has the turn."""

from andu.engine.commands import (
    AddSigners,
    Claim,
    Consign,
    Release,
    RemoveSigner,
    Reorder,
    Transfer,
)
from andu.engine.nodes import Where
from andu.workflow import rules_claiming
from andu.workflow.actions.adding import Placing
from tests.situations.operations.registry import Group
from tests.situations.scene import Scene

handing = Group(3, "handing-on", "转办、加签、委派、认领")


@handing("转办给庚", "轮到的人", Transfer, "transfer")
def transfer(scene: Scene) -> None:
    scene.do(scene.holder, "transfer", scene.turn(), scene.people.pk("other"))


@handing("前加签庚", "轮到的人；庚先办，办完回到他", AddSigners, "add_signers")
def add_before(scene: Scene) -> None:
    _add(scene, Where.BEFORE)


@handing("并加签庚", "轮到的人；他和庚都要同意", AddSigners, "add_signers")
def add_beside(scene: Scene) -> None:
    _add(scene, Where.BESIDE)


@handing("后加签庚", "轮到的人；他同意以后由庚接着办", AddSigners, "add_signers")
def add_after(scene: Scene) -> None:
    _add(scene, Where.AFTER)


def _add(scene: Scene, where: Where) -> None:
    people = [scene.people.pk("other")]
    scene.do(scene.holder, "add_signers", scene.turn(), people, Placing(where))


@handing("减签", "加签、委派的人，减去正在办的人", RemoveSigner, "remove_signer")
def remove_signer(scene: Scene) -> None:
    scene.do(scene.adder or scene.acted, "remove_signer", scene.turn())


@handing("委派给庚", "轮到的人；庚做完交回，由他决定", Consign, "consign")
def consign(scene: Scene) -> None:
    scene.do(scene.holder, "consign", scene.turn(), scene.people.pk("other"))


@handing("认领", "轮到的人", Claim, "claim")
def claim(scene: Scene) -> None:
    scene.do(scene.holder, "claim", scene.turn())


@handing("放弃认领", "轮到的人", Release, "release")
def release(scene: Scene) -> None:
    scene.do(scene.holder, "release", scene.turn())


@handing("调整次序（后面的人倒过来）", "轮到的人", Reorder, "reorder")
def reorder(scene: Scene) -> None:
    waiting = [row.number for row in rules_claiming.to_come(scene.loaded)]
    scene.do(scene.holder, "reorder", waiting[::-1] or [scene.turn()])
