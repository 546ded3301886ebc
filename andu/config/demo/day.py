"""One day of the demo, in the order things happen: what was planned for it, and what is open."""

import datetime
import heapq
import math
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from andu.approvals.models import Request
from andu.config.demo import acting, clock
from andu.config.demo.absence import settle_absences
from andu.config.demo.office import Office
from andu.config.demo.plan import Plan, Story
from andu.kit import worktime
from andu.notify import actions as notify
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow.jobs.reminding import remind_due
from andu.workflow.models import Circulation, Consultation, Matter, Seat
from andu.workflow.schedule import do_errands

# Minutes in an inbox: half of them, most; each how many is late, and so on the last days, when
# most of them are caught up with.
USUAL, LONGEST, LATE = 120, 440, 23
LATE_AT_LAST, AT_LAST = 6, datetime.timedelta(hours=16)
LEFT_LATE = 20  # one line in so many is late when the demo ends, and at least one
ASKED, SLOW = 9, 45  # one turn in so many asks the initiator first, if it takes these minutes
ALMOST = 0.9  # of a limit: still in time
LAST_DAY, KEPT = datetime.timedelta(minutes=400), 0.6
QUICK = {"take_back": 6, "withdraw": 40, "suspend": 90, "resume": 1400, "void": 200, "halt": 300,
         "reassign": 240}  # fmt: skip


@dataclass
class Day:
    """A working day of an office, while it is being lived."""

    office: Office
    plan: Plan
    until: datetime.datetime
    now: datetime.datetime
    waiting: list[Any] = field(default_factory=list)
    order: Any = field(default_factory=count)

    def put(self, moment: datetime.datetime, act: Callable[..., None], *about: Any) -> None:
        """Something is going to happen, if it still falls on this day."""
        if moment < self.until:
            moment = max(moment, self.now + datetime.timedelta(seconds=7))
            heapq.heappush(self.waiting, (moment, next(self.order), act, about))

    def after(self, since: datetime.datetime, minutes: float) -> datetime.datetime:
        """So many minutes of working time later."""
        return worktime.add(self.plan.calendar, since, datetime.timedelta(minutes=minutes))

    def left(self, since: datetime.datetime) -> datetime.timedelta:
        """The working time until the demo ends."""
        return worktime.between(self.plan.calendar, since, self.plan.end)


def live(office: Office, plan: Plan, date: datetime.date) -> None:
    """Let everything happen that happens on this day."""
    midnight = datetime.datetime.combine(date, datetime.time(), plan.calendar.zone)
    until = min(midnight + datetime.timedelta(days=1), plan.end)
    day = Day(office, plan, until, max(midnight, plan.begin))
    _morning(day)
    while day.waiting:
        moment, _number, act, about = heapq.heappop(day.waiting)
        if moment >= until:
            break
        day.now = moment
        with clock.at(moment):
            act(day, *about)
    _evening(day, midnight)


def catch_up(office: Office, plan: Plan) -> None:
    """At the end people handle what is late but for the few lines that make an inbox look real:
    first the matters that stand in many inboxes, then the oldest."""
    day = Day(office, plan, plan.end, plan.end)
    moment = worktime.add(plan.calendar, plan.end, -datetime.timedelta(seconds=1))
    lines = Todo.objects.filter(organisation=office.organisation)
    few = max(round(lines.filter(kind=Todo.Kind.TODO).count() / LEFT_LATE), 1)
    late = lines.filter(due__lt=plan.end).order_by("due", "pk")
    found = list(late.values_list("matter_id", "seat_id"))
    wide = Counter(matter for matter, _seat in found)
    for matter, seat in sorted(found, key=lambda line: -wide[line[0]]):
        left = list(late.values_list("matter_id", flat=True))
        if len(left) <= few or len(set(left)) == 1:
            break
        story = acting.story_of(_again(matter), plan.stories)
        if seat and story:
            with clock.at(moment):
                _turn(day, seat, story)


