"""For the rooms' own tests: a list takes as many queries with thirty rows as with three."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

FEW, MORE = 3, 27
# Kept in memory for seconds: whether a visit reads it depends on the clock, not on the rows.
CACHED = ("policy_decision", "appearance_style")


def queries_of(client: Client, url: str) -> list[str]:
    """The SQL one GET of the page takes; the page must answer 200."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, f"{url} answered {response.status_code}"
    return statements_in(captured)


def statements_in(captured: CaptureQueriesContext) -> list[str]:
    """What was said to the database, without what depends on the clock."""
    asked = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in asked if not any(table in sql for table in CACHED)]


def constant_queries(client: Client, url: str, grow: Callable[[int], object]) -> int:
    """Assert that the page's queries do not grow with its rows; returns how many there are.

    `grow(n)` adds n rows that this client's person sees on the page. Of two visits the one with
    fewer counts: the other may have filled what is kept in memory for some seconds.
    """
    grow(FEW)
    few = _fewest(client, url)
    grow(MORE)
    many = _fewest(client, url)
    extra = "\n".join(sorted(set(many) - set(few))[:10])
    assert len(many) <= len(few), f"{url}: {len(few)} queries, then {len(many)}:\n{extra}"
    return len(few)


def _fewest(client: Client, url: str) -> list[str]:
    return min((queries_of(client, url) for _visit in range(2)), key=len)
