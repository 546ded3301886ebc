import datetime

import pytest

from andu.kit import worktime
from andu.kit.verdict import Refused
from andu.organisation import actions, calendar
from andu.organisation.rights import MANAGE
from tests.cast import actor_of, give_right

DAY = datetime.date


@pytest.fixture
def keeper(registrar):
    """陈砚秋, who may keep the calendar."""
    give_right(registrar, MANAGE.code)
    return actor_of(registrar)


def test_holidays_and_make_up_days(bureau, keeper, django_assert_num_queries):
    count = actions.set_days(bureau.organisation, calendar.statutory(2026), by=keeper)
    assert count == len(calendar.statutory(2026)) > 30
    found = calendar.calendar_for(bureau.units["office"])
    assert not found.is_workday(DAY(2026, 10, 1))
    assert found.is_workday(DAY(2026, 10, 10))  # a Saturday that is worked
    assert worktime.add_workdays(found, DAY(2026, 9, 30), 1) == DAY(2026, 10, 8)
    with django_assert_num_queries(2):
        calendar.calendar_for(bureau.units["office"])


def test_a_day_becomes_ordinary_again(bureau, keeper):
    day = DAY(2026, 6, 19)
    actions.set_days(bureau.organisation, [(day, "holiday", "端午节")], by=keeper)
    actions.set_days(bureau.organisation, [(day, "", "")], by=keeper)
    assert calendar.calendar_for(bureau.organisation).is_workday(day)


def test_a_unit_keeps_hours_of_its_own(bureau, keeper):
    early = {day: [(datetime.time(7), datetime.time(15))] for day in range(6)}
    actions.set_hours(bureau.organisation, bureau.units["office"], early, by=keeper)
    saturday = DAY(2026, 11, 28)
    assert calendar.calendar_for(bureau.units["office"]).is_workday(saturday)
    assert not calendar.calendar_for(bureau.units["finance"]).is_workday(saturday)


def test_hours_run_forward(bureau, keeper):
    wrong = {0: [(datetime.time(17), datetime.time(8))]}
    with pytest.raises(Refused, match="早于上班"):
        actions.set_hours(bureau.organisation, None, wrong, by=keeper)


def test_a_clerk_sets_no_days(bureau, clerk):
    with pytest.raises(Refused):
        actions.set_days(
            bureau.organisation, [(DAY(2026, 1, 5), "holiday", "")], by=actor_of(clerk)
        )
    with pytest.raises(Refused):
        actions.set_hours(bureau.organisation, None, {}, by=actor_of(clerk))
    assert calendar.calendar_for(bureau.organisation).is_workday(DAY(2026, 1, 5))


def test_what_is_shown_is_kept_until_the_calendar_changes(
    bureau, keeper, django_assert_num_queries, django_capture_on_commit_callbacks
):
    office, day = bureau.units["office"], DAY(2026, 6, 19)
    place = office.organisation_id, office.pk
    assert calendar.calendar_shown(*place) == calendar.calendar_for(office)
    with django_assert_num_queries(0):
        assert calendar.calendar_shown(*place).is_workday(day)
    with django_capture_on_commit_callbacks(execute=True):
        actions.set_days(bureau.organisation, [(day, "holiday", "端午节")], by=keeper)
    assert not calendar.calendar_shown(*place).is_workday(day)
    early = {0: [(datetime.time(7), datetime.time(15))]}
    with django_capture_on_commit_callbacks(execute=True):
        actions.set_hours(bureau.organisation, office, early, by=keeper)
    assert not calendar.calendar_shown(*place).is_workday(DAY(2026, 6, 23))  # a Tuesday


def test_units_and_organisations_are_kept_apart(bureau, keeper, outsider):
    early = {0: [(datetime.time(7), datetime.time(15))]}
    actions.set_hours(bureau.organisation, bureau.units["office"], early, by=keeper)
    here, tuesday = bureau.organisation.pk, DAY(2026, 6, 23)
    calendar.forget()
    assert not calendar.calendar_shown(here, bureau.units["office"].pk).is_workday(tuesday)
    assert calendar.calendar_shown(here, bureau.units["finance"].pk).is_workday(tuesday)
    assert calendar.calendar_shown(outsider.organisation_id, None).is_workday(tuesday)
    assert not calendar.calendar_shown(None, None).is_workday(tuesday)  # nobody's calendar
