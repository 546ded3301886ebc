"""Rows of several tables are written at once, or not at all."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from andu.audit.models import Chain
from andu.kit.models import Counter
from andu.kit.together import flush, insert, insert_many, together


def chain(number):
    return Chain(kind="test", subject_id=str(number), sequence=1, head="h" * 64)


def test_alone_a_row_is_written_at_once(db):
    made = insert(chain(1))
    assert Chain.objects.get() == made
    assert insert_many([]) == []


@pytest.mark.postgresql
def test_rows_of_several_tables_are_one_statement(db):
    with CaptureQueriesContext(connection) as seen, together(Chain, Chain):
        first, second = insert(chain(1)), insert(chain(2))
        assert first.pk and second.pk and first.pk != second.pk
        insert_many([Counter(scope="a", year=2026, value=3)])
        assert not Chain.objects.exists()
    written = [one for one in seen if "INSERT" in one["sql"]]
    assert len(written) == 1
    assert set(Chain.objects.all()) == {first, second}
    assert Counter.objects.get().value == 3


@pytest.mark.postgresql
def test_what_comes_next_reads_what_was_flushed(db):
    with together(Chain):
        made = insert(chain(1))
        flush()
        assert Chain.objects.get() == made
    assert Chain.objects.count() == 1


@pytest.mark.postgresql
def test_a_row_more_than_was_said_is_written_at_once(db):
    with together(Chain):
        insert(chain(1))
        insert(chain(2))
        assert Chain.objects.count() == 1
    assert Chain.objects.count() == 2


def test_an_error_leaves_nothing(db):
    with pytest.raises(RuntimeError), transaction.atomic(), together(Chain):
        insert(chain(1))
        raise RuntimeError
    assert not Chain.objects.exists()


def test_what_the_database_refuses_is_refused(db):
    insert(chain(1))
    with pytest.raises(IntegrityError), transaction.atomic(), together(Chain):
        insert(chain(1))
    assert Chain.objects.count() == 1
