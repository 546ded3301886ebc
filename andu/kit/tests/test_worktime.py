from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andu.kit.worktime import Calendar, Interval, add, add_workdays, between

CHINA = ZoneInfo("Asia/Shanghai")
OFFICE = (Interval(time(9), time(12)), Interval(time(14), time(18)))
# 2026: 1 October is a holiday, Saturday the 10th is worked instead.
CALENDAR = Calendar(
    CHINA, dict.fromkeys(range(5), OFFICE), {date(2026, 10, 1): (), date(2026, 10, 10): OFFICE}
)
EMPTY = Calendar(CHINA, {})


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (at(8, 9), 2, at(8, 11)),
        (at(8, 11), 2, at(8, 15)),  # over lunch
        (at(8, 17), 2, at(9, 10)),  # over night
        (at(9, 17), 2, at(10, 10)),  # into the make-up Saturday
        (at(10, 17), 2, at(12, 10)),  # over Sunday
        (at(8, 20), 0.5, at(9, 9, 30)),  # asked after hours
        (at(8, 15), -2, at(8, 11)),
        (at(12, 10), -2, at(10, 17)),
    ],
)
def test_working_hours_pass(start, hours, end):
    assert add(CALENDAR, start, timedelta(hours=hours)) == end


def test_a_holiday_is_no_working_time():
    assert add(CALENDAR, datetime(2026, 9, 30, 17, tzinfo=CHINA), timedelta(hours=2)) == at(2, 10)


def test_time_between():
    assert between(CALENDAR, at(9, 17), at(12, 10)) == timedelta(hours=9)
    assert between(CALENDAR, at(12, 10), at(9, 17)) == -timedelta(hours=9)
    assert between(CALENDAR, at(11, 1), at(11, 23)) == timedelta(0)


def test_three_working_days():
    assert add_workdays(CALENDAR, date(2026, 10, 8), 3) == date(2026, 10, 12)
    assert add_workdays(CALENDAR, date(2026, 10, 11), 0) == date(2026, 10, 12)


def test_a_calendar_without_work_is_refused():
    with pytest.raises(ValueError, match="no working time"):
        add(EMPTY, at(8, 9), timedelta(hours=1))
    with pytest.raises(ValueError, match="no working time"):
        add(EMPTY, at(8, 9), -timedelta(hours=1))
    with pytest.raises(ValueError, match="no working time"):
        add_workdays(EMPTY, date(2026, 10, 8), 1)


@given(
    st.datetimes(datetime(2026, 9, 1), datetime(2026, 11, 1), timezones=st.just(CHINA)),
    st.integers(1, 60 * 100),
)
def test_what_is_added_lies_between(start, minutes):
    end = add(CALENDAR, start, timedelta(minutes=minutes))
    assert between(CALENDAR, start, end) == timedelta(minutes=minutes)
