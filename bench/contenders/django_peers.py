"""viewflow and django-fsm, each in Django the usual way, on the same PostgreSQL."""

# ruff: noqa: E402 - models can be imported only after setup

import os
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import django
from django.conf import settings

from bench.contenders import rivals

rivals.reach()
_place = urlsplit(os.environ["DATABASE_URL"])
settings.configure(
    DEBUG=False, USE_TZ=True, SECRET_KEY="bench",  # pragma: allowlist secret
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": _place.path.lstrip("/"),
        "HOST": _place.hostname, "PORT": _place.port, "USER": _place.username,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 1},
    }},
    # Tables straight from the models: our app has no migrations.
    MIGRATION_MODULES=dict.fromkeys(("contenttypes", "auth", "viewflow", "peers")),
    INSTALLED_APPS=[
        "django.contrib.contenttypes", "django.contrib.auth", "viewflow", "viewflow.workflow",
        "bench.peers",
    ],
)  # fmt: skip
django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from bench.contenders.base import COMMENT, DECISIONS, REASON, WALKED, Contender
from bench.contenders.rows import Rows, checks
from bench.meters import Laps
from bench.peers import flows
from bench.peers.models import Leave, Log, Task

WAITING = """
SELECT id FROM viewflow_task WHERE process_id = {0} AND status = 'ASSIGNED' ORDER BY id LIMIT 1
"""


class InDjango(Contender):
    """What both share: tables, six people, Django's connection."""

    def prepare(self, chain: int = 0, finished: int = 0) -> None:
        if finished:
            raise ValueError("the history is not swept for this one")
        self.chain = chain
        call_command("migrate", run_syncdb=True, verbosity=0)
        User.objects.bulk_create(User(username=f"u{number}") for number in range(6))
        self.users = list(User.objects.order_by("pk"))
        flows.USERS[:] = self.users

    def backend(self) -> int:
        return int(connection.connection.info.backend_pid)

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    def say(self, query: str, said: dict[str, Any]) -> Any:
        """One statement on Django's connection, with nothing of Django in between."""
        return connection.connection.execute(query, said, prepare=True)

    def beside(self, number: int) -> Rows | None:
        """What is written beside its own rows: nothing."""
        return None


class Viewflow(InDjango):
    """viewflow's own activations under its own lock on the process."""

    def prepare(self, chain: int = 0, finished: int = 0) -> None:
        super().prepare(chain, finished)
        self.flow = flows.chain(chain) if chain else flows.LeaveFlow

    def instance(self, number: int, laps: Laps) -> None:
        beside = self.beside(number)
        with laps.step(), transaction.atomic():
            process = self._start()
            if beside:
                beside.submit()
        for seat in range(2, min(self.chain, WALKED) + 1) if self.chain else DECISIONS:
            task = self.one(WAITING.format(process))  # the link the person clicks
            with laps.step():
                self._decide(process, task, seat, beside)

    def _start(self) -> int:
        made = self.flow.start.activation_class.create(self.flow.start, None, None)
        made.process.days, made.process.reason = 5, REASON
        made.start(SimpleNamespace(user=self.users[0]))
        made.execute()
        return int(made.process.pk)

    def _decide(self, process: int, task: int, seat: int, beside: Rows | None) -> None:
        with self.flow.lock(process):  # opens the transaction
            rows = self.flow.task_class._default_manager.select_related("process")
            found = rows.get(pk=task)
            activation = found.flow_task.activation_class(found)
            activation.start(SimpleNamespace(user=found.owner))
            activation.execute()
            if beside:
                beside.decide(seat)

    def faults(self, instances: int) -> list[str]:
        steps = min(self.chain, WALKED) if self.chain else 6
        ended = instances if steps == (self.chain or 6) else 0
        return self.expect(
            finished=("SELECT count(*) FROM viewflow_process WHERE status = 'DONE'", ended),
            done=(
                "SELECT count(*) FROM viewflow_task WHERE status = 'DONE'"
                " AND flow_task_type IN ('HUMAN', 'HUMAN_START')", instances * steps,
            ),
        )  # fmt: skip


class ViewflowEqual(Viewflow):
    """With the audit, to-do lines, participants and notices that ours leaves behind."""

    def beside(self, number: int) -> Rows:
        return Rows(self.say, number)

    def faults(self, instances: int) -> list[str]:
        return super().faults(instances) + self.expect(**checks(instances))


class Fsm(InDjango):
    """No engine: the flow is Python code around a state field."""

    def instance(self, number: int, laps: Laps) -> None:
        if self.chain:
            raise ValueError("a chain would be a field of a thousand states")
        beside = self.beside(number)
        with laps.step(), transaction.atomic():
            leave, waiting = self._submit()
            if beside:
                beside.submit()
        for seat in DECISIONS:
            task = waiting.pop(0)
            with laps.step(), transaction.atomic():
                waiting += self._decide(leave, task)
                if beside:
                    beside.decide(seat)

    def _submit(self) -> tuple[int, list[int]]:
        leave = Leave.objects.create(reason=REASON, starter=self.users[0])
        leave.submit()
        leave.save()
        tasks = [
            Task.objects.create(leave=leave, assignee=one, role="countersign").pk
            for one in self.users[1:4]
        ]
        Log.objects.create(leave=leave, actor=self.users[0], action="submit", comment=COMMENT)
        return leave.pk, tasks

    def _decide(self, pk: int, number: int) -> list[int]:
        leave = Leave.objects.select_for_update().get(pk=pk)
        task = Task.objects.get(pk=number)
        task.done = timezone.now()
        task.save()
        following = self._move(leave)
        Log.objects.create(leave=leave, actor=task.assignee, action="agree", comment=COMMENT)
        return following

    def _move(self, leave: Leave) -> list[int]:
        made: list[int] = []
        if leave.state == "countersign" and leave.tasks.filter(done=None).exists():
            return made
        if leave.state == "countersign":
            leave.countersigned()
            made = [self._open(leave, 4, "manager")]
        elif leave.state == "manager" and leave.days > 3:
            leave.to_director()
            made = [self._open(leave, 5, "director")]
        else:
            leave.archive()
        leave.save()
        return made

    def _open(self, leave: Leave, place: int, role: str) -> int:
        return Task.objects.create(leave=leave, assignee=self.users[place], role=role).pk

    def faults(self, instances: int) -> list[str]:
        return self.expect(
            finished=("SELECT count(*) FROM peers_leave WHERE state = 'archived'", instances),
            history=("SELECT count(*) FROM peers_log", instances * 6),
            open=("SELECT count(*) FROM peers_task WHERE done IS NULL", 0),
        )


class FsmEqual(Fsm):
    """With the audit, to-do lines, participants and notices that ours leaves behind."""

    def beside(self, number: int) -> Rows:
        return Rows(self.say, number)

    def faults(self, instances: int) -> list[str]:
        return super().faults(instances) + self.expect(**checks(instances))
