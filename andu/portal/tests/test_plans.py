"""The common questions of a list go by an index, on both databases."""

import pytest
from django.db import connection
from django.http import QueryDict

from andu.portal import queries
from andu.portal.queries.lists import SOURCES, order_of
from andu.todo.tests.test_writing import line
from andu.todo.writing import open_rows
from tests.cast import actor_of

QUERIES = ("", "urgency=1&urgency=2", "due=today", "q=采购", "label=请示", "sort=urgency",
           "due=late&sort=arrived")  # fmt: skip


@pytest.fixture
def crowd(clerk, director):
    """A thousand lines of the director, so that the planner has something to choose."""
    open_rows(line(director, n, matter_id=n) for n in range(1, 1001))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.parametrize(
    "code", ["todo", "reading", "delegated", "done", "mine", "seen", "asked", "followed"]
)
@pytest.mark.parametrize("query", QUERIES)
def test_no_list_reads_a_whole_table(crowd, clerk, code, query):
    actor = actor_of(clerk)
    asked = queries.read(QueryDict(query), actor)
    rows = queries.found(actor, code, asked).order_by(*order_of(SOURCES[code], asked))
    plan = _plan(rows[:31])
    assert not _whole(plan), plan


def _plan(rows) -> str:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()


def _whole(plan: str) -> bool:
    return any(
        line.strip(" ->").startswith(("Seq Scan on", "SCAN ")) or "-> Seq Scan" in line
        for line in plan.split("\n")
    )
