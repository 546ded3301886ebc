"""Fifty registrars at once, over New Year, and one killed in the middle: no number is lost, none is
double (OD-05)."""

import datetime
import os
import random
import signal
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import connection, connections

from andu.documents import actions, queries
from andu.documents.actions import Entry
from andu.documents.models import Number
from tests.cast import actor_of

TODAY = "django.utils.timezone.localdate"
OLD, NEW = datetime.date(2026, 12, 31), datetime.date(2027, 1, 1)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def test_fifty_at_once_over_new_year(series, registrar):
    by = actor_of(registrar)
    days = [OLD] * 25 + [NEW] * 25
    random.Random(1).shuffle(days)
    day = iter(days)

    def take(n):
        try:
            return actions.take(series, Entry(title=f"文件{n}"), by=by).text
        finally:
            connections.close_all()

    with mock.patch(TODAY, lambda: next(day, NEW)), ThreadPoolExecutor(50) as pool:
        made = list(pool.map(take, range(50)))
    assert len(set(made)) == 50
    for year in (2026, 2027):
        assert queries.standing_of(series, year).is_whole
    assert Number.objects.count() == 50


@pytest.mark.parametrize("seed", range(5))
def test_killed_between_number_and_save(series, registrar, seed):
    """What was acknowledged stands; what was not is drawn again."""
    by, told = actor_of(registrar), os.pipe()
    connection.close()
    child = os.fork()
    if not child:
        _take_on(series, by, told[1])
    os.close(told[1])
    acknowledged = _read_a_while(told[0], random.Random(seed).uniform(1, 400))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    year = datetime.date.today().year
    standing = queries.standing_of(series, year)
    assert standing.is_whole
    assert standing.last >= acknowledged
    assert actions.take(series, Entry(title="下一份"), by=by).n == standing.last + 1


def _take_on(series, by, out):
    """The registrar who will be killed; tells each number once it is had."""
    try:
        while True:
            number = actions.take(series, Entry(title="文件"), by=by)
            os.write(out, number.n.to_bytes(4, "big"))
    finally:
        os._exit(1)


def _read_a_while(told, bytes_wanted):
    """The last number told after about that many bytes; the pipe may hold more."""
    last, read = 0, 0
    while read < bytes_wanted:
        piece = os.read(told, 4)
        if not piece:
            raise AssertionError("the registrar stopped by itself")
        last, read = int.from_bytes(piece, "big"), read + 4
    os.close(told)
    return last
