"""Who joins the act that calls has no transaction of its own."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from andu.kit.models import Counter
from andu.kit.transactions import joined


@joined
def draw(scope, *, fail=False):
    Counter.objects.create(scope=scope, value=1)
    if fail:
        raise RuntimeError(scope)


@pytest.mark.django_db(transaction=True)
def test_alone_it_stands_or_falls_as_a_whole():
    with pytest.raises(RuntimeError):
        draw("a", fail=True)
    assert not Counter.objects.filter(scope="a").exists()
    draw("a")
    assert Counter.objects.filter(scope="a").exists()


@pytest.mark.django_db(transaction=True)
def test_within_an_act_it_falls_with_it_and_says_no_savepoint():
    with pytest.raises(RuntimeError), transaction.atomic():
        with CaptureQueriesContext(connection) as seen:
            draw("b")
        assert not [one for one in seen if "SAVEPOINT" in one["sql"]]
        draw("c", fail=True)
    assert not Counter.objects.exists()


def test_the_transaction_around_a_test_is_no_act(db):
    with pytest.raises(RuntimeError):
        draw("d", fail=True)
    assert not Counter.objects.exists()
