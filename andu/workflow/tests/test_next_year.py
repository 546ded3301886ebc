"""Whoever keeps the calendar hears a month before a year whose holidays are missing, once."""

import datetime

from andu.notify.models import Notice
from andu.organisation import actions, calendar
from andu.organisation.rights import MANAGE
from andu.workflow.jobs.next_year import warn_of_next_year
from andu.workflow.tests.moments import ZONE
from tests.cast import actor_of, give_right


def december(day: int) -> datetime.datetime:
    return datetime.datetime(2026, 12, day, 8, 40, tzinfo=ZONE)


def told(member):
    return Notice.objects.filter(member=member, kind="workflow.calendar")


def test_keepers_are_told_once(clock, bureau, registrar, clerk, finance_head):
    give_right(registrar, MANAGE.code)
    give_right(finance_head, MANAGE.code, scope=bureau.units["finance"])
    keeper = actor_of(registrar)
    actions.set_days(bureau.organisation, calendar.statutory(2026), by=keeper)
    clock(datetime.datetime(2026, 11, 30, 8, 40, tzinfo=ZONE))
    assert warn_of_next_year() == 0
    for day in (1, 2, 31):
        clock(december(day))
        assert warn_of_next_year() == 1
    assert told(registrar).get().title == "还没有设定 2027 年的放假和调休"
    assert not told(clerk).exists() and not told(finance_head).exists()
    actions.set_days(
        bureau.organisation, [(datetime.date(2027, 1, 1), "holiday", "元旦")], by=keeper
    )
    assert warn_of_next_year() == 0


def test_a_clock_set_back_tells_nobody_again(clock, bureau, registrar):
    give_right(registrar, MANAGE.code)
    clock(december(5))
    warn_of_next_year()
    clock(december(5) - datetime.timedelta(days=3))
    warn_of_next_year()
    assert told(registrar).count() == 1
