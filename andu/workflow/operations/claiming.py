"""认领, 放弃认领, 领取, 放回, 调整次序: who has the work, and who comes next."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.engine import Mode
from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict
from andu.workflow import actions
from andu.workflow.desk import Desk
from andu.workflow.operating import Asked, Done, Operation, add_operation
from andu.workflow.operations.handing_on import number
from andu.workflow.pools import TAKEN, is_from_pool
from andu.workflow.rules_claiming import may_claim, may_release, may_reorder, to_come
from andu.workflow.saying import Deed


def _may_claim(desk: Desk, by: Actor) -> Verdict | None:
    if not desk.is_mine or desk.is_draft or desk.step is None or desk.step.mode is not Mode.ONE:
        return None
    verdict = may_claim(by, desk.loaded, desk.seat)
    return verdict if verdict or verdict.code == "suspended" else None


def _may_release(desk: Desk, by: Actor) -> Verdict | None:
    verdict = may_release(by, desk.loaded, desk.seat) if desk.is_mine else None
    return verdict if verdict and not is_from_pool(desk.loaded, desk.seat) else None


def _may_take(desk: Desk, by: Actor) -> Verdict | None:
    return desk.offer.verdict if desk.offer else None


def _may_put_back(desk: Desk, by: Actor) -> Verdict | None:
    verdict = may_release(by, desk.loaded, desk.seat) if desk.is_mine else None
    return verdict if verdict and is_from_pool(desk.loaded, desk.seat) else None


def _may_reorder(desk: Desk, by: Actor) -> Verdict | None:
    verdict = may_reorder(by, desk.loaded) if to_come(desk.loaded) else None
    return verdict if verdict else None


def _claim(asked: Asked) -> Done:
    seat = number(asked.posted.get("seat", "")) or asked.desk.seat
    actions.claim(asked.matter, seat, by=asked.by)
    return Done(text=_("已认领，由你办理；别人暂不能办。"))


def _release(asked: Asked) -> Done:
    seat = number(asked.posted.get("seat", "")) or asked.desk.seat
    actions.release(asked.matter, seat, by=asked.by)
    return Done(text=_("已放弃认领，候选人都可以办理。"))


def _take(asked: Asked) -> Done:
    seat = asked.desk.offer.seat if asked.desk.offer else 0
    actions.claim(asked.matter, number(asked.posted.get("seat", "")) or seat, by=asked.by)
    return Done(text=str(TAKEN))


def _put_back(asked: Asked) -> Done:
    """Who has given it up goes back to their list: they may take it again from there."""
    seat = number(asked.posted.get("seat", "")) or asked.desk.seat
    actions.release(asked.matter, seat, by=asked.by)
    return Done(text=_("已放回，候选人都可以领取。"))


def _about_order(asked: Asked) -> Mapping[str, Any]:
    rows = to_come(asked.desk.loaded)
    return {"rows": [(row, asked.posted.get(f"place-{row.number}") or n)
                     for n, row in enumerate(rows, 1)]}  # fmt: skip


def _reorder(asked: Asked) -> Done:
    """By the numbers typed beside the names, or by the seats a program names in order."""
    named = [number(text) for text in asked.posted.getlist("order")]
    if not named:
        rows = to_come(asked.desk.loaded)
        places = {row.number: _place(asked, row.number) for row in rows}
        named = sorted(places, key=lambda seat: (places[seat], list(places).index(seat)))
    deed = Deed(opinion=plain.words(asked.posted.get("reason", "")))
    actions.reorder(asked.matter, named, deed, by=asked.by)
    return Done(text=_("已调整次序。"))


def _place(asked: Asked, seat: int) -> int:
    return number(asked.posted.get(f"place-{seat}", "")) or 10**6


add_operation(Operation(
    code="claim", label=gettext_lazy("认领"), icon="hand-grab", verdict=_may_claim, act=_claim,
    order=6,
))  # fmt: skip
add_operation(Operation(
    code="release", label=gettext_lazy("放弃认领"), icon="hand-off", verdict=_may_release,
    act=_release, order=6,
))  # fmt: skip
add_operation(Operation(
    code="take", label=gettext_lazy("领取"), icon="hand-grab", verdict=_may_take, act=_take,
    order=6,
))  # fmt: skip
add_operation(Operation(
    code="put_back", label=gettext_lazy("放回"), icon="hand-off", verdict=_may_put_back,
    act=_put_back, order=6,
))  # fmt: skip
add_operation(Operation(
    code="reorder", label=gettext_lazy("调整次序"), icon="arrows-sort", verdict=_may_reorder,
    act=_reorder, template="workflow/_reorder.html", about=_about_order, order=18,
    hint=gettext_lazy("只调整还没有轮到的人；轮到的和办过的不变。"),
))  # fmt: skip
