"""python -m tests.torture.late begin N HOURS | act [AWAY] | killed SEED | look, on the data folder
or database of the environment: an office with N turns that are HOURS late; what time does to them,
on a clock that is AWAY seconds from the machine's, or while whoever does it is killed again and
again; and what has come of it."""

import json
import os
import random
import signal
import sys
import time
from collections import Counter, defaultdict
from contextlib import suppress
from datetime import timedelta
from typing import Any

from tests.torture.office import look as look_at_office  # isort: skip - it sets Django up

from django.core.management import call_command
from django.db import OperationalError, connections
from django.utils import timezone

from andu.audit.models import Entry
from andu.engine.nodes import AtLimit, LimitAct
from andu.notify.models import Notice
from andu.workflow import schedule
from andu.workflow.jobs.timers import set_timers, timers_due
from andu.workflow.models import Escalation, History, Matter, Timer
from andu.workflow.policy import AUTO_PASS
from andu.workflow.tests.conftest import decided_on
from tests.cast import bureau, give_right
from tests.torture.later import Later, last, overdue, step

HOWS = {LimitAct.PASS: "timed_out", LimitAct.RETURN: "timed_back", LimitAct.TRANSFER: "timed_on",
        LimitAct.ESCALATE: ""}  # fmt: skip
TIME_ACTED = "workflow.TimeActed"
STEPS = 2  # each turn is reminded of first
HANDS, LIFE = 2, 0.3  # seconds at most


def begin(count: int, hours: int) -> list[int]:
    """Late turns, one of each kind after the other; the matters' ids."""
    call_command("migrate", verbosity=0)
    people = bureau.__wrapped__(None).members
    rights = ("approvals.templates.manage", "forms.manage", "workflow.flows.design")
    give_right(people["registrar"], *rights)
    decided_on(people["clerk"], AUTO_PASS, "1")
    office = Later(None, people, None)
    acts = [(AtLimit(act=LimitAct.REMIND), AtLimit(act=one)) for one in HOWS]
    versions = [office.version(step("office_head", at_limit=each), last()) for each in acts]
    made = [office.ask(versions[number % len(versions)]) for number in range(count)]
    for matter in made:
        overdue(matter, hours)
    return [matter.pk for matter in made]


def act(away: int = 0) -> int:
    """As the clock of the product does; how much is left to do."""
    now = timezone.now
    timezone.now = lambda: now() + timedelta(seconds=away)
    for _turn in range(STEPS):
        schedule.act_by_the_clock()
    return timers_due().count()


def killed(seed: int) -> dict[str, int]:
    """Two hands act at a time, and are killed after a moment, until nothing is left to do."""
    dice, kills, left = random.Random(seed), 0, 1
    while left:
        connections.close_all()
        hands = [_hand() for _one in range(HANDS)]
        time.sleep(dice.uniform(0, LIFE * (1 + kills / 10)))  # on a slow machine they live longer
        for hand in hands:
            os.kill(hand, signal.SIGKILL)
            kills += os.waitpid(hand, 0)[1] == signal.SIGKILL
        set_timers()
        left = timers_due().count()
    return {"kills": kills, "left": act()}


def _hand() -> int:
    """A process that acts on connections of its own."""
    child = os.fork()
    if not child:
        with suppress(OperationalError):  # the other has the database just now
            act()
        os._exit(0)
    return child


def look() -> dict[str, Any]:
    """How many acts there were, and what was lost, doubled or done in part."""
    told, faults = defaultdict(list), look_at_office()["faults"]
    for number, matter in enumerate(Matter.objects.order_by("pk")):
        kind, how = list(HOWS.items())[number % len(HOWS)]
        rows = History.objects.filter(run__matter=matter, how__startswith="timed_")
        came = (
            list(Timer.objects.filter(seat__run__matter=matter).values_list("done", flat=True)),
            Entry.objects.filter(event=TIME_ACTED, subject_id=str(matter.pk)).count(),
            list(rows.values_list("how", flat=True)),
            Escalation.objects.filter(seat__run__matter=matter).count(),
        )  # fmt: skip
        want = ([STEPS], STEPS, [how] if how else [], int(not how))
        faults += [f"{matter.pk} {kind}: {came}, wanted {want}"] * (came != want)
        notices = Notice.objects.filter(link=matter.get_absolute_url())
        told[kind].append(Counter(notices.values_list("member__code", "kind")))
    for kind, all_ in told.items():
        faults += [f"{kind}: {one} told, elsewhere {all_[0]}" for one in all_ if one != all_[0]]
    acted = Entry.objects.filter(event=TIME_ACTED).count()
    return {"acted": acted, "faults": faults}


if __name__ == "__main__":
    word, *numbers = sys.argv[1:]
    deeds: dict[str, Any] = {"begin": begin, "act": act, "killed": killed, "look": look}
    sys.stdout.write(json.dumps(deeds[word](*map(int, numbers))))
