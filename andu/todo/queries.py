"""The inbox: a page of it, and the figures beside the menu."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from andu.kit.keyset import Page, page, place
from andu.todo.models import Todo

MOST_COUNTED = 99
MOST_PLACED = 1000
ORDER = ("due", "id")
# One statement, and never more than a hundred entries of the index for each kind.
COUNTS = """
SELECT (SELECT count(*) FROM
           (SELECT 1 FROM todo_todo WHERE assignee_id = %s AND kind = 'todo' LIMIT 100) AS todos),
       (SELECT count(*) FROM
           (SELECT 1 FROM todo_todo WHERE assignee_id = %s AND kind = 'read' LIMIT 100) AS reads)
"""


@dataclass(frozen=True)
class Count:
    """How many lines wait, counted up to a hundred; as text it says 99+ beyond that."""

    number: int

    def __str__(self) -> str:
        return _("{most}+").format(most=MOST_COUNTED) if self.is_many else str(self.number)

    def __bool__(self) -> bool:
        return bool(self.number)

    @property
    def is_many(self) -> bool:
        """Whether there are more than 99."""
        return self.number > MOST_COUNTED


def inbox(member_id: int, kind: str = Todo.Kind.TODO, after: str = "", size: int = 50) -> Page:
    """A page of the person's lines of one kind, the most pressing first; `after` is the `next`
    of the page before."""
    return page(Todo.objects.filter(assignee_id=member_id, kind=kind), ORDER, after, size)


def counts(member_id: int) -> dict[str, Count]:
    """How many lines of each kind ("todo", "read") wait for the person; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [member_id, member_id])
        todos, reads = cursor.fetchone()
    return {Todo.Kind.TODO.value: Count(todos), Todo.Kind.READ.value: Count(reads)}


@dataclass(frozen=True)
class Neighbours:
    """Where a matter stands in a list (待办 unless told), the links beside it ("" for none), the
    title of the nearest one, the name and address of the list, and its address with the nearest one
    chosen."""

    at: int = 0
    total: int = 0
    previous: str = ""
    next: str = ""
    title: str = ""
    back: str = "/todo"
    onward: str = "/todo"
    place: str = ""

    @property
    def nearest(self) -> str:
        """What to do next: the following line, else the one before."""
        return self.next or self.previous


def neighbours(member_id: int, matter_id: int, kind: str = Todo.Kind.TODO) -> Neighbours:
    """The lines beside this matter's in the person's inbox; two statements. `at` is 0
    when the matter doesn't wait for them: then `next` is the most pressing line. Places are counted
    up to a thousand."""
    mine = Todo.objects.filter(assignee_id=member_id, kind=kind)
    others = mine.exclude(matter_id=matter_id)
    here = mine.filter(matter_id=matter_id).order_by(*ORDER).first()
    if here is None:
        first = others.order_by(*ORDER).first()
        return Neighbours(next=_link(first), title=first.title if first else "")
    found = place(mine, ORDER, here, others, MOST_PLACED)
    nearest = found.next or found.previous
    return Neighbours(
        found.ahead + 1, found.total, _link(found.previous), _link(found.next),
        title=nearest.title if nearest else "",
    )  # fmt: skip


def _link(line: Todo | None) -> str:
    return line.link if line else ""
