"""The demo is made by real actions: every chain in it is sound, every state is there."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from andu.approvals.models import Draft, Request
from andu.audit.models import Entry
from andu.audit.verifying import breaks
from andu.config.demo import acting, clock, crowd, day, living
from andu.config.demo.events import DayLived
from andu.config.demo.filling import filled
from andu.config.demo.office import FOLDERS, found_office, there
from andu.config.demo.plan import Story, plan_of
from andu.downloads.models import Download
from andu.forms.queries import newest_of
from andu.kit import worktime
from andu.organisation.models import Organisation
from andu.portal.models import SavedFilter
from andu.stationery.models import Phrase
from andu.todo.models import Todo
from andu.upkeep.starting import KEYS
from andu.workflow import store
from andu.workflow.compiled import definition_of
from andu.workflow.loading import replayed
from andu.workflow.models import ConsultationWord, Errand, Matter, Seat
from andu.workflow.schedule import do_errands
from tests.house import reading

FEW = 16


@pytest.fixture(autouse=True)
def _fresh_definitions():
    """Each test begins with ids afresh, so no definition is remembered by its id."""
    definition_of.cache_clear()
    yield
    definition_of.cache_clear()


def _founded(folder):
    with clock.at(living.long_ago()):
        call_command("first_run", stdout=StringIO())
        return found_office(folder)


def _told():
    """What the plan tells, without the requests for flows, what flows have called and what is put
    up for a crowd."""
    rows = Request.objects.exclude(version__template__key__in=[*KEYS, crowd.KEY])
    return rows.filter(matter__called_by__isnull=True)


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_office_of_the_demo_lives_its_ten_weeks(db, folder, monkeypatch):
    """However many turns of the last days were late, few are when it ends, but not none."""
    monkeypatch.setattr(day, "LATE_AT_LAST", 1)
    office = _founded(folder)
    plan = plan_of(office, FEW)
    while living.live_on(office, plan):
        pass
    assert _told().count() == len(plan.stories)
    assert set(office.versions) - {*KEYS, crowd.KEY} == set(office.data["templates"])
    for matter in Matter.objects.all():
        loaded = store.load(matter.pk)
        assert loaded.configuration == replayed(loaded.run)
        times = list(loaded.run.history.order_by("sequence").values_list("at", flat=True))
        assert times == sorted(times)
        assert plan.begin <= times[0]
        assert times[-1] <= plan.end
    assert all(line.arrived <= plan.end for line in Todo.objects.all())
    lines = Todo.objects.filter(kind=Todo.Kind.TODO)
    late = lines.filter(due__lt=plan.end)
    matters = late.values("matter_id").distinct().count()
    assert matters == 1 or 1 <= late.count() <= lines.count() / 15
    assert not list(breaks())
    assert Draft.objects.exists()
    assert SavedFilter.objects.exists()
    assert Phrase.objects.exists()
    assert Download.objects.exists()
    assert ConsultationWord.objects.filter(kind="answer").exists()


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_line_fits_the_form_of_its_template(db, folder):
    """So that no organisation's demo stops half-way."""
    office = _founded(folder)
    assert len(office.data["templates"]) >= 5
    assert set(office.data["matters"]) == set(office.data["templates"])
    now, who = living.long_ago(), office.member(office.data["accounts"][-1])
    told = [(key, line) for key, lines in office.data["matters"].items() for line in lines]
    for number, (key, line) in enumerate(told * 3):
        title, _cleaned = filled(
            office, office.versions[key], Story(number, now, key, line, who, 0)
        )
        assert "{" not in title


def test_a_day_that_was_cut_off_is_lived_again_and_only_once(db, monkeypatch):
    office = _founded("city")
    plan = plan_of(office, FEW)
    first = plan.stories[0].at.astimezone(plan.calendar.zone).date()

    def struck(*_args, **_more):
        raise KeyboardInterrupt

    for _day in [date for date in plan.days() if date < first]:
        living.live_on(office, plan)
    with monkeypatch.context() as broken:
        broken.setattr(living, "record", struck)
        with pytest.raises(KeyboardInterrupt):
            living.live_on(office, plan)
    assert not Request.objects.exists()
    again = there("city")
    while living.live_on(again, plan_of(again, FEW)):
        pass
    assert _told().count() == len(plan.stories)
    days = [each.details["day"] for each in Entry.objects.filter(event=DayLived.code())]
    assert days == sorted(set(days))


def test_few_of_the_demo_are_late(db):
    """The lines that wait too long are counted out, so that no demo has none or too many."""
    limit, turns = 480.0, [(_story(number), Seat(number=seat, member_id=seat))
                           for number in range(100) for seat in range(5)]  # fmt: skip
    late = [each for each in turns if day._minutes(*each, limit, rests=False) > limit]
    assert 0.03 < len(late) / len(turns) < 0.06


def test_the_last_days_are_the_fuller_whenever_the_demo_is_made(db):
    office = _founded("city")
    for hours in range(0, 7 * 24, 9):
        office.organisation.created = living.long_ago() - datetime.timedelta(hours=hours)
        plan = plan_of(office, 60)
        assert len(plan.stories) == 60
        assert all(plan.begin <= story.at < plan.end for story in plan.stories)
        late = worktime.add(plan.calendar, plan.end, -datetime.timedelta(hours=24))
        assert 20 <= sum(story.at >= late for story in plan.stories) <= 30


def _story(number):
    return Story(number, living.long_ago(), "qj", {}, None, 0)


def test_a_trip_by_the_groups_own_car_calls_the_flow_of_cars(db):
    """People handle the called matter by the story of the one that has called it."""
    office, now = _founded("group"), living.long_ago()
    line = next(each for each in office.data["matters"]["cl"] if "travel" in each["values"])
    story = Story(0, now, "cl", line, office.member(office.data["accounts"][-1]), 0)
    with clock.at(now):
        trip = acting.submit(office, story)
    for hour in range(1, 9):
        with clock.at(now + datetime.timedelta(hours=hour)):
            do_errands()
            for request in day._requests(Matter.objects.all()):
                for seat in acting.open_seats(request.matter):
                    acting.turn(office, request, acting.story_of(request, (story,)), seat, "agree")
    call = Errand.objects.get(kind="call")
    assert (call.run.matter_id, call.state, call.called.label) == (
        trip.matter_id, "over", "车辆使用"
    )  # fmt: skip
    assert Matter.objects.get(pk=trip.matter_id).state == Matter.State.FINISHED
    assert newest_of(trip.record_id).values["car"]


def test_the_command_leaves_an_installation_with_an_organisation_alone(bureau):
    said = StringIO()
    call_command("demo", stdout=said)
    assert not said.getvalue()
    assert not Matter.objects.exists()
    assert Organisation.objects.count() == 1


def test_the_clock_of_the_demo_moves_only_where_it_is_asked():
    then = timezone.now() - datetime.timedelta(days=30)
    with clock.at(then):
        assert timezone.now() == then
        assert isinstance(then, timezone.datetime)
    assert timezone.now() - then >= datetime.timedelta(days=30)
    with pytest.raises(ValueError, match="future"), clock.at(then + datetime.timedelta(days=99)):
        pass


def test_nothing_but_the_demo_can_move_the_clock():
    users = {
        str(path) for path in reading.product(".py")
        if "config.demo" in reading.text(path) or "demo_moment" in reading.text(path)
    }  # fmt: skip
    assert all("/config/demo/" in path or path.endswith("commands/demo.py") for path in users)
