"""What the machine does in a matter now, and how whoever looks after the flow mends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, require
from andu.workflow import actions, rules
from andu.workflow.desk import Desk
from andu.workflow.errands import only_rings
from andu.workflow.models import Errand, Matter
from andu.workflow.operating import Asked, Done, Operation, Panel, add_operation, add_panel
from andu.workflow.rules_machine import may_mend, may_pick


@dataclass(frozen=True)
class Doing:
    """One errand in words; the called matter with its address, for those who see it."""

    errand: Errand
    words: str
    called: str = ""
    link: str = ""


@dataclass(frozen=True)
class Doings:
    """What the panel shows."""

    doings: list[Doing]
    is_stuck: bool
    may_mend: bool


def standing_in(desk: Desk) -> list[Errand]:
    """The errands that are not over; not a statement in a flow without a machine."""
    if not desk.loaded.definition.has_machine:
        return []
    rows = Errand.objects.standing().filter(run=desk.loaded.run)
    return list(rows.select_related("called").order_by("pk"))


def _doings(desk: Desk, by: Actor) -> Doings | None:
    rows = standing_in(desk)
    if not rows:
        return None
    seen = _seen(rows, by)
    mends = rules.administers(by, desk.loaded.matter)
    stuck = any(row.state == Errand.State.STUCK for row in rows)
    doings = [_doing(row, seen, rings=only_rings(desk.loaded.definition, row.node)) for row in rows]
    return Doings(doings, stuck, mends)


def _seen(rows: list[Errand], by: Actor) -> set[int]:
    called = [row.called_id for row in rows if row.called_id]
    if not called:
        return set()
    mine = Matter.objects.visible_to(by).filter(pk__in=called)
    return set(mine.values_list("pk", flat=True))


def _doing(row: Errand, seen: set[int], *, rings: bool) -> Doing:
    if row.called is not None and row.called_id in seen:
        return Doing(row, words_of(row), str(row.called), row.called.get_absolute_url())
    return Doing(row, words_of(row, rings=rings))


def words_of(row: Errand, *, rings: bool = False) -> str:
    """What the machine does there, in a sentence; of an alarm that only `rings`, that too."""
    if row.state == Errand.State.STUCK:
        return _("自动环节“{step}”受阻：{problem}").format(step=row.step, problem=row.problem)
    if row.due and row.kind in (Errand.Kind.WAIT, Errand.Kind.ALARM):
        end = f"{timezone.localtime(row.due):%Y-%m-%d %H:%M}"
        words = {
            Errand.Kind.WAIT: _("“{step}”：等到 {end} 自动继续。"),
            Errand.Kind.ALARM: _("“{step}”：到 {end} 还没有办完，就自动转到下一去向。"),
        }
        beside = _("“{step}”：到 {end} 还没有办完，就另走一路，这一步继续办理。")
        return (beside if rings else words[Errand.Kind(row.kind)]).format(step=row.step, end=end)
    if row.kind == Errand.Kind.CALL and row.called_id:
        return _("“{step}”：等待调用的事项办结。").format(step=row.step)
    return _("“{step}”：系统正在办理。").format(step=row.step)


def _may_retry(desk: Desk, by: Actor) -> Verdict | None:
    """Only there where something is stuck."""
    if not rules.administers(by, desk.loaded.matter):
        return None
    stuck = [row for row in standing_in(desk) if row.state == Errand.State.STUCK]
    return may_mend(by, desk.loaded.matter) if stuck else None


def _retry(asked: Asked) -> Done:
    rows = [row for row in standing_in(asked.desk) if row.state == Errand.State.STUCK]
    for row in rows:
        actions.retry_errand(row, by=asked.by)
    left = Errand.objects.filter(pk__in=[row.pk for row in rows], state=Errand.State.STUCK)
    if problem := left.values_list("problem", flat=True).first():
        return Done(text=_("还是受阻：{problem}").format(problem=problem))
    return Done(text=_("已重试，流程继续。"))


def _may_settle(desk: Desk, by: Actor) -> Verdict | None:
    """Only there where something can be passed over."""
    if not rules.administers(by, desk.loaded.matter):
        return None
    rows = [row for row in standing_in(desk) if row.kind != Errand.Kind.ALARM]
    return may_mend(by, desk.loaded.matter) if rows else None


def _about(asked: Asked) -> Mapping[str, Any]:
    rows = [row for row in standing_in(asked.desk) if row.kind != Errand.Kind.ALARM]
    return {"standing": [Doing(row, words_of(row)) for row in rows],
            "chosen": asked.posted.get("errand", "")}  # fmt: skip


def _settle(asked: Asked) -> Done:
    chosen = asked.posted.get("errand", "")
    rows = {str(row.pk): row for row in standing_in(asked.desk)}
    errand = rows.get(chosen)
    require(may_pick(errand))
    assert errand is not None
    actions.settle_errand(errand, plain.words(asked.posted.get("reason", "")), by=asked.by)
    return Done(text=_("已跳过“{step}”，流程继续。").format(step=errand.step))


add_panel(Panel(
    code="machine", template="workflow/_machine.html", content=_doings, order=3, is_aside=False,
))  # fmt: skip
add_operation(Operation(
    code="retry", label=gettext_lazy("重试自动环节"), icon="rotate", verdict=_may_retry, act=_retry,
    order=80, hint=gettext_lazy("受阻的自动环节再试一次。"),
))  # fmt: skip
add_operation(Operation(
    code="settle", label=gettext_lazy("跳过自动环节"), icon="player-skip-forward",
    verdict=_may_settle, act=_settle, template="workflow/_settle_machine.html", about=_about,
    order=81,
    hint=gettext_lazy("不再等系统办完，流程直接继续。理由记入流转轨迹。"),
))  # fmt: skip
