"""andu through its real actions: rules, audit, to-do lines, notices, idempotency, all of it."""

# ruff: noqa: E402 - models can be imported only after setup

import cProfile
import io
import itertools
import pstats
import time
from pathlib import Path
from typing import Any

import django
from django.db import connection

django.setup()

from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from andu.approvals import actions
from andu.approvals.actions.handling import Act
from andu.approvals.models import Request, TemplateVersion
from andu.kit import editions
from andu.kit.actor import Actor
from andu.notify.models import Notice
from andu.organisation import known
from andu.organisation.acting import actor_of
from andu.organisation.models import Member, Organisation
from andu.portal.actions import decide_item, start_batch
from andu.todo.models import Todo
from andu.workflow.models import History, Matter
from bench import office
from bench.contenders import finished as past
from bench.contenders.base import COMMENT, DECISIONS, WALKED, Contender
from bench.meters import Laps, backend_cpu

ROOT = Path(__file__).resolve().parents[2]


class Andu(Contender):
    """A submission and five decisions; whoever acts has an Actor already, as the request has."""

    chain = 0
    base = 0
    # Numbers of instances beside those of the rounds.
    beside = itertools.count(2 * 10**9)

    def prepare(self, chain: int = 0, finished: int = 0) -> None:
        if connection.vendor == "sqlite":
            call_command("migrate", verbosity=0)
        self.chain = chain
        self.office = office.found()
        drawn = office.chain(chain) if chain else office.leave()
        self.version = office.publish(self.office, drawn)
        self.rows = office.drafting(self.version)
        self.handlers = {seat: self._handler(seat) for seat in range(2, max(WALKED, 6) + 1)}
        _at_work(self.office.actors)
        if finished:
            self._finished(finished)

    def join(self, first: int) -> dict[str, Any]:
        """Work in the office another process has made; numbers begin at `first`."""
        place = Organisation.objects.get(code="bench")
        members = Member.objects.filter(organisation=place).order_by("pk")
        self.version = TemplateVersion.objects.get()
        unit = self.version.template.unit
        self.office = office.Office(place, unit, [actor_of(member) for member in members])
        self.rows = office.drafting(self.version)
        self.handlers = {seat: self._handler(seat) for seat in DECISIONS}
        self.base = first
        return {"ready": True}

    def backend(self) -> int:
        made = connection.connection
        return int(made.info.backend_pid) if connection.vendor == "postgresql" and made else 0

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    def instance(self, number: int, laps: Laps) -> None:
        number += self.base
        with laps.step():
            matter = self._submit(number)
        for seat in range(2, min(self.chain, WALKED) + 1) if self.chain else DECISIONS:
            with laps.step():
                self._decide(matter, seat)

    def _submit(self, number: int) -> int:
        by = self.office.clerk(number).with_key(f"{number:032x}")
        return office.submit(self.version, self.rows, number, by=by)

    def _decide(self, matter: int, seat: int) -> None:
        request = Request(matter_id=matter)  # the action itself reads what it needs
        by = self.handlers[seat].with_key(f"{matter:016x}-{seat:015x}")
        actions.decide(request, Act(verb="agree", seat=seat, opinion=COMMENT), by=by)

    def _handler(self, seat: int) -> Actor:
        if self.chain:
            return self.office.actors[4]
        return self.office.actors[seat - 1]

    def _finished(self, count: int) -> None:
        laps = Laps()
        self.instance(next(self.beside), laps)
        past.multiply(Matter.objects.get().pk, count)

    def batch(self, size: int) -> dict[str, Any]:
        """So many matters submitted, then agreed to with one word; microseconds for each."""
        matters = [self._submit(next(self.beside)) for _time in range(size)]
        by = self.handlers[2].with_key(f"batch-{matters[0]:026x}")
        pids = [self.backend()]
        used, served = time.process_time(), backend_cpu(pids)
        begun = time.perf_counter()
        made = start_batch("agree", matters, COMMENT, by=by)
        for item in made.items.order_by("pk"):
            decide_item(item, by=by)
        wall, client = time.perf_counter() - begun, time.process_time() - used
        done = made.items.filter(state="done").count()
        if done != size:
            said = made.items.exclude(state="done").values_list("said", flat=True)
            raise RuntimeError(f"{done} of {size} decided: {said[0]}")
        cpu = client + backend_cpu(pids) - served
        return {"wall_us": wall / size * 1e6, "cpu_us": cpu / size * 1e6}

    def profile(self, instances: int) -> dict[str, Any]:
        """Where Python's time goes in a decision: functions of ours and of others by their own
        time and with what they call, in microseconds for each step."""
        seen = cProfile.Profile()
        for _time in range(instances):
            matter = self._submit(next(self.beside))
            for seat in DECISIONS:
                seen.runcall(self._decide, matter, seat)
        return {"lines": _told(seen, instances * len(DECISIONS))}

    def tidy(self) -> None:
        """Read notices are pruned, and what a finished job leaves."""
        Notice.objects.all().delete()
        DBTaskResult.objects.all().delete()

    def faults(self, instances: int) -> list[str]:
        """Chains are left unfinished, so only their histories count."""
        steps = min(self.chain, WALKED) if self.chain else 6
        fresh = History.objects.filter(run_id__lt=past.BASE)
        matters = Matter.objects.filter(pk__lt=past.BASE)
        found = []
        if fresh.count() != matters.count() * steps:
            found.append(f"history: {fresh.count()} rows for {matters.count()} matters")
        if steps == (self.chain or 6):
            left = matters.exclude(state=Matter.State.FINISHED).count()
            found += [f"{left} not finished"] if left else []
            found += ["open to-do lines"] if Todo.objects.exists() else []
        return found


def _at_work(actors: list[Actor]) -> None:
    """The day has begun: the office's people are remembered (`kit.editions`)."""
    with editions.held(editions.now()):
        known.members(each.member_id for each in actors if each.member_id)
        known.places(each.appointment_id for each in actors if each.appointment_id)


def _told(seen: cProfile.Profile, steps: int) -> list[list[Any]]:
    stats = pstats.Stats(seen, stream=io.StringIO())
    rows = []
    for (file, line, name), (_calls, count, own, whole, _callers) in stats.stats.items():  # type: ignore[attr-defined]
        place = file.rpartition("site-packages/")[2].removeprefix(f"{ROOT}/")
        rows.append(
            [f"{place}:{line} {name}", count / steps, own / steps * 1e6, whole / steps * 1e6]
        )
    return sorted(rows, key=lambda row: -row[3])[:120]
