"""超期说明, and urging from a list."""

import datetime

import pytest
from django.utils import timezone

from andu.workflow.models import LateAct, Run, Urging
from andu.workflow.reporting import duties, late_acts
from andu.workflow.tests.conftest import begin, countersign, seat_of
from tests.cast import client_of, give_right
from tests.house.counting import constant_queries


@pytest.fixture
def matter(clerk):
    """A request of the clerk's."""
    return begin(clerk, countersign("finance_head"))


@pytest.fixture
def grow(matter, office_head, bureau):
    """Late acts in the office."""
    run = Run.objects.get(matter=matter)

    def more(count):
        now = timezone.now()
        first = LateAct.objects.count()
        LateAct.objects.bulk_create(
            LateAct(
                matter=matter, run=run, sequence=first + n + 10, member=office_head,
                member_name="罗曼青", unit_path=bureau.units["office"].path, unit_name="办公室",
                step="科长审核", due=now - datetime.timedelta(days=1), at=now, minutes=75,
                reason="出差在外" if n else "",
            )
            for n in range(count)
        )  # fmt: skip

    return more


def test_the_report_for_whom_it_is(grow, finance_head, director, bureau):
    grow(2)
    assert client_of(director).get("/stats/late").status_code == 403
    give_right(director, "workflow.lateness.read")
    page = client_of(director).get("/stats/late").content.decode()
    assert "共 2 次超期办理，其中 1 次没有说明" in page
    assert "出差在外" in page and "1 小时 15 分" in page
    give_right(finance_head, "workflow.lateness.read", scope=bureau.units["finance"])
    assert "没有超期办理" in client_of(finance_head).get("/stats/late").content.decode()


@pytest.mark.parametrize(
    "asked",
    ["from=x&to=2026-13-45", "from=99999-01-01", "from=2020-01-01&to=2019-01-01", "after=x"],
)
def test_strange_days_do_no_harm(grow, director, asked):
    grow(1)
    give_right(director, "workflow.lateness.read")
    assert client_of(director).get(f"/stats/late?{asked}").status_code == 200


def test_the_report_takes_as_many_queries_with_many_rows(grow, director):
    give_right(director, "workflow.lateness.read")
    constant_queries(client_of(director), "/stats/late", grow)


def test_the_query_by_days(grow, bureau):
    grow(1)
    today = timezone.localdate()
    assert late_acts(bureau.organisation, today, today).count() == 1
    yesterday = today - datetime.timedelta(days=1)
    assert not late_acts(bureau.organisation, yesterday, yesterday)
    assert not duties(bureau.organisation, yesterday, today)


def test_a_head_urges_without_taking_part(matter, director, office_head, registrar):
    seat = matter.run.seat_rows.get(number=seat_of(matter, office_head))
    address = f"/urge/{seat.pk}"
    assert client_of(registrar).post(address).status_code == 404
    answer = client_of(director).post(
        address, {"words": "快些", "next": "https://elsewhere.example"}
    )
    assert answer["Location"] == "/"
    assert Urging.objects.get().role == "head"
