"""SpiffWorkflow with its JSON in PostgreSQL: read it under a lock, rebuild the workflow, run the
task, write the JSON back, and a line of history.

`json`, not `jsonb`: its serializer depends on the order of keys, and jsonb changes that.
"""

# ruff: noqa: E402 - the rivals' folder is known only now

import io
import json
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

import psycopg

from bench import bpmn
from bench.contenders import rivals

rivals.reach()

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

from bench.contenders.base import COMMENT, DECISIONS, LEAVE, PEOPLE, WALKED, Contender
from bench.contenders.rows import Rows, checks
from bench.meters import Laps

TABLES = """
CREATE TABLE public.instance(id bigint PRIMARY KEY, state smallint, body json NOT NULL);
CREATE TABLE public.history(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, instance_id bigint,
  actor int, at timestamptz, comment varchar(500));
CREATE INDEX ON public.history(instance_id)
"""
LOCK = "SELECT body::text FROM instance WHERE id = %s FOR UPDATE"
MADE = "INSERT INTO instance VALUES (%s, 0, %s::json)"
MOVED = "UPDATE instance SET body = %s::json, state = %s WHERE id = %s"
TOLD = "INSERT INTO history(instance_id, actor, at, comment) VALUES (%s, %s, now(), %s)"


class Whole(Contender):
    """Everything of an instance, its definition included, is one JSON document."""

    chain = 0

    def prepare(self, chain: int = 0, finished: int = 0) -> None:
        if finished:
            raise ValueError("the history is not swept for this one")
        self.chain = chain
        text = bpmn.chain(chain) if chain else bpmn.leave()
        name = f"chain{chain}" if chain else "leave"
        # Long chains are deeper than Python's usual limit: 3.2 can't parse a thousand tasks else.
        _with_room(lambda: self._parse(text, name))
        self.line: psycopg.Connection[Any] = psycopg.connect(
            os.environ["DATABASE_URL"], autocommit=True
        )
        self.line.execute(TABLES)

    def _parse(self, text: str, name: str) -> None:
        parser = BpmnParser()
        parser.add_bpmn_io(io.BytesIO(text.encode()))
        self.spec, self.serializer = parser.get_spec(name), BpmnWorkflowSerializer()
        self.drawing = self.serializer.to_dict(self.spec)

    def backend(self) -> int:
        return self.line.info.backend_pid

    def execute(self, statement: str) -> None:
        self.line.execute(statement.encode())

    def say(self, query: str, said: Any) -> Any:
        """One prepared statement."""
        return self.line.execute(query.encode(), said, prepare=True)

    def written(self, workflow: Any) -> str:
        """The text that is stored."""
        return str(self.serializer.serialize_json(workflow))

    def read(self, text: str) -> Any:
        """The workflow a text stands for."""
        return self.serializer.deserialize_json(text)

    def instance(self, number: int, laps: Laps) -> None:
        if self.chain >= 1000:
            _with_room(lambda: self._all_steps(number, laps))
        else:
            self._all_steps(number, laps)

    def _all_steps(self, number: int, laps: Laps) -> None:
        beside = self.beside(number)
        with laps.step(), self.line.transaction():
            self._start(number)
            if beside:
                beside.submit()
        steps = range(2, min(self.chain, WALKED) + 1) if self.chain else DECISIONS
        for seat in steps:
            with laps.step(), self.line.transaction():
                self._decide(number, seat)
                if beside:
                    beside.decide(seat)

    def beside(self, number: int) -> Rows | None:
        """What is written beside the JSON: nothing."""
        return None

    def _start(self, number: int) -> None:
        workflow = BpmnWorkflow(self.spec)
        workflow.do_engine_steps()
        _run(workflow, LEAVE)
        self.say(MADE, (number, self.written(workflow)))
        self.say(TOLD, (number, 1 + number % PEOPLE, COMMENT))

    def _decide(self, number: int, seat: int) -> None:
        workflow = self.read(self.say(LOCK, (number,)).fetchone()[0])
        _run(workflow, {f"agreed_{seat}": True})
        self.say(MOVED, (self.written(workflow), int(workflow.completed), number))
        self.say(TOLD, (number, seat, COMMENT))

    def faults(self, instances: int) -> list[str]:
        steps = min(self.chain, WALKED) if self.chain else 6
        ended = instances if steps == (self.chain or 6) else 0
        return self.expect(
            finished=("SELECT count(*) FROM instance WHERE state = 1", ended),
            history=("SELECT count(*) FROM history", instances * steps),
        )


class StateOnly(Whole):
    """The definition is kept once; only the state travels."""

    def written(self, workflow: Any) -> str:
        found = self.serializer.to_dict(workflow)
        found.pop("spec", None)
        return json.dumps(found)

    def read(self, text: str) -> Any:
        return self.serializer.from_dict({**json.loads(text), "spec": self.drawing})


class Equal(StateOnly):
    """State only, and in the same transaction the audit, to-do lines, participants and notices that
    ours leaves behind."""

    def beside(self, number: int) -> Rows:
        return Rows(self.say, number)

    def tidy(self) -> None:
        self.line.execute("DELETE FROM floor.notice")

    def faults(self, instances: int) -> list[str]:
        return super().faults(instances) + self.expect(**checks(instances))


def _run(workflow: Any, data: dict[str, Any]) -> None:
    """The first task that waits for a person is done."""
    task = workflow.get_tasks(state=TaskState.READY, manual=True)[0]
    task.data.update(data)
    task.run()
    workflow.do_engine_steps()


def _with_room(work: Callable[[], None]) -> None:
    """In a thread with a deep stack; what it raises is raised here."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # raised again where it belongs
            failed.append(error)

    limit, size = sys.getrecursionlimit(), threading.stack_size(1 << 29)
    sys.setrecursionlimit(100_000)
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    sys.setrecursionlimit(limit)
    threading.stack_size(size)
    if failed:
        raise failed[0]
