"""The lists of a person: where the rows of each come from, and what it can be asked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from andu.approvals.models import Draft
from andu.kit.actor import Actor
from andu.portal.queries.rows import Row, of_drafts, of_parts, of_pools, of_todos
from andu.todo.models import FAR_FUTURE, Todo
from andu.workflow.models import Circulation, Follow, Participant, Pool

Rows = QuerySet[Any]
DUE, ARRIVED, URGENCY, LATEST = "due", "arrived", "urgency", "latest"
SORTS = {
    DUE: _("按到期"), ARRIVED: _("按送达"), URGENCY: _("按紧急"), LATEST: _("按最近"),
}  # fmt: skip
TODO_SORTS = {DUE: ("due", "id"), ARRIVED: ("-arrived", "-id"), URGENCY: ("rank", "due", "id")}
DRAFT_SORTS = {LATEST: ("-updated", "-id"), URGENCY: ("rank", "-updated", "-id")}
OF_MATTERS = frozenset(
    ("q", "label", "unit", "who", "at", "urgency", "state", "arrived", "due", "started")
)


@dataclass(frozen=True)
class Columns:
    """Where a list's rows keep what filters ask for; `matter` is the id of the matter."""

    matter: str = ""
    prefix: str = ""
    label: str = "label"
    arrived: str = "arrived"


@dataclass(frozen=True, kw_only=True)
class Source:
    """One list: its rows, their look, its filters and orders (the first is the default), and the
    verb that decides several of its rows at once."""

    base: Callable[[Actor], Rows]
    rows: Callable[[Iterable[Any]], list[Row]]
    columns: Columns
    sorts: Mapping[str, tuple[str, ...]]
    keys: frozenset[str]
    quick: tuple[tuple[Any, str], ...] = field(default=())
    verb: str = ""


def rank(column: str) -> Case:
    """特急 first, then 加急, 平急; what is not urgent last."""
    return Case(When(**{column: 0}, then=Value(9)), default=F(column), output_field=IntegerField())


def open_lines(kind: str) -> Callable[[Actor], Rows]:
    """The person's open lines of one kind."""

    def base(actor: Actor) -> Rows:
        rows = Todo.objects.visible_to(actor).filter(kind=kind)
        return rows.annotate(rank=rank("urgency"))

    return base


def claimable(actor: Actor) -> Rows:
    """Pools from which the person may take the work: what stands at the seat, as a line of 待办
    has it."""
    rows = Pool.objects.offered_to(actor).select_related("matter", "seat")
    return rows.annotate(
        due=Coalesce("seat__due", Value(FAR_FUTURE)), arrived=F("opened"),
        title=F("matter__title"), serial=F("matter__serial"), label=F("matter__label"),
        urgency=F("matter__urgency"), rank=rank("matter__urgency"),
    )  # fmt: skip


def delegated(actor: Actor) -> Rows:
    """Open lines the person handles for somebody who is away."""
    rows = Todo.objects.visible_to(actor).filter(kind=Todo.Kind.TODO).exclude(on_behalf="")
    return rows.annotate(rank=rank("urgency"))


def parts(capacity: str) -> Callable[[Actor], Rows]:
    """The person's parts in matters as one thing."""

    def base(actor: Actor) -> Rows:
        return _with_matter(
            Participant.objects.filter(member_id=actor.member_id or 0, capacity=capacity)
        )

    return base


def read_ones(actor: Actor) -> Rows:
    """Circulations the person has read."""
    return _with_matter(Circulation.objects.read_by(actor))


def followed(actor: Actor) -> Rows:
    """Matters the person follows and may still see."""
    return _with_matter(Follow.objects.visible_to(actor))


def _with_matter(rows: Rows) -> Rows:
    far = Coalesce("matter__due", Value(FAR_FUTURE))
    found: Rows = rows.select_related("matter").annotate(rank=rank("matter__urgency"), far=far)
    return found


def drafts(actor: Actor) -> Rows:
    """What the person has begun and not submitted."""
    rows = Draft.objects.visible_to(actor).select_related("version__template")
    return rows.annotate(rank=rank("urgency"))


URGENT = (_("紧急"), "urgency=1&urgency=2")
RUNNING, ENDED = (_("办理中"), "state=running"), (_("已办结"), "state=finished")


def _lines(base: Callable[[Actor], Rows], verb: str, *quick: tuple[Any, str]) -> Source:
    return Source(
        base=base, rows=of_todos, columns=Columns("matter_id"), sorts=TODO_SORTS,
        keys=OF_MATTERS - {"state"}, quick=quick, verb=verb,
    )  # fmt: skip


def _matters(base: Callable[[Actor], Rows], at: str = "at") -> Source:
    latest = (f"-{at}", "-id")
    return Source(
        base=base, rows=partial(of_parts, at=at), keys=OF_MATTERS, quick=(RUNNING, ENDED),
        columns=Columns("matter_id", "matter__", "matter__label", at),
        sorts={LATEST: latest, DUE: ("far", "id"), URGENCY: ("rank", *latest)},
    )  # fmt: skip


SOURCES: dict[str, Source] = {
    "todo": _lines(open_lines(Todo.Kind.TODO), "agree", URGENT, (_("今日到期"), "due=today")),
    "claimable": replace(_lines(claimable, "", URGENT), rows=of_pools),
    "reading": _lines(open_lines(Todo.Kind.READ), "read", URGENT),
    "delegated": _lines(delegated, "agree", URGENT),
    "done": _matters(parts(Participant.Capacity.HANDLED)),
    "seen": _matters(read_ones, "read"),
    "mine": _matters(parts(Participant.Capacity.INITIATOR)),
    "entrusted": _matters(parts(Participant.Capacity.ABSENT)),
    "asked": _matters(parts(Participant.Capacity.CONSULTED)),
    "followed": _matters(followed),
    "drafts": Source(
        base=drafts, rows=of_drafts, sorts=DRAFT_SORTS,
        columns=Columns(label="version__template__name", arrived="updated"),
        keys=frozenset(("q", "label", "urgency", "arrived")),
    ),
}  # fmt: skip
