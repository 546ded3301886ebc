"""The floor: four rows of a bare workflow in one statement, straight from psycopg.

Less can't be done: the task is closed, the instance moves by version, history is told, the next
task opens.
"""

import os
from typing import Any

import psycopg

from bench.contenders.base import COMMENT, FORM, PEOPLE, TITLE, Contender
from bench.meters import Laps

TABLES = """
CREATE TABLE instance(id bigint PRIMARY KEY, flow int NOT NULL, state smallint NOT NULL,
  node smallint NOT NULL, pending smallint NOT NULL, version int NOT NULL, starter int NOT NULL,
  title varchar(200) NOT NULL, data jsonb NOT NULL, updated timestamptz NOT NULL)
  WITH (fillfactor=70);
CREATE TABLE task(id bigint PRIMARY KEY, instance_id bigint NOT NULL, node smallint NOT NULL,
  assignee int NOT NULL, state smallint NOT NULL, outcome smallint NOT NULL,
  created timestamptz NOT NULL, done timestamptz) WITH (fillfactor=90);
CREATE INDEX ON task(assignee, id DESC) WHERE state = 0;
CREATE INDEX ON task(instance_id);
CREATE TABLE history(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  instance_id bigint NOT NULL, task_id bigint NOT NULL, actor int NOT NULL,
  action smallint NOT NULL, at timestamptz NOT NULL, comment varchar(500) NOT NULL);
CREATE INDEX ON history(instance_id)
"""
BEGIN = f"""
WITH made AS (INSERT INTO instance
  VALUES (%(i)s, 1, 0, 1, 3, 1, %(who)s, %(title)s, %(form)s, now())),
tasks AS (INSERT INTO task SELECT %(i)s * 8 + j, %(i)s, 1, (%(i)s + j) %% {PEOPLE}, 0, 0,
    now(), NULL
  FROM generate_series(2, 4) j)
INSERT INTO history(instance_id, task_id, actor, action, at, comment)
  VALUES (%(i)s, %(i)s * 8 + 1, %(who)s, 1, now(), %(comment)s)
"""
STEP = """
WITH closed AS (UPDATE task SET state = 1, outcome = 1, done = now()
  WHERE id = %(task)s AND state = 0 RETURNING instance_id),
moved AS (UPDATE instance SET node = %(node)s, pending = %(pending)s, state = %(state)s,
  version = version + 1, updated = now()
  FROM closed WHERE id = instance_id AND version = %(version)s RETURNING id){opened}
INSERT INTO history(instance_id, task_id, actor, action, at, comment)
  SELECT id, %(task)s, %(who)s, 1, now(), %(comment)s FROM moved
"""
OPENED = """,
opened AS (INSERT INTO task SELECT %(next)s, id, %(node)s, %(whose)s, 0, 0, now(), NULL FROM moved)
"""
LAST_STEP, NEXT_STEP = STEP.format(opened=""), STEP.format(opened=OPENED)


class Floor(Contender):
    """One statement for each step; numbers of several writers begin apart."""

    base = 0

    def prepare(self, chain: int = 0, finished: int = 0) -> None:
        if chain or finished:
            raise ValueError("the floor knows no definition and no history")
        self._connect().execute(TABLES)

    def join(self, first: int) -> dict[str, Any]:
        """Write into the tables another process has made; numbers begin at `first`."""
        self._connect()
        self.base = first
        return {"ready": True}

    def _connect(self) -> psycopg.Connection[Any]:
        self.line: psycopg.Connection[Any] = psycopg.connect(
            os.environ["DATABASE_URL"], autocommit=True
        )
        return self.line

    def backend(self) -> int:
        return self.line.info.backend_pid

    def execute(self, statement: str) -> None:
        self.line.execute(statement.encode())

    def instance(self, number: int, laps: Laps) -> None:
        number += self.base
        with laps.step():
            said = {"i": number, "who": number % PEOPLE, "title": f"{TITLE} {number}",
                    "form": FORM, "comment": COMMENT}  # fmt: skip
            self.line.execute(BEGIN, said, prepare=True)
        for task, following in ((2, 0), (3, 0), (4, 5), (5, 6), (6, 0)):
            with laps.step():
                self._decide(number, task, following)

    def _decide(self, number: int, task: int, following: int) -> None:
        said = {
            "task": number * 8 + task, "node": following or task, "pending": max(0, 4 - task),
            "state": int(task == 6), "version": task - 1, "who": (number + task) % PEOPLE,
            "comment": COMMENT,
        }  # fmt: skip
        if following:
            said |= {"next": number * 8 + following, "whose": (number + following) % PEOPLE}
        found = self.line.execute(NEXT_STEP if following else LAST_STEP, said, prepare=True)
        assert found.rowcount == 1

    def faults(self, instances: int) -> list[str]:
        mine = f"id BETWEEN {self.base + 1} AND {self.base + instances}"
        return self.expect(
            finished=(f"SELECT count(*) FROM instance WHERE state = 1 AND {mine}", instances),
            history=(
                "SELECT (SELECT count(*) FROM history) - 6 * (SELECT count(*) FROM instance)",
                0,
            ),
            open=("SELECT count(*) FROM task WHERE state = 0", 0),
        )
