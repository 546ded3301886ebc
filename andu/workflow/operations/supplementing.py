"""请补签, 补签, 撤回补签请求, and the panel of whoever may sign afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, yes
from andu.workflow import actions
from andu.workflow import rules_supplement as rules
from andu.workflow.desk import Desk
from andu.workflow.models import Supplement
from andu.workflow.operating import Asked, Done, Operation, Panel, add_operation, add_panel
from andu.workflow.operations.handing_on import number
from andu.workflow.saying import Deed
from andu.workflow.supplements import Missed


@dataclass(frozen=True)
class Turn:
    """A turn that went by, and who has asked for it to be signed."""

    missed: Missed
    asking: Supplement | None


@dataclass(frozen=True)
class ToSign:
    """The turns somebody may sign, those they were asked for first."""

    turns: list[Turn]

    @property
    def is_asked(self) -> bool:
        """Whether anybody waits for it."""
        return any(turn.asking for turn in self.turns)


def to_sign(desk: Desk, by: Actor) -> list[Turn]:
    """The turns that went by this person and that they may still sign; nothing is read where there
    are none."""
    turns = [
        Turn(one, desk.supplements.get(one.seat.pk))
        for one in desk.missed
        if one.member == by.member_id
        and rules.may_sign_after(by, desk.loaded, one.number, standing=desk.supplements)
    ]
    return sorted(turns, key=lambda turn: turn.asking is None)


def _others(desk: Desk, by: Actor) -> list[Missed]:
    """Those nobody was asked to sign for, and nobody has."""
    free = (one for one in desk.missed if one.seat.pk not in desk.supplements)
    return [one for one in free if one.member != by.member_id]


def _may_ask(desk: Desk, by: Actor) -> Verdict | None:
    """Where a turn went by somebody else."""
    if not _others(desk, by):
        return None
    verdict = rules.may_ask_to_sign(by, desk.loaded)
    return verdict if verdict else None


def _may_sign(desk: Desk, by: Actor) -> Verdict | None:
    return yes if to_sign(desk, by) else None


def _may_withdraw(desk: Desk, by: Actor) -> Verdict | None:
    return yes if _askings(desk, by) else None


def _askings(desk: Desk, by: Actor) -> list[Supplement]:
    rows = desk.supplements.values()
    return [row for row in rows if rules.may_withdraw_asking(by, row, desk.loaded)]


def _about_asking(asked: Asked) -> Mapping[str, Any]:
    return {"missed": _others(asked.desk, asked.by)}


def _ask(asked: Asked) -> Done:
    posted = asked.posted
    made = actions.ask_to_sign(
        asked.matter, number(posted.get("after", "")), plain.line(posted.get("words", "")),
        by=asked.by,
    )  # fmt: skip
    return Done(text=_("已请{who}补签。").format(who=made.member_name))


def _about_signing(asked: Asked) -> Mapping[str, Any]:
    return {"missed": [turn.missed for turn in to_sign(asked.desk, asked.by)]}


def _sign(asked: Asked) -> Done:
    posted = asked.posted
    usual = next((turn.missed.number for turn in to_sign(asked.desk, asked.by)), 0)
    seat = number(posted.get("after", "")) or usual
    deed = Deed(opinion=plain.words(posted.get("opinion", "")), as_it_stands=True)
    stance = posted.get("stance", "") or "agree"
    actions.sign_after(asked.matter, seat, stance, deed, by=asked.by)
    return Done(text=_("已补签，轨迹和打印件注明“补签”。"), is_onward=True)


def _about_withdrawing(asked: Asked) -> Mapping[str, Any]:
    return {"askings": _askings(asked.desk, asked.by)}


def _withdraw(asked: Asked) -> Done:
    rows = Supplement.objects.visible_to(asked.by).waiting().filter(matter=asked.matter)
    key = plain.number(asked.posted.get("supplement", ""))
    found = (rows.filter(pk=key) if key else rows).first()
    if found is None:
        raise Http404
    actions.withdraw_asking(found, by=asked.by)
    return Done(text=_("已撤回，{who}不用补签了。").format(who=found.member_name))


def _panel(desk: Desk, by: Actor) -> ToSign | None:
    turns = to_sign(desk, by)
    return ToSign(turns) if turns else None


add_operation(Operation(
    code="ask_sign", label=gettext_lazy("请补签"), icon="user-question", verdict=_may_ask, act=_ask,
    template="workflow/_ask_sign.html", about=_about_asking, order=22,
    hint=gettext_lazy("轮到时没有亲自办理的人，事后补上意见和签名；不改变已有的结果。"),
))  # fmt: skip
add_operation(Operation(
    code="sign_after", label=gettext_lazy("补签"), icon="signature", verdict=_may_sign, act=_sign,
    template="workflow/_sign_after.html", about=_about_signing, order=3,
    hint=gettext_lazy("补上你的意见和签名，轨迹和打印件注明“补签”，不改变已有的结果。"),
))  # fmt: skip
add_operation(Operation(
    code="unask_sign", label=gettext_lazy("撤回补签请求"), icon="arrow-back-up",
    verdict=_may_withdraw, act=_withdraw, template="workflow/_unask_sign.html",
    about=_about_withdrawing, order=23,
))  # fmt: skip
add_panel(Panel(
    code="supplement", template="workflow/_supplement.html", content=_panel, order=4,
    is_aside=False,
))  # fmt: skip
