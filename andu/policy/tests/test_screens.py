import pytest
from django.test import Client

from andu.policy.declaring import Setting
from andu.policy.models import Decision
from andu.policy.policy import PROFILE
from andu.policy.reading import value
from andu.policy.types import Bool, Choice, Int, Text
from tests.cast import client_of
from tests.house.counting import constant_queries

DAYS = Setting("test.days", Int(1, 30, "天"), 7, "天数", profiles={"zhidu": 9, "dengbao": 7})
SAMPLES = [
    DAYS,
    Setting("test.yes", Bool(), True, "是否"),
    Setting("test.words", Text(900), "", "词语", per="unit"),
    Setting("test.choice", Choice((("a", "甲"), ("b", "乙"))), "a", "选择"),
]


@pytest.fixture
def browser(security_administrator):
    client = Client()
    client.force_login(security_administrator)
    return client


def test_the_list_shows_every_setting(browser):
    text = browser.get("/admin/settings").content.decode()
    assert all(sample.label in text for sample in SAMPLES)
    assert "等保三级" in text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.code)
def test_each_type_has_its_form(browser, bureau, sample):
    answer = browser.get(f"/admin/settings/{sample.code}")
    assert answer.status_code == 200
    assert 'name="value"' in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_decision_is_kept_with_its_basis(browser):
    form = {"value": "12", "place": "installation:0", "basis": "信息〔2026〕3号"}
    answer = browser.post("/admin/settings/test.days", form)
    assert answer.status_code == 302
    assert value(DAYS) == 12
    assert "信息〔2026〕3号" in browser.get("/admin/settings/test.days").content.decode()


@pytest.mark.parametrize(
    "change", [{"value": "99"}, {"value": "x"}, {"basis": ""}, {"place": "unit:4"}]
)
def test_a_bad_decision_comes_back_filled_and_changes_nothing(browser, change):
    form = {"value": "12", "place": "installation:0", "basis": "信息〔2026〕3号"} | change
    answer = browser.post("/admin/settings/test.days", form)
    assert answer.status_code == 422
    assert not Decision.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_profile_switches_what_nobody_decided(browser):
    form = {"value": "zhidu", "place": "installation:0", "basis": "党组会纪要"}
    assert browser.post(f"/admin/settings/{PROFILE.code}", form).status_code == 302
    assert value(DAYS) == 9


@pytest.mark.django_db(transaction=True)
def test_one_unit_may_differ(browser, bureau):
    unit = bureau.units["finance"]
    form = {"value": "y", "place": f"unit:{unit.pk}", "basis": "财务〔2026〕1号", "locked": "on"}
    assert browser.post("/admin/settings/test.words", form).status_code == 302
    assert value(SAMPLES[2], units=unit.line) == "y"
    assert value(SAMPLES[2]) == ""


def test_the_auditor_reads_and_may_not_change(audit_administrator):
    client = Client()
    client.force_login(audit_administrator)
    page = client.get("/admin/settings/test.days")
    assert page.status_code == 200
    assert 'name="value"' not in page.content.decode()
    form = {"value": "12", "place": "installation:0", "basis": "x"}
    assert client.post("/admin/settings/test.days", form).status_code == 422
    assert not Decision.objects.exists()


def test_a_clerk_sees_nothing(clerk):
    assert client_of(clerk).get("/admin/settings").status_code == 403


def test_history_takes_a_constant_number_of_queries(browser):
    def grow(number):
        for n in range(number):
            Decision.objects.create(
                code="test.days", level="installation", text=str(n % 30 + 1), by_name="安全管理员",
                since="2026-01-01T00:00Z",
            )  # fmt: skip

    assert constant_queries(browser, "/admin/settings/test.days", grow) <= 8
