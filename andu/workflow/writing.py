"""The rows of one decision, ready to be written: pure, the same for both databases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from andu.engine import Nature
from andu.engine.configuration import POOL, Why
from andu.engine.events import Event
from andu.engine.history import encode
from andu.kit.actor import Actor
from andu.notify.models import Notice
from andu.organisation.models import Member
from andu.todo.models import FAR_FUTURE, Todo
from andu.workflow import contents
from andu.workflow.changes import Change, change_of
from andu.workflow.deadlines import NO_LIMITS, Limits
from andu.workflow.loading import Loaded
from andu.workflow.models import History, Matter, Participant, Run, Seat, Visit
from andu.workflow.saying import Said

ENDS = {
    "passed": Matter.State.FINISHED,
    "refused": Matter.State.REFUSED,
    "terminated": Matter.State.TERMINATED,
    "voided": Matter.State.VOIDED,
}


@dataclass
class Rows:
    """Everything one decision writes. `todos` go by the number of their seat."""

    change: Change
    history: History
    run: dict[str, Any]
    matter: dict[str, Any]
    visits: list[Visit] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    todos: dict[int, Todo] = field(default_factory=dict)
    over: list[int] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def brings_back_to(self, draft: str) -> bool:
        """Whether it is the initiator's turn again, at the step with the key `draft`."""
        return any(seat.node == draft and seat.number in self.todos for seat in self.seats)


@dataclass(frozen=True)
class Surroundings:
    """What the rows need from outside: people by id, the limits of each new seat by step, and after
    a pause the limits of the open seats by number, with the matter's under 0."""

    people: Mapping[int, Member] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)
    limits: Mapping[str, Limits] = field(default_factory=dict)
    prolonged: Mapping[int, Limits] = field(default_factory=dict)


def rows_of(
    loaded: Loaded, events: tuple[Event, ...], said: Said, around: Surroundings, *, by: Actor
) -> Rows:
    """Work out every row that follows from the events."""
    change = change_of(events, frozenset(loaded.seats))
    change.at = said.at or change.at
    history = _history(loaded, events, said, change, by)
    matter = _matter(loaded, change, around)
    rows = Rows(change, history, _run(loaded, change, history), matter)
    rows.visits = _visits(loaded, change, history.sequence)
    rows.seats = _seats(loaded, change, around)
    _mark_passed_over(rows.seats, said)
    if change.resumes:
        rows.seats += _resumed(loaded, around)
    opened = {s.number for s in rows.seats} if change.resumes else set(change.opened())
    open_now = {
        seat.number: seat for seat in rows.seats if seat.number in opened and not seat.is_pool
    }
    rows.todos = {n: _todo(loaded, seat, change) for n, seat in open_now.items()}
    over = change.over() if not change.suspends else [seat.number for seat in open_seats_of(loaded)]
    rows.over = [loaded.seats[number].pk for number in over]
    rows.participants = _participants(loaded, change, rows, by)
    return rows


def _history(
    loaded: Loaded, events: tuple[Event, ...], said: Said, change: Change, by: Actor
) -> History:
    entry = History(
        run=loaded.run, sequence=loaded.run.sequence + 1, at=change.at,
        event=f"workflow.{said.how}",
        details={"events": [encode(event) for event in events], **said.more},
        account_id=by.account_id, member_id=by.member_id, actor_code=by.code,
        actor_name=by.name, actor_post=by.post, actor_unit=by.unit,
        on_behalf_of=by.on_behalf_of or _absent(loaded, said, by),
        operator=by.operator, terminal=by.terminal, address=by.address, key=by.key,
        previous_hash=loaded.run.head,
        how=said.how, node=said.node, step=said.step, visit=said.visit, seat=said.seat,
        opinion=said.opinion, target=said.target,
        content_before=said.content_before, content_after=said.content_after,
    )  # fmt: skip
    entry.seal()
    return entry


def _absent(loaded: Loaded, said: Said, by: Actor) -> str:
    """For whom the actor acts at this seat, in the words of when they were given it."""
    seat = loaded.seats.get(said.seat)
    return seat.on_behalf_name if seat and seat.member_id == by.member_id else ""