def _morning(day: Day) -> None:
    """What is planned for the day, and what was left open."""
    with clock.at(day.now):
        settle_absences(day.office, day.plan, day.now)
    for story in day.plan.stories:
        if day.now <= story.at < day.until:
            day.put(story.at, _submit, story)
    mine = Matter.objects.filter(organisation=day.office.organisation)
    going = mine.filter(state__in=(Matter.State.RUNNING, Matter.State.SUSPENDED))
    for request in _requests(going):
        _foresee(day, request)
    unread = Circulation.objects.filter(matter__in=mine, read=None, withdrawn=None)
    for circulation in unread.select_related("member", "matter"):
        _foresee_reading(day, circulation)
    asked = Consultation.objects.waiting().filter(matter__in=mine)
    for consultation in asked.select_related("member", "matter"):
        _foresee_answer(day, consultation)


def _evening(day: Day, midnight: datetime.datetime) -> None:
    """The clock reminds; on Fridays people clear their notices."""
    evening = midnight + datetime.timedelta(hours=17, minutes=40)
    if evening >= day.until:
        return
    with clock.at(max(evening, day.now)):
        do_errands()
        remind_due()
        if evening.weekday() == 4:
            told = Notice.objects.filter(
                read_at__isnull=True, member__organisation=day.office.organisation
            )
            ids = set(told.values_list("member", flat=True))
            for member in day.office.people:
                if member.pk in ids:
                    notify.read_all(by=day.office.actor(member))


def _requests(matters: Any) -> list[Request]:
    rows = Request.objects.filter(matter__in=matters).select_related(
        "matter__initiator", "matter__run", "version__form_version", "record__form_version"
    )
    return list(rows.order_by("pk"))


def _submit(day: Day, story: Story) -> None:
    request = acting.submit(day.office, story)
    acting.keep_an_eye(day.office, request, story)
    _foresee(day, _again(request.matter_id))


def _again(matter_id: int) -> Request:
    return _requests([matter_id])[0]


def _foresee(day: Day, request: Request) -> None:
    """When the next things happen to a matter, as it stands."""
    story = acting.story_of(request, day.plan.stories)
    if story is None:
        return
    run, matter = request.matter.run, request.matter
    verb = story.script.get(run.sequence, "")
    if matter.state in (Matter.State.RUNNING, Matter.State.SUSPENDED) and verb in acting.APART:
        last = run.history.latest("sequence").at
        pause = QUICK[verb] * story.chance(verb).uniform(0.6, 1.4)
        day.put(day.after(last, pause), _apart, request.matter_id, story)
    elif matter.state == Matter.State.RUNNING:
        for seat in acting.open_seats(matter):
            _foresee_turn(day, story, seat, verb)
    elif matter.state == Matter.State.FINISHED and story.chance("show").random() < 0.35:
        day.put(day.after(day.now, 25), _circulate, matter, story)


def _foresee_turn(day: Day, story: Story, seat: Seat, verb: str) -> None:
    opened = seat.opened
    if opened is None:
        return
    limit = _limit(day, seat)
    often = LATE_AT_LAST if day.left(opened) < AT_LAST else LATE
    minutes = _minutes(story, seat, limit, rests=verb == "rest", late=often)
    if _is_kept(day, story, seat):
        minutes = max(minutes, limit * ALMOST)
    day.put(day.after(opened, minutes), _turn, seat.pk, story)
    if minutes > SLOW and (story.number * 3 + seat.number) % ASKED == 0:
        day.put(day.after(opened, minutes * 0.3), _consult, seat.pk, story)
    if minutes > limit:
        early = limit * story.chance("urge", seat.number).uniform(0.6, 0.9)
        day.put(day.after(opened, early), _urge, seat.pk)


def _limit(day: Day, seat: Seat) -> float:
    """How many working minutes the turn may take; a working day when nobody says."""
    if seat.opened is None or seat.due is None:
        return float(LONGEST)
    given = worktime.between(day.plan.calendar, seat.opened, seat.due)
    return given / datetime.timedelta(minutes=1)


