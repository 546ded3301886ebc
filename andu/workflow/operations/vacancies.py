"""What a matter waits for when nobody was found for a step, and what mends it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.workflow import rules
from andu.workflow.desk import Desk
from andu.workflow.models import Displacement, Vacancy
from andu.workflow.operating import Panel, add_panel


@dataclass(frozen=True)
class Stop:
    """One step that stands still: why, in words, and what it waits for."""

    vacancy: Vacancy
    why: str
    waits: str


@dataclass(frozen=True)
class Stops:
    """What the panel shows; remedies for whoever administers the matter's flow."""

    stops: list[Stop]
    may_mend: bool
    has_seat: bool


def _stops(desk: Desk, by: Actor) -> Stops | None:
    rows = list(Vacancy.objects.standing().filter(run=desk.loaded.run).order_by("pk"))
    if not rows:
        return None
    mends = rules.administers(by, desk.loaded.matter)
    return Stops([_stop(row) for row in rows], mends, any(row.seat_id for row in rows))


def _stop(row: Vacancy) -> Stop:
    why = _("“{step}”按规则由“{rule}”办理，没有找到人。").format(step=row.step, rule=row.reason)
    if row.seat_id:
        waits = _("现在由{who}代为处理：等他改派给合适的人，或者直接办理。")
    else:
        waits = _("事项停在{who}处：等流程管理员补上这个岗位或人员，再由{who}办理一次。")
    return Stop(row, why, waits.format(who=row.waits_for))


@dataclass(frozen=True)
class Moved:
    """The turns whose holders the rules no longer name."""

    rows: list[Displacement]


def _displaced(desk: Desk, by: Actor) -> Moved | None:
    """For whoever administers the matter's flow."""
    if not rules.administers(by, desk.loaded.matter):
        return None
    rows = list(Displacement.objects.standing().filter(run=desk.loaded.run).order_by("pk"))
    return Moved(rows) if rows else None


add_panel(Panel(
    code="displaced", template="workflow/_displaced.html", content=_displaced, order=4,
    is_aside=False,
))  # fmt: skip
add_panel(Panel(
    code="vacancy", template="workflow/_vacancy.html", content=_stops, order=4, is_aside=False,
))  # fmt: skip
