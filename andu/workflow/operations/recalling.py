"""收回自办: whoever is away takes one turn back; and the panel that says for whom one acts."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict
from andu.workflow import actions, rules_absence
from andu.workflow.desk import Desk
from andu.workflow.models import Seat
from andu.workflow.operating import Asked, Done, Operation, Panel, add_operation, add_panel


def _held(desk: Desk, by: Actor) -> Seat | None:
    """The turn somebody holds for this person."""
    rows = desk.loaded.seats.values()
    live = (row for row in rows if row.state in (Seat.State.OPEN, Seat.State.WAITING))
    mine = (row for row in live if row.on_behalf_id and row.on_behalf_id == by.member_id)
    return next(mine, None)


def _may_recall(desk: Desk, by: Actor) -> Verdict | None:
    seat = _held(desk, by)
    return rules_absence.may_recall(by, desk.loaded, seat.number) if seat else None


def _recall(asked: Asked) -> Done:
    seat = _held(asked.desk, asked.by)
    actions.recall(asked.matter, seat.number if seat else 0, by=asked.by)
    return Done(text=_("已收回，由你自己办理。其他事项仍由受托人代办。"))


def _on_behalf(desk: Desk, by: Actor) -> Seat | None:
    """The turn held for this person, or the one this person holds for somebody."""
    mine = desk.loaded.seats.get(desk.seat)
    if mine and mine.on_behalf_id and mine.member_id == by.member_id:
        return mine
    return _held(desk, by)


add_operation(Operation(
    code="recall", label=gettext_lazy("收回自办"), icon="arrow-back-up", verdict=_may_recall,
    act=_recall, order=20, hint=gettext_lazy("从受托人手上收回这一件"),
))  # fmt: skip
add_panel(Panel(code="on_behalf", template="workflow/_on_behalf.html", content=_on_behalf, order=1))
