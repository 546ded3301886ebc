"""Two workers at the same moment, on PostgreSQL."""

import threading

import pytest
from django.db import connection

from andu.approvals.models import Draft
from andu.recurring import clockwork
from andu.recurring.models import Occasion, Start
from andu.workflow.models import Matter

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def at_once(count, call):
    faults, barrier = [], threading.Barrier(count)

    def run():
        barrier.wait()
        try:
            call()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _each in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults


@pytest.mark.parametrize("mode", ["submit", "draft"])
def test_four_workers_start_each_once(made, clock, bureau, mode):
    people = ("clerk", "registrar", "office_head", "finance_head")
    made(mode=mode, members=tuple(bureau.members[name] for name in people))
    clock.to("2026-04-01 09:00")
    at_once(4, clockwork.come_to_due)
    at_once(4, clockwork.start_asked)
    assert Occasion.objects.count() == 1
    assert Start.objects.exclude(state="refused").count() == 4
    assert (Matter if mode == "submit" else Draft).objects.count() == 4
