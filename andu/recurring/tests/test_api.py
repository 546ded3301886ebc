"""Programs set, read, change, pause and end schedules as their person does on the pages."""

import uuid

import pytest

from andu.api.tests.programs import program
from andu.recurring.models import Schedule, Start
from tests.cast import client_of


@pytest.fixture
def asked(clerk):
    """The clerk on the first working day of each month."""
    return {
        "flow": "leave", "name": "月度请假", "who": "people", "members": [clerk.pk],
        "every": "month", "on": "workday", "since": "2026-03-01", "fields": {"reason": "例行"},
    }  # fmt: skip


@pytest.fixture
def keeper(clock, version, designer):
    """A program of whoever makes the office's templates."""
    return program(designer)


def put(who, path, said):
    more = {"HTTP_IDEMPOTENCY_KEY": uuid.uuid4().hex}
    return who.put(f"/api/{path}", said, content_type="application/json", **more)


def test_one_is_set_read_changed_paused_resumed_and_ended(keeper, asked, clerk):
    made = keeper.send("schedules", **asked)
    assert made.status_code == 200, made.content
    schedule, said = Schedule.objects.get(), made.json()
    assert (schedule.raw, list(schedule.members.all())) == ({"f-reason": ["例行"]}, [clerk])
    assert said["when"] == "每月第 1 个工作日 09:00"
    assert said["coming"][0] == "2026-04-01T09:00:00+08:00"
    assert said["unset_years"] == [2026]
    where = f"schedules/{schedule.pk}"
    assert keeper.ask(where) == said
    assert [each["id"] for each in keeper.ask("schedules?flow=leave")["items"]] == [schedule.pk]
    plan = {name: part for name, part in asked.items() if name != "flow"}
    changed = put(keeper, where, plan | {"every": "week", "weekdays": [0, 4], "who": "heads"})
    assert changed.json()["when"].startswith("每周一、周五 09:00")
    for verb, state in (("pause", "paused"), ("resume", "active"), ("end", "ended")):
        assert keeper.send(f"{where}/{verb}").json()["state"] == state
        assert keeper.send(f"{where}/{verb}").status_code == 409  # and again
    assert keeper.ask("schedules?state=active")["items"] == []
    assert put(keeper, where, plan).status_code == 409


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"members": []}, "没有人"),
        ({"members": [999999]}, "不在本机构"),
        ({"who": "post", "post": "nothing"}, "岗位"),
        ({"every": "week"}, "哪几天"),
        ({"every": "hour"}, "多久一次"),
        ({"time": "25:00"}, "时刻"),
        ({"mode": "submit"}, "请填写天数"),
        ({"fields": {"nothing": 1}}, "没有这些字段"),
        ({"today": ["reason"]}, "today"),
    ],
)
def test_what_comes_to_nothing_is_refused(keeper, asked, changes, words):
    answer = keeper.send("schedules", **asked | changes)
    assert answer.status_code in (409, 422)
    assert words in answer.json()["detail"]
    assert not Schedule.objects.exists()


def test_whoever_looks_after_no_flow_finds_none(made, asked, clerk, outsider, office_head):
    where = f"schedules/{made().pk}"
    for member in (clerk, outsider):
        stranger = program(member)
        assert stranger.ask("schedules")["items"] == []
        assert stranger.get(f"/api/{where}").status_code == 404
        assert stranger.send("schedules", **asked).status_code == 404
        assert stranger.send(f"{where}/pause").status_code == 404
    head = program(office_head)  # of the owning department: sees, changes nothing
    assert head.ask(where)["state"] == "active"
    assert head.send(f"{where}/pause").status_code in (403, 409)
    assert head.send("schedules", **asked).status_code in (403, 409)
    assert Schedule.objects.get().state == "active"


def test_the_results_are_read(made, clock, designer, clerk, office_head):
    where = f"schedules/{made(mode='submit').pk}"
    clock.strikes("2026-04-01 09:00")
    reader = program(designer)
    (one,) = reader.ask(f"{where}/occasions")["items"]
    assert (one["day"], one["state"], one["total"], one["done"]) == ("2026-04-01", "held", 1, 1)
    (line,) = reader.ask(f"{where}/occasions/{one['id']}")["items"]
    assert (line["member"], line["state"], line["matter"]) == (clerk.pk, "submitted", None)
    (line,) = program(office_head).ask(f"{where}/occasions/{one['id']}")["items"]
    assert line["matter"] == Start.objects.get().matter_id
    assert program(clerk).get(f"/api/{where}/occasions").status_code == 404
    page = client_of(clerk).get("/todo/mine").content.decode()
    assert "请假" in page
