"""Numbers are drawn once each."""

import datetime
import threading

import pytest
from django.db import connection, transaction

from andu.kit import series
from andu.kit.models import Counter

DAY = datetime.date(2026, 11, 5)


def test_a_series_counts_within_its_scope_and_year(db):
    assert [series.draw("a", 2026) for _ in range(3)] == [1, 2, 3]
    assert series.draw("a", 2027) == 1
    assert series.draw("b", 2026) == 1


def test_a_pattern_is_filled_and_begins_anew_each_year(db):
    assert series.number("QJ-{year}-{n:04}", "leave", DAY) == "QJ-2026-0001"
    assert series.number("QJ-{year}-{n:04}", "leave", DAY) == "QJ-2026-0002"
    next_year = DAY.replace(year=2027)
    assert series.number("QJ-{year}-{n:04}", "leave", next_year) == "QJ-2027-0001"
    assert series.number("{month}{day}-{n}", "plain", DAY) == "1105-1"
    assert series.number("{month}{day}-{n}", "plain", next_year) == "1105-2"


@pytest.mark.parametrize("pattern", ["QJ", "{n", "{n.__class__}", "{n:04}{x}", "{n:99}", "x" * 70])
def test_an_unsound_pattern_is_explained(pattern):
    assert series.problem(pattern)


def test_sound_patterns_have_no_problem():
    for pattern in ("{n}", "QJ-{year}-{n:04}", "{year}{month}{day}{n:3}"):
        assert series.problem(pattern) == ""


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_drawn():
    with pytest.raises(RuntimeError):
        series.draw("a")
    assert not Counter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_number_rolled_back_is_drawn_again():
    with transaction.atomic():
        series.draw("a")
        transaction.set_rollback(True)
    with transaction.atomic():
        assert series.draw("a") == 1


@pytest.mark.django_db(transaction=True)
def test_where_gaps_are_allowed_numbers_follow_each_other_all_the_same():
    with transaction.atomic():
        assert series.number("{n:03}", "a", DAY, gaps=True) == "001"
    with transaction.atomic():
        assert series.number("{n:03}", "a", DAY, gaps=True) == "002"
        assert series.number("{n}-{year}", "b", DAY, gaps=True) == "1-2026"
    with transaction.atomic():
        assert series.number("{n:03}", "a", DAY) == "003", "goes on when gaps are forbidden"


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_where_gaps_are_allowed_a_number_rolled_back_stays_missing():
    with transaction.atomic():
        assert series.draw_aside("a") == 1
        transaction.set_rollback(True)
    with transaction.atomic():
        assert series.draw_aside("a") == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_where_gaps_are_allowed_nobody_waits_for_an_open_transaction():
    drawn: list[int] = []

    def other() -> None:
        try:
            with transaction.atomic():
                drawn.append(series.draw_aside("a"))
        finally:
            connection.close()

    with transaction.atomic():
        first = series.draw_aside("a")
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(5)
        assert not thread.is_alive()
    assert (first, drawn) == (1, [2])


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_twenty_at_once_draw_twenty_numbers():
    drawn: list[int] = []

    def one() -> None:
        try:
            with transaction.atomic():
                drawn.append(series.draw("race"))
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(drawn) == list(range(1, 21))
