"""反映流程问题, from the page of a matter."""

from django.utils.translation import gettext_lazy

from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, yes
from andu.upkeep import actions
from andu.upkeep.actions import Problem
from andu.upkeep.rules_reporting import kinds_for
from andu.workflow.desk import Desk
from andu.workflow.operating import Asked, Done, Operation, add_operation


def _verdict(_desk: Desk, by: Actor) -> Verdict | None:
    return yes if by.member_id is not None else None


def _about(asked: Asked) -> dict[str, object]:
    return {"kinds": kinds_for(asked.by), "chosen": asked.posted.get("kind", "")}


def _report(asked: Asked) -> Done:
    said = Problem(
        kind=plain.line(asked.posted.get("kind", "")),
        words=plain.words(asked.posted.get("words", "")), matter=asked.matter,
    )  # fmt: skip
    made = actions.report(said, by=asked.by)
    told = gettext_lazy("已反映给{unit}，答复后会通知你。")
    return Done(text=str(told).format(unit=made.unit or gettext_lazy("流程管理员")))


add_operation(Operation(
    code="report", label=gettext_lazy("反映流程问题"), icon="flag", verdict=_verdict, act=_report,
    template="upkeep/_report_fields.html", about=_about, order=95, button=gettext_lazy("反映"),
    hint=gettext_lazy("走向不对、缺人或找错人、卡住走不动，由流程的归口部门处理，有答复会通知你。"),
))  # fmt: skip
