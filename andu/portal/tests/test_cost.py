"""What the first page of an inbox touches in PostgreSQL, in buffers: counted, so that neither a
busy machine nor a small inbox hides a plan that reads everything."""

import json

import pytest
from django.db import connection

from andu.portal.queries import lists
from andu.portal.queries.criteria import Criteria
from andu.todo.tests.test_writing import line
from andu.todo.writing import open_rows
from tests.cast import actor_of, make_member

# A way down the index, and at worst a page of the table for each line shown.
MOST = lists.SIZE + 1 + 8


def buffers_of(rows):
    """Buffers a query touches."""
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql, params)
        found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


@pytest.mark.postgresql
def test_the_first_page_of_an_inbox_touches_few_buffers_however_much_waits(bureau, clerk):
    others = [make_member(bureau.units["office"], f"m{n}", f"{n}") for n in range(20)]
    everybody = [clerk, *others]
    open_rows([line(everybody[seat % 21], seat) for seat in range(21 * 300)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE todo_todo")
    first = lists.found(actor_of(clerk), "todo", Criteria())[: lists.SIZE + 1]
    assert 0 < buffers_of(first) <= MOST
