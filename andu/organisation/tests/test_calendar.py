import datetime

import pytest
from django.utils import timezone

from andu.kit import worktime
from andu.kit.verdict import Refused
from andu.organisation import actions, calendar
from andu.organisation.policy import DAY as DAY_SETTING
from andu.organisation.rights import MANAGE
from andu.policy.models import Decision
from andu.policy.reading import forget
from tests.cast import actor_of, client_of, give_right

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


def test_a_usual_day_whose_stretches_touch_is_counted(bureau):
    text = DAY_SETTING.type.write("08:30-12:00 12:00-17:30")
    place, now = bureau.organisation.pk, timezone.now()
    Decision.objects.create(
        code=DAY_SETTING.code, level="organisation", place=place, text=text, since=now
    )
    forget()
    assert len(calendar.calendar_for(bureau.organisation).hours(DAY(2026, 11, 30))) == 2


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


def test_a_short_day_and_a_make_up_day_with_hours_of_its_own(bureau, keeper):
    eve, saturday = DAY(2026, 12, 31), DAY(2026, 11, 28)
    days = [(eve, "short", "元旦前", "08:30-12:00"), (saturday, "make_up", "", "09:00-11:00")]
    actions.set_days(bureau.organisation, days, by=keeper)
    found = calendar.calendar_for(bureau.units["office"])
    assert [len(found.hours(day)) for day in (eve, saturday)] == [1, 1]
    assert found.hours(saturday)[0].end == datetime.time(11)
    zone = found.zone
    start = datetime.datetime(2026, 12, 31, 11, tzinfo=zone)
    due = worktime.add(found, start, datetime.timedelta(hours=2))
    assert due == datetime.datetime(2027, 1, 1, 9, 30, tzinfo=zone)


@pytest.mark.parametrize(("kind", "hours"), [
    ("short", ""), ("holiday", "08:30-12:00"), ("", "08:30-12:00"), ("short", "morning"),
    ("short", "12:00-08:30"), ("make_up", "08:30-12:00 11:00-13:00"),
])  # fmt: skip
def test_hours_that_make_no_sense_are_refused(bureau, keeper, kind, hours):
    with pytest.raises(Refused):
        actions.set_days(bureau.organisation, [(DAY(2026, 12, 31), kind, "", hours)], by=keeper)
    assert not bureau.organisation.workdays.exists()


def test_a_year_is_missed_a_month_before_it_begins(bureau, keeper):
    here = bureau.organisation.pk
    assert calendar.missing_year(here, DAY(2026, 5, 1)) == 2026
    actions.set_days(bureau.organisation, calendar.statutory(2026), by=keeper)
    assert calendar.missing_year(here, DAY(2026, 11, 30)) is None
    assert calendar.missing_year(here, DAY(2026, 12, 1)) == 2027
    actions.set_days(bureau.organisation, [(DAY(2027, 1, 1), "holiday", "元旦")], by=keeper)
    assert calendar.missing_year(here, DAY(2026, 12, 31)) is None


def test_several_days_at_once_from_the_page(bureau, keeper, registrar):
    client = client_of(registrar)
    sent = {"day": "2026-12-30", "until": "2027-01-02", "kind": "holiday", "name": "元旦"}
    assert client.post("/admin/workdays", sent).status_code == 302
    assert bureau.organisation.workdays.count() == 4
    page = client.post("/admin/workdays", sent | {"until": "2026-12-01"})
    assert page.status_code == 422
    assert "最后一天应在第一天之后" in page.content.decode()
    page = client.post("/admin/workdays", sent | {"until": "", "kind": "short"}).content.decode()
    assert "请填写这一天的上班时间" in page and 'value="元旦"' in page
    assert bureau.organisation.workdays.count() == 4


def test_the_page_says_which_year_is_missing(bureau, registrar, keeper):
    page = client_of(registrar).get("/admin/workdays?year=2026").content.decode()
    assert "还没有设定" in page
