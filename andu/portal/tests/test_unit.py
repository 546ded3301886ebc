"""部门待办: only what one may oversee, and urging from there (WF-38)."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from andu.organisation.models import Appointment
from andu.portal.queries import oversight
from andu.workflow import kinds
from andu.workflow.kinds import Kind
from andu.workflow.models import Seat, Urging
from andu.workflow.tests.conftest import begin, countersign, drawings
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries

assert drawings


@pytest.fixture(autouse=True)
def test_kind():
    """A room that shows matters of the kind the stories start."""

    def shown(request, matter):
        return HttpResponse("办理")

    kinds.register(Kind("test", "测试", {"": shown, "track": shown}))


@pytest.fixture
def matter(clerk):
    """A request that lies with the head of the office."""
    return begin(clerk, countersign("finance_head"))


def test_a_head_sees_what_lies_with_the_people_and_urges(matter, director, office_head):
    browser = client_of(director)
    text = browser.get("/unit").content.decode()
    assert matter.title in text and "罗曼青" in text
    assert f'href="/w/{matter.pk}"' not in text, "takes no part in it"
    assert f'href="/w/{matter.pk}/track"' in text
    seat = Seat.objects.get(run__matter=matter, state="open")
    assert browser.post(f"/urge/{seat.pk}", {"next": "/unit"}).url == "/unit"
    text = browser.get("/unit").content.decode()
    assert "已催 1 次" in text and "disabled" in text
    assert matter.title in browser.get("/").content.decode()


def test_nobody_else_sees_or_urges(matter, clerk, finance_head, outsider):
    seat = Seat.objects.get(run__matter=matter, state="open")
    Appointment.objects.filter(member=outsider).update(duty="head")
    for who in (clerk, finance_head, outsider):
        browser = client_of(who)
        assert matter.title not in browser.get("/unit").content.decode()
        assert browser.post(f"/urge/{seat.pk}").status_code == 404
    assert not Urging.objects.exists()
    assert "没有你负责、分管或联络的部门" in client_of(clerk).get("/unit").content.decode()


def test_the_way_is_followed_by_who_oversees_somebody_at_it(matter, bureau, clerk, registrar):
    def opens(who, part):
        return client_of(who).get(f"/w/{matter.pk}{part}").status_code

    assert (opens(registrar, ""), opens(registrar, "/track")) == (404, 404)
    place = Appointment.objects.create(
        member=registrar, unit=bureau.units["finance"], duty="leader"
    )
    assert opens(registrar, "/track") == 404, "in charge of another unit"
    Appointment.objects.filter(pk=place.pk).update(unit=bureau.units["office"])
    assert (opens(registrar, ""), opens(registrar, "/track")) == (404, 200)
    assert opens(clerk, "/track") == 200, "as for whoever sees the matter"


@pytest.mark.parametrize("duty", ["head", "deputy", "leader", "contact"])
def test_each_who_oversees_a_unit_has_the_page_and_urges(matter, bureau, registrar, duty):
    browser = client_of(registrar)
    assert 'href="/unit"' not in browser.get("/").content.decode()
    Appointment.objects.create(member=registrar, unit=bureau.units["finance"], duty=duty)
    seat = Seat.objects.get(run__matter=matter, state="open")
    assert matter.title not in browser.get("/unit").content.decode(), "another unit's"
    assert browser.post(f"/urge/{seat.pk}").status_code == 404
    Appointment.objects.filter(member=registrar, duty=duty).update(unit=bureau.units["office"])
    text = browser.get("/").content.decode()
    assert 'href="/unit"' in text and matter.title in text
    assert matter.title in browser.get("/unit").content.decode()
    assert browser.post(f"/urge/{seat.pk}").status_code == 302
    assert Urging.objects.get().role == duty


def test_who_has_most_late_stands_first(clerk, director, office_head, finance_head):
    for _each in range(2):
        begin(clerk, countersign("finance_head"))
    seat = Seat.objects.filter(member=office_head, state="open").first()
    Seat.objects.filter(pk=seat.pk).update(due=timezone.now() - timedelta(1))
    Seat.objects.filter(member=office_head).exclude(pk=seat.pk).update(due=None)
    actor = actor_of(director)
    rows = oversight.seats_watched(actor)
    people, is_part = oversight.loads(rows)
    assert [(load.name, load.count, load.late) for load in people] == [("罗曼青", 2, 1)]
    assert not is_part and rows[0].pk == seat.pk
    figures = oversight.watch_figures(actor, rows)
    assert [figures[key].number for key in ("all", "late", "today")] == [2, 1, 1]


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 2), ("due=late", 1), ("due=nonsense", 2), ("person=x", 2), ("person=999999", 0)],
)
def test_filters(clerk, director, office_head, query, count):
    for _each in range(2):
        begin(clerk, countersign("finance_head"), title="采购请示")
    late = Seat.objects.filter(member=office_head, state="open").first()
    Seat.objects.filter(pk=late.pk).update(due=timezone.now() - timedelta(1))
    answer = client_of(director).get(f"/unit?{query}")
    assert len(answer.context["watch"].items) == count


def test_pages_and_a_constant_number_of_statements(clerk, director):
    flow = countersign("finance_head")
    browser = client_of(director)

    def grow(n):
        for _each in range(n):
            begin(clerk, flow)

    constant_queries(browser, "/unit", grow)
    grow(2)
    first = browser.get("/unit").context["watch"]
    rest = browser.get(f"/unit?after={first.next}").context["watch"]
    both = [held.seat.pk for held in (*first.items, *rest.items)]
    assert (len(both), len(set(both)), rest.next) == (32, 32, "")
