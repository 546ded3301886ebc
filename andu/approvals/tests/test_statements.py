"""What the pages of a request cost: statements, counted, not timed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from andu.todo.models import Todo
from andu.workflow.actions import circulate
from andu.workflow.models import Matter, Seat
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries, queries_of, statements_in


@pytest.fixture
def waiting(submit):
    """Two requests that wait for the head of the office."""
    return [submit().matter for _each in range(2)]


def writes_of(browser, url):
    """What one visit of the page writes about turns."""
    marks = 'UPDATE "todo_todo"', 'UPDATE "workflow_seat"'
    return [sql for sql in queries_of(browser, url) if sql.startswith(marks)]


def test_the_handling_page_asks_thirty_times_at_most(submit, office_head):
    def grow(n):
        for _each in range(n):
            submit()

    grow(1)
    url = f"{Matter.objects.get().get_absolute_url()}?from=todo"
    assert constant_queries(client_of(office_head), url, grow) <= 30


def test_agreeing_takes_forty_statements_at_most(waiting, office_head):
    browser, costs = client_of(office_head), []
    for matter in waiting:  # the first renews the session
        seat = Seat.objects.get(run__matter=matter, state=Seat.State.OPEN)
        posted = {"verb": "agree", "seat": seat.number, "opinion": "同意"}
        with CaptureQueriesContext(connection) as said:
            assert browser.post(f"/w/{matter.pk}/act", posted).status_code == 302
        costs.append(statements_in(said))
    fewest = min(costs, key=len)
    assert len(fewest) <= 40, "\n".join(sql[:120] for sql in fewest)


def test_only_the_first_opening_writes(waiting, office_head):
    browser, url = client_of(office_head), waiting[0].get_absolute_url()
    assert len(writes_of(browser, url)) == 2
    assert Todo.objects.get(matter_id=waiting[0].pk, assignee=office_head).opened
    assert Seat.objects.get(run__matter=waiting[0], member=office_head).seen
    assert writes_of(browser, url) == []


def test_who_only_reads_opens_it_once_too(waiting, clerk, director):
    circulate(waiting[0], [director.pk], by=actor_of(clerk))
    browser, url = client_of(director), waiting[0].get_absolute_url()
    assert writes_of(browser, url)
    assert Todo.objects.get(assignee=director).opened
    assert writes_of(browser, url) == []
