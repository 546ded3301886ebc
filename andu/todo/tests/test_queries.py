import datetime

from andu.todo.models import Todo
from andu.todo.queries import counts, inbox, neighbours
from andu.todo.tests.test_writing import line
from andu.todo.writing import open_rows

DAY = datetime.datetime(2026, 3, 2, 1, tzinfo=datetime.UTC)


def test_the_inbox_goes_by_due_and_those_without_come_last(clerk):
    later = DAY + datetime.timedelta(days=1)
    open_rows([line(clerk, 1), line(clerk, 2, due=later), line(clerk, 3, due=DAY)])
    assert [todo.seat_id for todo in inbox(clerk.pk).items] == [3, 2, 1]


def test_pages_follow_each_other_without_gap_or_double(clerk):
    open_rows([line(clerk, seat, due=DAY) for seat in range(7)])
    seen, after = [], ""
    for _ in range(3):
        found = inbox(clerk.pk, after=after, size=3)
        seen += [todo.seat_id for todo in found.items]
        after = found.next
    assert sorted(seen) == list(range(7))
    assert not after


def test_figures_stop_at_a_hundred_and_take_one_statement(
    clerk, director, django_assert_num_queries
):
    open_rows([line(clerk, seat) for seat in range(120)] + [line(clerk, None, kind="read")])
    with django_assert_num_queries(1):
        found = counts(clerk.pk)
    assert (str(found["todo"]), found["todo"].is_many, str(found["read"])) == ("99+", True, "1")
    assert not counts(director.pk)["todo"]


def test_a_page_takes_one_statement(clerk, django_assert_num_queries):
    open_rows([line(clerk, seat) for seat in range(60)])
    with django_assert_num_queries(1):
        found = inbox(clerk.pk)
    assert len(found.items) == 50
    assert Todo.objects.count() == 60


def test_a_line_knows_its_neighbours(clerk):
    open_rows([line(clerk, n, due=DAY, matter_id=n, link=f"/w/{n}") for n in (1, 2, 3)])
    there = neighbours(clerk.pk, 2)
    assert (there.at, there.total) == (2, 3)
    assert (there.previous, there.next) == ("/w/1", "/w/3")
    assert neighbours(clerk.pk, 3).nearest == "/w/2"
    away = neighbours(clerk.pk, 99)
    assert (away.at, away.next) == (0, "/w/1")
