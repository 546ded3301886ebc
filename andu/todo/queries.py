"""The inbox: a page of it, and the figures beside the menu."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from andu.kit.keyset import Page, page
from andu.todo.models import Todo

MOST_COUNTED = 99
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
