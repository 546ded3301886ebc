"""Batches, read for their page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.policy.reading import value
from andu.policy.types import ENFORCE, OFF
from andu.portal.models import Batch, BatchItem
from andu.portal.policy import MOST_AT_ONCE
from andu.portal.queries.criteria import read
from andu.portal.queries.lists import listed
from andu.portal.queries.rows import Row, of_todos
from andu.portal.queries.sources import SOURCES
from andu.portal.queries.tokens import opened
from andu.todo.models import Todo
from andu.workflow.lateness import asks_in

State = BatchItem.State


@dataclass(frozen=True)
class Result:
    """What became of a batch: the items by their state."""

    batch: Batch
    done: list[BatchItem]
    refused: list[BatchItem]
    waiting: int

    @property
    def total(self) -> int:
        """How many matters there are."""
        return len(self.done) + len(self.refused) + self.waiting

    @property
    def decided(self) -> int:
        """How many of them are over."""
        return self.total - self.waiting

    @property
    def may_undo(self) -> bool:
        """Whether 撤销 is offered: for what was agreed, when nothing waits."""
        return bool(self.done) and self.batch.verb == Batch.Verb.AGREE and not self.waiting


def waiting(batch: Batch, most: int) -> list[BatchItem]:
    """The next items to be decided."""
    return list(batch.items.filter(state=State.WAITING).select_related("batch", "matter")[:most])


def result_of(batch: Batch) -> Result:
    """The batch with all its items, in one statement."""
    items = list(batch.items.select_related("matter"))
    done = [item for item in items if item.state == State.DONE]
    refused = [item for item in items if item.state == State.REFUSED]
    return Result(batch, done, refused, len(items) - len(done) - len(refused))


def question(actor: Actor, verb: str, rows: Sequence[Row]) -> tuple[int, bool] | None:
    """What the page asks of those past their limit: how many, and whether it must be answered."""
    late = len(late_among(actor, verb, [row.key for row in rows]))
    strength = asks_in(actor.organisation_id or 0) if late else OFF
    return (late, strength == ENFORCE) if strength != OFF else None


def offered(actor: Actor, token: str, chosen: Sequence[int] | None = None) -> list[Row]:
    """The lines a batch could decide: those chosen, or all that the list of the token finds."""
    most = value(MOST_AT_ONCE, organisation=actor.organisation_id)
    if chosen is not None:
        mine = Todo.objects.visible_to(actor).filter(matter_id__in=chosen[: most * 2])
        return of_todos(mine.order_by("due", "id"))
    code, query = opened(token)
    if not code or not SOURCES[code].verb:
        return []
    return listed(actor, code, read(QueryDict(query), actor), size=most).rows


def late_among(actor: Actor, verb: str, chosen: Sequence[int]) -> list[int]:
    """Which of these matters (ids) the person would handle after the limit (WF-19)."""
    if verb == Batch.Verb.TAKE_BACK:
        return []
    mine = Todo.objects.visible_to(actor).filter(matter_id__in=chosen, kind=Todo.Kind.TODO)
    return list(mine.filter(due__lt=timezone.now()).values_list("matter_id", flat=True))


def told(result: Result) -> str:
    """What to say when all is done."""
    words = {
        Batch.Verb.AGREE: _("已同意 {count} 件。"), Batch.Verb.READ: _("已阅 {count} 件。"),
        Batch.Verb.TAKE_BACK: _("已撤销 {count} 件，请重新办理。"),
    }[Batch.Verb(result.batch.verb)]  # fmt: skip
    return words.format(count=len(result.done))
