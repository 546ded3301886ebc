"""催办 and 限定办结时间, with the panel of whose duty it is to urge."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, Verdict, no, yes
from andu.workflow import actions, instructing
from andu.workflow.desk import Desk
from andu.workflow.models import Seat, UrgeDuty
from andu.workflow.operating import Asked, Done, Operation, Panel, add_operation, add_panel

YEARS = range(2000, 2200)  # in which a time can be meant


def _may_urge(desk: Desk, _by: Actor) -> Verdict | None:
    """There for whoever may urge somebody, now or later; grey while it is too soon for all."""
    if not desk.loaded.matter.is_running:
        return None
    urger = desk.urger
    verdicts = [urger.verdict(seat) for seat in urger.seats if urger.role(seat)]
    return next((each for each in verdicts if each), verdicts[0] if verdicts else None)


def _about_urging(asked: Asked) -> Mapping[str, Any]:
    urger = asked.desk.urger
    typed = asked.posted.getlist("whom")
    return {
        "holders": [
            {"seat": seat, "verdict": urger.verdict(seat),
             "is_chosen": not typed or str(seat.number) in typed}
            for seat in urger.seats
        ]
    }  # fmt: skip


def _urge(asked: Asked) -> Done:
    numbers = [int(each) for each in asked.posted.getlist("whom")[:500] if _is_number(each)]
    if not numbers:
        raise Refused(no(_("请选择催谁。"), "nobody"))
    words = plain.words(asked.posted.get("words", ""))
    made = actions.urge(asked.matter, numbers, words, by=asked.by)
    names = "、".join(each.urged_name for each in made[:3])
    said = _("已催办{names}。") if len(made) <= 3 else _("已催办{names}等 {n} 人。")
    return Done(text=said.format(names=names, n=len(made)))


def _may_set_deadline(desk: Desk, by: Actor) -> Verdict | None:
    """There for who may say it of the whole matter, or of somebody's turn."""
    if _may_set_whole(desk, by) or _turns_to_limit(desk, by):
        return yes
    return None


def _may_set_whole(desk: Desk, by: Actor) -> Verdict:
    return instructing.may_set_deadline(by, desk.loaded.matter, handles=desk.is_mine)


def _turns_to_limit(desk: Desk, by: Actor) -> list[Seat]:
    """The open turns whose limit the person may set."""
    matter = desk.loaded.matter
    if not matter.is_running:  # nothing has to be read then
        return []
    rule = partial(instructing.may_set_turn_deadline, by, matter, urger=desk.urger)
    return [seat for seat in desk.urger.seats if rule(seat)]


def _about_deadline(asked: Asked) -> Mapping[str, Any]:
    return {
        "is_whole": bool(_may_set_whole(asked.desk, asked.by)),
        "turns": _turns_to_limit(asked.desk, asked.by), "chosen": asked.posted.get("whom", ""),
    }  # fmt: skip


def _set_deadline(asked: Asked) -> Done:
    due = _moment(asked.posted.get("due", "")[:25])
    if due is None:
        raise Refused(no(_("请选择办结时间，例如 2026-11-26 17:30。"), "no-time"))
    basis, whom = plain.words(asked.posted.get("basis", "")), asked.posted.get("whom", "")
    at = f"{timezone.localtime(due):%Y-%m-%d %H:%M}"
    if whom:
        seat = int(whom) if _is_number(whom) else 0
        actions.set_turn_deadline(asked.matter, seat, due, basis, by=asked.by)
        return Done(text=_("已限定在 {at} 前办理，办理人会收到通知。").format(at=at))
    actions.set_deadline(asked.matter, due, basis, by=asked.by)
    return Done(text=_("已限定在 {at} 前办结。").format(at=at))


def _moment(text: str) -> datetime | None:
    """A moment of our days; None for a day that does not exist, or one out of all reach."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    if found is None or found.year not in YEARS:
        return None
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def _duty(desk: Desk, by: Actor) -> UrgeDuty | None:
    if not desk.involvement.has_duty:
        return None
    mine = UrgeDuty.objects.filter(member_id=by.member_id or 0, state=UrgeDuty.State.OPEN)
    here = mine.filter(seat__run=desk.loaded.run, seat__state=Seat.State.OPEN)
    return here.select_related("seat").first()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9


add_operation(Operation(
    code="urge", label=gettext_lazy("催办"), icon="bell", verdict=_may_urge, act=_urge,
    template="workflow/_urge.html", about=_about_urging, order=20,
))  # fmt: skip
add_operation(Operation(
    code="deadline", label=gettext_lazy("限定办结时间"), icon="calendar",
    verdict=_may_set_deadline, act=_set_deadline, template="workflow/_deadline.html", order=60,
    about=_about_deadline, button=gettext_lazy("限定"),
    hint=gettext_lazy("批示里明确了时限的，在这里写明；从此按它计算，不再用通常的工作日。"),
))  # fmt: skip
add_panel(Panel(
    code="duty", template="workflow/_duty.html", content=_duty, order=5, is_aside=False,
))  # fmt: skip
