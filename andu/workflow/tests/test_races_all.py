"""Fifty who sign at once, and whoever agrees against everything that can come between (WF-25): in
the suite a few rounds, by hand all of them (`-m long -s`)."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from andu.engine import AtLimit, LimitAct, Step
from andu.engine.handlers import NamedPerson, Superior
from andu.engine.nodes import Where
from andu.notify.models import Notice
from andu.workflow import actions
from andu.workflow.actions.adding import Placing
from andu.workflow.actions.starting import Subject
from andu.workflow.jobs.timers import set_timers
from andu.workflow.models import History, Matter, Seat, Timer, Visit
from andu.workflow.rights import ADMINISTER
from andu.workflow.saying import AS_IT_STANDS, Deed
from andu.workflow.succession import the_system
from andu.workflow.tests.conftest import alone, countersign, line, seat_of, version_of
from andu.workflow.tests.racing import (
    APART,
    LATE,
    Figures,
    Found,
    Lanes,
    Lap,
    found_in,
    lanes,
    overlap,
    sound,
)
from tests.cast import Bureau, actor_of, give_right, make_member

SIGNERS, CLERKS_AT_ONCE = 50, 10
ROUNDS, RACES = (2, 200), (6, 1000)  # in the suite; by hand
WHY = Deed(opinion="此事另有安排。")

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def short_and_long(counts: tuple[int, int]) -> pytest.MarkDecorator:
    few, many = counts
    return pytest.mark.parametrize("rounds", [few, pytest.param(many, marks=pytest.mark.long)])


@short_and_long(ROUNDS)
def test_fifty_sign_at_once_and_the_step_passes_once(rounds, bureau, clerk, office_head, director):
    unit = bureau.units["finance"]
    people = [make_member(unit, f"s{n}", f"会签{n}") for n in range(SIGNERS)]
    flow = version_of(clerk.organisation, countersign(*(one.code for one in people)))
    figures = Figures("fifty at once")
    with lanes(CLERKS_AT_ONCE) as pool:
        for number in range(rounds):
            about = Subject(kind="test", title=f"会签第 {number} 件", label="请示")
            matter = actions.start(flow, about, by=actor_of(clerk))
            actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
            figures.reasons.update(sign(pool, matter, people))
            assert_passed_once(matter, people, director)
            figures.rounds += 1
    figures.tell()


def sign(pool: Lanes, matter: Matter, people: list) -> list[str]:
    """All of them, in any order; who is told that too many sign at once clicks again. What they
    were told."""
    todo = [(seat_of(matter, one), actor_of(one)) for one in people]
    told: list[str] = []
    while todo:
        random.shuffle(todo)
        acts = [lambda seat=seat, by=by: actions.agree(matter, seat, by=by) for seat, by in todo]
        laps = pool.run(acts)
        told += [lap.refused for lap in laps if lap.refused]
        assert all("同时办理的人太多" in words for words in told), told
        todo = [turn for turn, lap in zip(todo, laps, strict=True) if lap.refused]
    return told


def assert_passed_once(matter: Matter, people: list, director) -> None:
    signed = History.objects.filter(run__matter=matter, step="会签", how="agreed")
    assert signed.count() == len(people) == signed.values("member_id").distinct().count()
    passed = Visit.objects.filter(run__matter=matter, node="sign")
    assert [visit.state for visit in passed] == [Visit.State.PASSED]
    assert Seat.objects.get(run__matter=matter, node="decide").member == director
    sound(matter)
    told = Notice.objects.filter(title=f"待办：{matter.title}").values_list("member", flat=True)
    everybody = {*(one.pk for one in people), director.pk}
    assert {who: n for who, n in Counter(told).items() if who in everybody} == dict.fromkeys(
        everybody, 1
    )


@dataclass(frozen=True)
class Field:
    """Where the races are run: the people, the flow, and who administers it."""

    bureau: Bureau
    flow: object

    def who(self, code: str):
        return actor_of(self.bureau.members[code])

    def begin(self, title: str) -> Matter:
        about = Subject(kind="test", title=title, label="请示")
        matter = actions.start(self.flow, about, by=self.who("clerk"))
        late = timezone.now() - timedelta(hours=1)
        Seat.objects.filter(run__matter=matter, state="open").update(due=late)
        return matter


def withdraw(field: Field, matter: Matter, _seat: int) -> object:
    return actions.withdraw(matter, by=field.who("clerk"))


def transfer(field: Field, matter: Matter, seat: int) -> object:
    to = field.bureau.members["registrar"].pk
    return actions.transfer(matter, seat, to, by=field.who("office_head"))


def adding(where: Where) -> Callable[[Field, Matter, int], object]:
    def add(field: Field, matter: Matter, seat: int) -> object:
        who = [field.bureau.members["registrar"].pk]
        return actions.add_signers(matter, seat, who, Placing(where), by=field.who("office_head"))

    return add


def time_is_up(_field: Field, matter: Matter, _seat: int) -> object:
    timer = Timer.objects.get(seat__run__matter=matter)
    return actions.act_by_time(timer, by=the_system(matter.organisation_id))


def terminate(field: Field, matter: Matter, _seat: int) -> object:
    return actions.terminate(matter, WHY, by=field.who("director"))


def void(field: Field, matter: Matter, _seat: int) -> object:
    return actions.void(matter, WHY, by=field.who("director"))


AGAINST = {
    "withdraw": withdraw, "transfer": transfer, "add before": adding(Where.BEFORE),
    "add after": adding(Where.AFTER), "add beside": adding(Where.BESIDE),
    "time returns": time_is_up, "time passes": time_is_up, "terminate": terminate, "void": void,
}  # fmt: skip
BY_TIME = {"time returns": LimitAct.RETURN, "time passes": LimitAct.PASS}


@pytest.fixture
def field(request, bureau, clerk, director, decide_policy):
    decide_policy("workflow.auto_pass_allowed", "1")
    give_right(director, ADMINISTER.code)
    alone(director)
    act = BY_TIME.get(request.getfixturevalue("against"))
    acts = (AtLimit(act=act),) if act else ()
    flow = line(
        Step(key="check", name="科长审核", handlers=(Superior(1),), at_limit=acts),
        Step(key="decide", name="签批", handlers=(NamedPerson("finance_head"),), at_limit=()),
    )
    return Field(bureau, version_of(clerk.organisation, flow))


@pytest.mark.parametrize("against", AGAINST)
@short_and_long(RACES)
def test_whoever_agrees_comes_before_or_after_never_between(rounds, against, field, office_head):
    orders = {first: in_order(field, against, first) for first in ("agree", against)}
    assert orders["agree"].did[:1] == ("agreed",) != orders[against].did[:1]
    figures = Figures(f"agree against {against}")
    with lanes(2) as pool:
        for number in range(rounds):
            matter, pair = ready(field, against, f"第 {number} 场")
            laps = pool.run(list(pair.values()), APART)
            found = found_in(matter, told(laps, against))
            came_first = [first for first, known in orders.items() if known == found]
            assert len(came_first) == 1, (found, orders)
            figures.rounds += 1
            figures.overlapped += overlap(laps)
            figures.wins.update(came_first)
            figures.reasons.update(why for why in found.refused if why)
    figures.tell()
    assert rounds < RACES[1] or set(figures.wins) == set(orders)


def ready(field: Field, against: str, title: str):
    """A matter whose turn lies with the head of the office, and the two acts."""
    matter = field.begin(title)
    seat = seat_of(matter, field.bureau.members["office_head"])
    if against in BY_TIME:
        set_timers()
    agree = field.who("office_head")
    return matter, {
        "agree": lambda: actions.agree(matter, seat, AS_IT_STANDS, by=agree),
        against: lambda: AGAINST[against](field, matter, seat),
    }


def in_order(field: Field, against: str, first: str) -> Found:
    """What comes of it when the other waits."""
    matter, pair = ready(field, against, f"先 {first}")
    with lanes(1) as alone_:
        laps: dict[str, Lap] = {}
        for who in sorted(pair, key=lambda who: who != first):
            (laps[who],) = alone_.run([pair[who]])
    return found_in(matter, told([laps[who] for who in pair], against))


def told(laps: Sequence[Lap], against: str) -> list[str]:
    """Why they were refused. A person who came too late is told who did what in the meantime; time
    needs no telling."""
    words = [lap.refused for lap in laps]
    if against in BY_TIME and words[1]:
        words[1] = "too late"
    assert all(LATE.match(each) for each in words if each not in ("", "too late")), words
    return words
