from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from django.db.models.functions import Coalesce

from andu.kit.keyset import Place, page, place
from andu.kit.models import RequestKey

START = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def rows(db):
    for number in range(7):
        RequestKey.objects.create(owner="o", key=f"k{number}", route="r", content="c")
        at = START + timedelta(microseconds=number // 3)
        RequestKey.objects.filter(key=f"k{number}").update(at=at)
    return RequestKey.objects.filter(owner="o")


def walk(rows, order, size):
    keys, token = [], ""
    while True:
        found = page(rows, order, token, size)
        keys += [row.key for row in found.items]
        token = found.next
        if not token:
            return keys


@pytest.mark.parametrize("order", [("at", "id"), ("-at", "-id"), ("at", "-id"), ("id",), ("-id",)])
@pytest.mark.parametrize("size", [1, 3, 7, 50])
def test_every_row_comes_once_and_in_order(rows, order, size):
    assert walk(rows, order, size) == [row.key for row in rows.order_by(*order)]


@pytest.mark.parametrize("order", [("late", "id"), ("-late", "-id"), ("late", "-id")])
def test_an_order_may_be_worked_out(rows, order):
    found = rows.annotate(late=Coalesce("at", "at"))
    assert walk(found, order, 2) == [row.key for row in found.order_by(*order)]


def test_a_bad_or_foreign_token_gives_the_first_page(rows):
    first = page(rows, ("at", "id"), "", 2)
    foreign = page(rows, ("-id",), "", 2).next
    beyond = signing.dumps([["at", "id"], ["2026-01-01", "9" * 30]], salt="andu.kit.keyset")
    for token in ("nonsense", first.next[:-1], foreign, beyond):
        assert page(rows, ("at", "id"), token, 2).items == first.items


def test_a_page_is_one_statement(rows, django_assert_num_queries):
    token = page(rows, ("at", "id"), "", 2).next
    with django_assert_num_queries(1) as seen:
        page(rows, ("at", "id"), token, 2)
    assert " OR " not in seen.captured_queries[0]["sql"].split("WHERE")[1]


@pytest.mark.parametrize("order", [("at", "id"), ("-at", "-id"), ("at", "-id"), ("id",)])
def test_a_row_knows_its_place(rows, order, django_assert_num_queries):
    every = list(rows.order_by(*order))
    for index, row in enumerate(every):
        with django_assert_num_queries(1):
            found = place(rows, order, row, rows.exclude(pk=row.pk), 4)
        assert (found.ahead, found.total) == (min(index, 4), 4)
        assert found.previous == (every[index - 1] if index else None)
        assert found.next == (every[index + 1] if index + 1 < len(every) else None)


def test_what_is_no_neighbour_is_passed_over(rows):
    row = rows.get(key="k3")
    found = place(rows, ("id",), row, rows.exclude(key__in=("k2", "k3", "k4")), 100)
    assert (found.previous.key, found.next.key, found.ahead) == ("k1", "k5", 3 - 1)


def test_a_row_that_is_gone_has_no_place(rows):
    row = rows.get(key="k3")
    rows.filter(key="k3").delete()
    assert place(rows, ("id",), row, rows, 100) == Place()