def _minutes(story: Story, seat: Seat, limit: float, *, rests: bool, late: int = LATE) -> float:
    """How long somebody takes: within the limit, but for the few who are late."""
    chance = story.chance("pace", seat.number)
    usual = USUAL * _pace(seat.member_id or 0) * (0.3 if story.urgency == 1 else 1)
    minutes = min(max(chance.lognormvariate(math.log(usual), 0.9), 3), LONGEST, limit * ALMOST)
    if (story.number * 7 + seat.number * 5) % late == 0:  # evenly: few lines are open at the end
        return limit + chance.uniform(60, 500)
    return limit * chance.uniform(0.7, 1.4) if rests else minutes


def _is_kept(day: Day, story: Story, seat: Seat) -> bool:
    """Whether somebody with an account leaves it for whoever signs in as them: much of what came
    on the last day."""
    if (
        seat.opened is None
        or seat.member is None
        or seat.member.name not in day.office.data["accounts"]
    ):
        return False
    return day.left(seat.opened) < LAST_DAY and story.chance("kept", seat.number).random() < KEPT


def _pace(member_id: int) -> float:
    """Some are quick, some are not."""
    return random.Random(member_id).uniform(0.5, 1.9)  # noqa: S311 - a demo


def _foresee_reading(day: Day, circulation: Circulation) -> None:
    chance = random.Random(f"read:{circulation.pk}")  # noqa: S311 - a demo
    if chance.random() < 0.85:
        minutes = chance.uniform(20, 900)
        day.put(day.after(circulation.at, minutes), _read, circulation.pk)


def _foresee_answer(day: Day, asked: Consultation) -> None:
    chance = random.Random(f"answer:{asked.pk}")  # noqa: S311 - a demo
    if chance.random() < 0.85:
        minutes = chance.uniform(5, 60)
        day.put(day.after(asked.at, minutes), _answer, asked.pk)


def _turn(day: Day, seat_id: int, story: Story) -> None:
    seat = _open(seat_id)
    if seat is None:
        return
    request = _again(seat.run.matter_id)
    verb = story.script.get(request.matter.run.sequence, "agree").replace("rest", "agree")
    if verb not in acting.APART:
        acting.turn(day.office, request, story, seat, verb)
    _foresee(day, _again(request.matter_id))


def _apart(day: Day, matter_id: int, story: Story) -> None:
    request = _again(matter_id)
    before = request.matter.run.sequence
    verb = story.script.get(before, "")
    if verb not in acting.APART:
        return
    acting.apart(day.office, request, story, verb)
    request = _again(matter_id)
    if request.matter.run.sequence > before:
        _foresee(day, request)
    else:  # refused: it goes on as usual
        for seat in acting.open_seats(request.matter):
            acting.turn(day.office, request, story, seat, "agree")
            break
        _foresee(day, _again(matter_id))


def _urge(day: Day, seat_id: int) -> None:
    seat = _open(seat_id)
    if seat and not seat.urgings.exists():
        acting.urge(day.office, seat)


def _consult(day: Day, seat_id: int, story: Story) -> None:
    seat = _open(seat_id)
    for asked in acting.consult(day.office, seat, story) if seat else ():
        _foresee_answer(day, asked)


def _answer(day: Day, pk: int) -> None:
    rows = Consultation.objects.waiting().filter(pk=pk)
    for asked in rows.select_related("member", "matter"):
        acting.answer(day.office, asked)


def _circulate(day: Day, matter: Matter, story: Story) -> None:
    acting.circulate(day.office, matter, story)
    for circulation in Circulation.objects.filter(matter=matter).select_related("member", "matter"):
        _foresee_reading(day, circulation)


def _read(day: Day, pk: int) -> None:
    rows = Circulation.objects.filter(pk=pk, read=None, withdrawn=None)
    for circulation in rows.select_related("member", "matter"):
        acting.read(day.office, circulation)


def _open(seat_id: int) -> Seat | None:
    rows = Seat.objects.filter(pk=seat_id, state=Seat.State.OPEN,
                               run__matter__state=Matter.State.RUNNING)  # fmt: skip
    return rows.select_related("member", "run__matter__initiator").first()
