"""The pages, through the browser."""

import datetime

import pytest

from andu.recurring.models import Occasion, Schedule, Start
from tests.cast import client_of
from tests.house.counting import constant_queries

AT = "/admin/processes/leave/schedules"
SENT = {
    "name": "月度请假", "who": "people", "every": "month", "on": "workday", "number": "1",
    "month": "1", "time": "09:00", "off": "next", "since": "2026-03-01", "mode": "draft",
    "title": "", "urgency": "0", "f-reason": "例行", "f-days": "",
}  # fmt: skip


def words_of(answer):
    return answer.content.decode()


def test_the_editor_leads_to_the_schedules(browser, version):
    assert f'href="{AT}"' in words_of(browser.get("/admin/processes/leave"))
    assert "还没有定时发起" in words_of(browser.get(AT))


def test_a_manager_sets_one_by_the_form(browser, version, clerk, clock):
    page = words_of(browser.get(f"{AT}/new"))
    assert 'name="f-days"' in page
    assert 'name="f-papers"' not in page  # no attachments beforehand
    answer = browser.post(f"{AT}/new", SENT | {"members": clerk.pk}, follow=True)
    schedule = Schedule.objects.get()
    assert (list(schedule.members.all()), schedule.raw) == ([clerk], {"f-reason": ["例行"]})
    page = words_of(answer)
    assert "每月第 1 个工作日 09:00" in page
    assert "2026-04-01" in page
    assert "2026-08-03" in page  # the fifth


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mode": "submit"}, "请填写天数"),
        ({"name": ""}, "这个字段"),
        ({"time": "25:00"}, "时间"),
        ({"every": "week"}, "哪几天"),
    ],
)
def test_what_is_refused_comes_back_as_typed(browser, version, clerk, clock, changes, words):
    answer = browser.post(f"{AT}/new", SENT | {"members": clerk.pk} | changes)
    assert answer.status_code == 422
    assert "例行" in words_of(answer)
    assert words in words_of(answer) or "name" in changes or "time" in changes
    assert not Schedule.objects.exists()


def test_one_is_changed_paused_resumed_and_ended(browser, made, clock):
    schedule = made()
    at = schedule.get_absolute_url()
    assert 'value="月度请假"' in words_of(browser.get(f"{at}/edit"))
    sent = SENT | {"name": "周例会", "every": "week", "weekdays": ["0", "4"], "who": "heads"}
    browser.post(f"{at}/edit", sent)
    schedule.refresh_from_db()
    assert (schedule.name, schedule.weekdays, schedule.who) == ("周例会", 17, "heads")
    for verb, state in (("pause", "paused"), ("resume", "active"), ("end", "ended")):
        browser.post(f"{at}/{verb}")
        schedule.refresh_from_db()
        assert schedule.state == state
    assert browser.get(at).status_code == 200


def test_the_results_of_each_time_are_listed(browser, made, clock):
    schedule = made(mode="submit")
    clock.strikes("2026-04-01 09:00")
    page = words_of(browser.get(schedule.get_absolute_url()))
    assert "成功 1 人" in page
    assert "QJ-2026-0001" in page
    one = Occasion.objects.get()
    page = words_of(browser.get(f"{schedule.get_absolute_url()}/occasions/{one.pk}"))
    assert "方亦舒" in page
    assert "2026-04-01 " in words_of(browser.get(AT))


def test_the_owning_departments_head_sees_and_changes_nothing(made, office_head, clerk, clock):
    schedule = made()
    head, at = client_of(office_head), schedule.get_absolute_url()
    page = words_of(head.get(at))
    assert "每月第 1 个工作日" in page
    assert "/pause" not in page
    assert head.post(f"{at}/pause").status_code in (403, 409, 422)
    assert head.get(f"{AT}/new").status_code in (403, 409, 422)
    assert client_of(clerk).get(at).status_code == 404
    schedule.refresh_from_db()
    assert schedule.state == "active"


def test_lists_take_as_many_statements_with_many_rows(made, designer, clock, clerk, bureau):
    schedule, count = made(), 0

    def grow(more):
        nonlocal count
        for _each in range(more):
            made(name=f"另一个{count}")
            count += 1
            day = datetime.date(2026, 4, 1) + datetime.timedelta(days=count)
            one = Occasion.objects.create(
                schedule=schedule, nominal=day, day=day, planned=clock.now, at=clock.now,
                state="held",
            )  # fmt: skip
            for member in (clerk, bureau.members["director"]):
                Start.objects.create(occasion=one, member=member, state="refused", at=clock.now)

    constant_queries(client_of(designer), AT, grow)
    constant_queries(client_of(designer), schedule.get_absolute_url(), grow)
