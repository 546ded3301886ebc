"""The days something recurs on, for any rule and any calendar."""

import datetime
from calendar import monthrange

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from andu.kit.worktime import Calendar, Interval
from andu.recurring.occurring import Every, Off, On, Rhythm, following, occurrences

WORKED = (Interval(datetime.time(9), datetime.time(17)),)
WEEK = dict.fromkeys(range(5), WORKED)
PLAIN = Calendar(datetime.UTC, WEEK)
SPAN = (datetime.date(2026, 1, 1), datetime.date(2027, 12, 31))
days = st.dates(*SPAN)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def day(text):
    return datetime.date.fromisoformat(text)


@st.composite
def calendars(draw):
    off, on = draw(st.sets(days, max_size=12)), draw(st.sets(days, max_size=6))
    differing = dict.fromkeys(off, ()) | dict.fromkeys(on, WORKED)
    return Calendar(datetime.UTC, WEEK, differing)


@st.composite
def rhythms(draw):
    every, on = draw(st.sampled_from(Every)), draw(st.sampled_from(On))
    since = draw(days)
    until = draw(st.none() | st.dates(since, SPAN[1]))
    return Rhythm(
        every=every, on=on, since=since, until=until, number=draw(st.integers(1, 31)),
        month=draw(st.integers(1, 12)), off=draw(st.sampled_from(Off)),
        weekdays=draw(st.frozensets(st.integers(0, 6), min_size=1)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"every": Every.MONTH, "on": On.WORKDAY, "number": 1}, ["2026-05-01", "2026-06-01"]),
        ({"every": Every.MONTH, "on": On.LAST_WORKDAY}, ["2026-05-29", "2026-06-30"]),
        ({"every": Every.MONTH, "on": On.LAST_DAY}, ["2026-05-31", "2026-06-30"]),
        ({"every": Every.MONTH, "number": 31}, ["2026-05-31", "2026-06-30"]),
        ({"every": Every.MONTH, "number": 31, "off": Off.NEXT}, ["2026-06-01", "2026-06-30"]),
        ({"every": Every.MONTH, "number": 31, "off": Off.BEFORE}, ["2026-05-29", "2026-06-30"]),
        ({"every": Every.MONTH, "number": 31, "off": Off.LEFT_OUT}, ["2026-06-30", "2026-07-31"]),
        ({"every": Every.YEAR, "month": 12, "number": 1}, ["2026-12-01", "2027-12-01"]),
        ({"every": Every.WEEK, "weekdays": frozenset({0, 4})}, ["2026-05-01", "2026-05-04"]),
        ({"every": Every.DAY, "off": Off.NEXT}, ["2026-05-01", "2026-05-04"]),
    ],
)
def test_rules_as_people_say_them(said, expected):
    rhythm = Rhythm(since=day("2026-05-01"), **said)
    found = following(rhythm, PLAIN, day("2026-05-01"), 2)
    assert [one.day.isoformat() for one in found] == expected


def test_the_first_working_day_comes_after_the_holidays():
    october = {day(f"2026-10-0{number}"): () for number in range(1, 8)}
    calendar = Calendar(datetime.UTC, WEEK, october)
    rhythm = Rhythm(every=Every.MONTH, on=On.WORKDAY, since=day("2026-10-01"))
    assert following(rhythm, calendar, day("2026-10-01"), 1)[0].day == day("2026-10-08")


def test_a_leap_day_is_the_last_of_february_in_other_years():
    rhythm = Rhythm(every=Every.YEAR, month=2, number=29, since=day("2027-01-01"))
    found = following(rhythm, PLAIN, day("2027-01-01"), 2)
    assert [one.day for one in found] == [day("2027-02-28"), day("2028-02-29")]


@patient
@given(calendars(), st.integers(1, 31), days)
def test_the_nth_working_day_has_n_working_days_up_to_it(calendar, number, since):
    rhythm = Rhythm(every=Every.MONTH, on=On.WORKDAY, number=number, since=since)
    for one in occurrences(rhythm, calendar, *SPAN):
        length = monthrange(one.day.year, one.day.month)[1]
        month = [one.day.replace(day=each) for each in range(1, length + 1)]
        worked = [each for each in month if calendar.is_workday(each)]
        assert worked.index(one.day) == min(number, len(worked)) - 1


@patient
@given(rhythms(), calendars())
def test_each_day_once_in_order_and_for_a_nominal_day_within_the_dates(rhythm, calendar):
    found = occurrences(rhythm, calendar, *SPAN)
    assert [one.day for one in found] == sorted({one.day for one in found})
    assert len({one.nominal for one in found}) == len(found)
    for one in found:
        assert rhythm.since <= one.nominal <= (rhythm.until or one.nominal)
        moves = rhythm.off in (Off.NEXT, Off.BEFORE)
        assert one.day == one.nominal or (moves and not calendar.is_workday(one.nominal))
        if rhythm.off is not Off.AS_IS:
            assert calendar.is_workday(one.day)


@patient
@given(rhythms(), calendars(), days)
def test_looking_in_two_spans_finds_what_one_span_has(rhythm, calendar, middle):
    whole = occurrences(rhythm, calendar, *SPAN)
    before = occurrences(rhythm, calendar, SPAN[0], middle)
    after = occurrences(rhythm, calendar, middle + datetime.timedelta(days=1), SPAN[1])
    assert before + after == whole


@patient
@given(rhythms(), calendars(), days, st.integers(1, 6))
def test_the_next_ones_are_the_first_of_all(rhythm, calendar, first, count):
    found = following(rhythm, calendar, first, count)
    last = first + datetime.timedelta(days=4400)
    assert found == occurrences(rhythm, calendar, first, last)[:count]