def _run(loaded: Loaded, change: Change, history: History) -> dict[str, Any]:
    run = loaded.run
    return {
        "version": run.version + 1,
        "sequence": history.sequence,
        "head": history.hash,
        "visits": max([run.visits, *change.new_visits]),
        "seats": max([run.seats, *change.new_seats]),
        "outcome": change.outcome or ("" if change.revives else run.outcome),
        "by_history": run.by_history or change.by_history,
        "suspended": change.at if change.suspends else _still(run, change),
    }


def _still(run: Run, change: Change) -> datetime | None:
    return None if change.resumes or change.outcome else run.suspended


def _matter(loaded: Loaded, change: Change, around: Surroundings) -> dict[str, Any]:
    if change.outcome:
        return _ended(loaded.matter, change)
    if change.revives:
        return {"state": str(Matter.State.RUNNING), "ended": None, "filed": None}
    if change.suspends:
        return {"state": str(Matter.State.SUSPENDED), "ended": None}
    if not change.resumes:
        return {}
    due = around.prolonged.get(0, NO_LIMITS).handle
    return {"state": str(Matter.State.RUNNING), "ended": None, "due": due}


def _ended(matter: Matter, change: Change) -> dict[str, Any]:
    """A finished matter is filed with its last act where its kind says so (办结归档, WF-01)."""
    found = {"state": str(ENDS[change.outcome]), "ended": matter.ended or change.at}
    source = contents.source_of(matter.kind)
    if found["state"] == Matter.State.FINISHED and source and source.files_itself:
        found["filed"] = change.at
    return found


def open_seats_of(loaded: Loaded) -> list[Seat]:
    """The seats whose turn it is, or will be again when the run is resumed."""
    return [seat for seat in loaded.seats.values() if seat.state == Seat.State.OPEN]


def _resumed(loaded: Loaded, around: Surroundings) -> list[Seat]:
    rows = open_seats_of(loaded)
    for seat in rows:
        limits = around.prolonged.get(seat.number, Limits(seat.respond_due, seat.due))
        seat.respond_due, seat.due = limits.respond, limits.handle
    return rows


def _visits(loaded: Loaded, change: Change, sequence: int) -> list[Visit]:
    rows = [Visit(run=loaded.run, **row) for row in change.new_visits.values()]
    if change.revives:
        rows += _left_standing(loaded)
    for number, row in change.visits.items():
        visit = loaded.visits[number]
        visit.state, visit.why, visit.left = row["state"], row["why"], row["left"]
        rows.append(visit)
    for visit in rows:
        visit.left = visit.left and visit.left + sequence * 1000
    return rows


def _left_standing(loaded: Loaded) -> list[Visit]:
    """What was undecided when the run ended is struck when it goes on from elsewhere."""
    rows = [visit for visit in loaded.visits.values() if visit.state == Visit.State.LIVE]
    for visit in rows:
        visit.state, visit.why, visit.left = Visit.State.STRUCK, str(Why.JUMPED), 0
    return rows


def _seats(loaded: Loaded, change: Change, around: Surroundings) -> list[Seat]:
    made: dict[int, Seat] = {}
    for number, row in change.new_seats.items():
        former = loaded.seats.get(row["instead_of"]) or made.get(row["instead_of"])
        made[number] = _new_seat(loaded, row, change, around, former)
    rows = list(made.values())
    for number, row in change.seats.items():
        seat = loaded.seats[number]
        seat.state = row["state"]
        if seat.state == Seat.State.OPEN:
            _open(seat, change, around)
        else:
            seat.how, seat.vote = row["how"] or seat.how, row["vote"]
            seat.why, seat.closed = row["why"], change.at
        rows.append(seat)
    return rows


def _mark_passed_over(rows: list[Seat], said: Said) -> None:
    """Those who sign first because they would have been passed over, and cannot be taken away."""
    passed = said.more.get("leap", {}).get("members", ())
    for seat in rows:
        if seat.added and not seat.instead_of and seat.owner in passed:
            seat.added = Seat.Added.LEAP


