"""月度请假 by the clock: 陈砚秋 makes the office's templates, on Monday 2 March 2026 at ten."""

import datetime

import pytest

from andu.approvals.tests.conftest import RIGHTS, template, version  # noqa: F401
from andu.recurring import actions, clockwork
from andu.recurring.models import Schedule
from andu.recurring.occurring import Every, Off, On, Rhythm
from andu.recurring.planning import Plan
from andu.workflow.tests.conftest import decide_policy  # noqa: F401
from tests.cast import actor_of, client_of, give_right

HERE = datetime.timezone(datetime.timedelta(hours=8))
MORNING = datetime.datetime(2026, 3, 2, 10, 0, tzinfo=HERE)
FILLED = {"f-reason": ["例行"], "f-days": ["1"]}


class Clock:
    """The time, as the tests set it."""

    def __init__(self):
        self.now = MORNING

    def to(self, text):
        """Set it to this moment, e.g. "2026-04-01 09:00"."""
        zone = MORNING.tzinfo
        self.now = datetime.datetime.fromisoformat(text).replace(tzinfo=zone)
        return self

    def strikes(self, text=""):
        """The clock's look at that moment."""
        if text:
            self.to(text)
        clockwork.come_to_due()
        clockwork.start_asked()


@pytest.fixture
def clock(monkeypatch):
    """The time, given."""
    found = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: found.now)
    return found


@pytest.fixture
def designer(registrar):
    """Somebody who may make templates."""
    give_right(registrar, *RIGHTS)
    return registrar


@pytest.fixture
def plan(clerk):
    """The clerk on the first working day of each month, as a draft."""

    def planned(**changes):
        rhythm = Rhythm(
            every=changes.pop("every", Every.MONTH), on=changes.pop("on", On.WORKDAY),
            number=changes.pop("number", 1), off=changes.pop("off", Off.NEXT),
            since=changes.pop("since", datetime.date(2026, 3, 1)), until=changes.pop("until", None),
        )  # fmt: skip
        said = {
            "name": "月度请假", "who": Schedule.Who.PEOPLE, "members": (clerk,),
            "time": datetime.time(9), "raw": dict(FILLED), "rhythm": rhythm,
        }  # fmt: skip
        return Plan(**said | changes)

    return planned


@pytest.fixture
def made(clock, version, designer, plan):  # noqa: F811
    """A schedule, made with some changes of the usual plan."""

    def schedule(**changes):
        by = actor_of(designer)
        return actions.schedule(version.template, plan(**changes), by=by)

    return schedule


@pytest.fixture
def browser(designer):
    """陈砚秋 at the pages."""
    return client_of(designer)
