"""Times, amounts and marks as people write them."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template

from andu.ui import times

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)  # a Wednesday


def at(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at(2026, 11, 25, 8, 40), "今天 08:40"),
        (at(2026, 11, 27, 14, 35), "周五 14:35"),
        (at(2026, 11, 23, 0, 5), "周一 00:05"),
        (at(2026, 11, 20, 14, 35), "11-20"),
        (at(2025, 11, 20, 14, 35), "2025-11-20"),
        (datetime.datetime(2026, 11, 24, 16, 30, tzinfo=datetime.UTC), "今天 00:30"),
        (datetime.date(2026, 11, 25), "今天"),
        (datetime.date(2026, 11, 27), "周五"),
    ],
)
def test_when(moment: object, said: str) -> None:
    assert times.when(moment, NOW) == said


def test_a_full_time_keeps_its_hour() -> None:
    assert times.when(at(2026, 11, 20, 15, 10), NOW, full=True) == "11-20 15:10"


@pytest.mark.parametrize(
    ("due", "said", "state"),
    [
        (at(2026, 11, 27, 10, 0), "剩 2 天", ""),
        (at(2026, 11, 25, 10, 40), "剩 1 小时 40 分", "soon"),
        (at(2026, 11, 25, 9, 40), "剩 40 分", "soon"),
        (at(2026, 11, 25, 22, 30), "剩 13 小时", "soon"),
        (at(2026, 11, 25, 4, 59), "超期 4 小时", "late"),
        (at(2026, 11, 25, 8, 30), "超期 30 分", "late"),
        (at(2026, 11, 20, 9, 0), "超期 5 天", "late"),
        (at(9999, 12, 31, 0, 0), "", ""),
        (None, "", ""),
    ],
)
def test_remaining(due: datetime.datetime | None, said: str, state: str) -> None:
    assert times.remaining(due, NOW) == (said, state)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{% money 386000000 %}", "¥ 3,860,000.00"),
        ("{% money -1 %}", "¥ 0.01"),
        ("{% urgency 1 %}", "特急"),
        ("{% urgency 3 %}", "平急"),
        ('{% avatar "顾清和" 2 %}', 'data-tone="2"'),
        ('{% icon "check" "i--sm" %}', "#i-check"),
        ('{% icon "lock" label="密件" %}', 'aria-label="密件"'),
        ("{{ 395264|size }}", "386 KB"),
        ("{{ 2516582|size }}", "2.4 MB"),
        ("{{ 12|size }}", "12 字节"),
    ],
)
def test_tags(tag: str, said: str) -> None:
    assert said in Template(tag).render(Context())


def test_tags_say_nothing_of_nothing() -> None:
    for tag in ("{% urgency 0 %}", "{% when none %}", "{% remaining none %}", "{% money none %}"):
        assert Template(tag).render(Context({"none": None})) == ""


def test_names_are_escaped() -> None:
    html = Template("{% avatar who %}").render(Context({"who": "<b>"}))
    assert "<b>" not in html