def _new_seat(
    loaded: Loaded, row: dict[str, Any], change: Change, around: Surroundings, former: Seat | None
) -> Seat:
    seat = Seat(
        run=loaded.run, number=row["number"], visit=row["visit"], node=row["node"],
        region=row["region"], step=loaded.definition.step(row["node"]).name,
        member_id=row["member"] if row["member"] != POOL else None,
        member_name=_name_of(row["member"], around),
        member_unit=around.units.get(row["appointment"], ""),
        appointment_id=row["appointment"], on_behalf_id=row["on_behalf"],
        on_behalf_name=around.people[row["on_behalf"]].name if row["on_behalf"] else "",
        state=row["state"], how=row["how"], vote=row["vote"], why=row["why"],
        instead_of=row["instead_of"], weight=row["weight"], veto=row["veto"],
        added=row["added"], added_by_id=row["added_by_id"],
    )  # fmt: skip
    _keep_place(seat, former)
    if seat.state != Seat.State.WAITING:
        _open(seat, change, around)
        _keep_limits(seat, former, change)
    if seat.state in (Seat.State.CLOSED, Seat.State.VOID):
        seat.closed = change.at
    return seat


def _name_of(member: int, around: Surroundings) -> str:
    """A pool's is said when its people are kept (`actions.pooling`)."""
    return around.people[member].name if member != POOL else ""


def _keep_place(seat: Seat, former: Seat | None) -> None:
    """Who sits in somebody's place has their voice, and was added as they were."""
    if former:
        seat.weight, seat.veto = former.weight, former.veto
        seat.added, seat.added_by_id = former.added, former.added_by_id


def _open(seat: Seat, change: Change, around: Surroundings) -> None:
    limits = around.limits.get(seat.node, NO_LIMITS)
    seat.opened, seat.due = change.at, limits.handle
    seat.respond_due = None if seat.is_pool else limits.respond  # whoever takes it has seen it


def _keep_limits(seat: Seat, former: Seat | None, change: Change) -> None:
    """A turn that somebody else takes over while it is open is due when it was; not where it was
    given to them because that time was up."""
    by_time = change.seats.get(seat.instead_of, {}).get("why") == Why.OVERDUE
    if former and former.state == Seat.State.OPEN and not by_time:
        seat.due, seat.respond_due = former.due, former.respond_due


def _todo(loaded: Loaded, seat: Seat, change: Change) -> Todo:
    matter = loaded.matter
    reads = loaded.definition.step(seat.node).nature is Nature.READ
    return Todo(
        organisation_id=matter.organisation_id, assignee_id=seat.member_id or 0,
        kind=Todo.Kind.READ if reads else Todo.Kind.TODO, due=seat.due or FAR_FUTURE,
        matter_id=matter.pk, title=matter.title, serial=matter.serial, label=matter.label,
        initiator=matter.initiator_name, step=seat.step, on_behalf=seat.on_behalf_name,
        urgency=matter.urgency, link=matter.get_absolute_url(), arrived=seat.opened or change.at,
    )  # fmt: skip


def _participants(loaded: Loaded, change: Change, rows: Rows, by: Actor) -> list[Participant]:
    capacity = Participant.Capacity
    found = {
        (seat.member_id, capacity.HANDLER)
        for seat in rows.seats if seat.number in rows.todos and seat.member_id
    }  # fmt: skip
    absent = {s.on_behalf_id for s in rows.seats if s.number in rows.todos and s.on_behalf_id}
    found |= {(member, capacity.ABSENT) for member in absent}
    acted = loaded.seats.get(rows.history.seat)
    if rows.history.seat and by.member_id and (not acted or acted.member_id == by.member_id):
        found.add((by.member_id, capacity.HANDLED))
    if rows.history.sequence == 1:
        found.discard((by.member_id, capacity.HANDLED))
        found.add((loaded.matter.initiator_id, capacity.INITIATOR))
    matter = loaded.matter
    return [
        Participant(matter=matter, member_id=member, capacity=part, at=change.at)
        for member, part in sorted(found)
    ]
