"""会签意见: the seats of every step at which several people sign, with what each said."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from andu.workflow.loading import Loaded
from andu.workflow.models import History, Seat, Visit


@dataclass(frozen=True)
class Signature:
    """One person's line. `mark` is the kind of the result's mark: ok, danger, info or ""."""

    unit: str
    name: str
    opinion: str
    result: str
    mark: str
    at: datetime | None


@dataclass(frozen=True)
class Matrix:
    """One step with several seats."""

    step: str
    signatures: list[Signature]
    summary: str


def matrices_of(loaded: Loaded) -> list[Matrix]:
    """The countersigned steps, in order; those taken back by a return are left out, and who only
    helped somebody. One statement."""
    visits = {number: v for number, v in loaded.visits.items() if v.state not in (
        Visit.State.STRUCK, Visit.State.ASIDE)}  # fmt: skip
    by_visit: dict[int, list[Seat]] = {number: [] for number in sorted(visits)}
    for seat in loaded.seats.values():
        signs = seat.state != Seat.State.VOID and not seat.helps
        if signs and seat.visit in by_visit:
            by_visit[seat.visit].append(seat)
    several = [seats for seats in by_visit.values() if len(seats) > 1]
    if not several:
        return []
    said = {row.seat: row for row in History.objects.filter(run=loaded.run, seat__gt=0)}
    return [_matrix(loaded.in_turn(seats), said) for seats in several]


def _matrix(seats: list[Seat], said: dict[int, History]) -> Matrix:
    lines = [_signature(seat, said.get(seat.number)) for seat in seats]
    done = sum(seat.state == Seat.State.CLOSED and seat.how != "timed_out" for seat in seats)
    if done == len(seats):
        summary = _("{all} 人，已全部签署").format(all=len(seats))
    else:
        summary = _("{all} 人，已签署 {done} 人").format(all=len(seats), done=done)
    return Matrix(seats[0].step, lines, summary)


def _signature(seat: Seat, row: History | None) -> Signature:
    closed = seat.state == Seat.State.CLOSED and row is not None
    words = {
        "agreed": (_("同意"), "ok"), "disagreed": (_("不同意"), "danger"),
        "completed": (_("办毕"), "ok"), "read": (_("已阅"), "info"),
        "returned": (_("退回"), "warn"), "timed_out": (_("超时自动通过"), "warn"),
    }  # fmt: skip
    waiting = _("未轮到") if seat.state == Seat.State.WAITING else _("待签署")
    result, mark = words.get(seat.how, (_("已办"), "")) if closed else (waiting, "")
    by_time = seat.how == "timed_out"  # nobody signed: it stands under the name of who was to
    name = row.actor_name if row is not None and closed and not by_time else seat.who
    if row is not None and closed and row.on_behalf_of:
        name = _("{name}（代{absent}）").format(name=name, absent=row.on_behalf_of)
    opinion = row.opinion if row is not None and closed else ""
    at = row.at if row is not None and closed else None
    return Signature(seat.member_unit, name, opinion, result, mark, at)
