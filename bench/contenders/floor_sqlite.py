"""The floor on SQLite: the same four rows by the sqlite3 module, WAL, synchronous=FULL."""

import os
import sqlite3
from pathlib import Path
from typing import Any

from bench.contenders.base import COMMENT, FORM, PEOPLE, TITLE, Contender
from bench.meters import Laps

TABLES = """
CREATE TABLE IF NOT EXISTS instance(id INTEGER PRIMARY KEY, flow INT, state INT, node INT,
  pending INT, version INT, starter INT, title TEXT, data TEXT, updated INT);
CREATE TABLE IF NOT EXISTS task(id INTEGER PRIMARY KEY, instance_id INT, node INT, assignee INT,
  state INT, outcome INT, created INT, done INT);
CREATE TABLE IF NOT EXISTS history(id INTEGER PRIMARY KEY, instance_id INT, task_id INT, actor INT,
  action INT, at INT, comment TEXT);
CREATE INDEX IF NOT EXISTS task_open ON task(assignee, id DESC) WHERE state = 0;
CREATE INDEX IF NOT EXISTS task_instance ON task(instance_id);
CREATE INDEX IF NOT EXISTS history_instance ON history(instance_id);
"""
BEGUN = "INSERT INTO instance VALUES (?, 1, 0, 1, 3, 1, ?, ?, ?, unixepoch())"
OPENED = "INSERT INTO task VALUES (?, ?, ?, ?, 0, 0, unixepoch(), NULL)"
CLOSED = "UPDATE task SET state = 1, outcome = 1, done = unixepoch() WHERE id = ? AND state = 0"
MOVED = """UPDATE instance SET node = ?, pending = ?, state = ?, version = version + 1,
  updated = unixepoch() WHERE id = ? AND version = ?"""
TOLD = """INSERT INTO history(instance_id, task_id, actor, action, at, comment)
  VALUES (?, ?, ?, 1, unixepoch(), ?)"""


class FloorSqlite(Contender):
    """BEGIN IMMEDIATE, the statements, COMMIT; numbers of several writers begin apart."""

    base = 0

    def prepare(self, chain: int = 0, finished: int = 0) -> None:
        if chain or finished:
            raise ValueError("the floor knows no definition and no history")
        self._open().executescript(TABLES)

    def join(self, first: int) -> dict[str, Any]:
        """Write into the file another process has made; numbers begin at `first`."""
        self._open()
        self.base = first
        return {"ready": True}

    def _open(self) -> sqlite3.Connection:
        path = Path(os.environ["ANDU_DATA"]) / "floor.sqlite3"
        self.line = sqlite3.connect(path, isolation_level=None, timeout=20)
        self.line.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
        )
        return self.line

    def instance(self, number: int, laps: Laps) -> None:
        number, say = number + self.base, self.line.execute
        with laps.step():
            say("BEGIN IMMEDIATE")
            say(BEGUN, (number, number % PEOPLE, f"{TITLE} {number}", FORM))
            say(TOLD, (number, number * 8 + 1, number % PEOPLE, COMMENT))
            for task in (2, 3, 4):
                say(OPENED, (number * 8 + task, number, 1, (number + task) % PEOPLE))
            say("COMMIT")
        for task, following in ((2, 0), (3, 0), (4, 5), (5, 6), (6, 0)):
            with laps.step():
                self._decide(number, task, following)

    def _decide(self, number: int, task: int, following: int) -> None:
        say, node = self.line.execute, following or task
        say("BEGIN IMMEDIATE")
        say(CLOSED, (number * 8 + task,))
        say(TOLD, (number, number * 8 + task, (number + task) % PEOPLE, COMMENT))
        if following:
            say(OPENED, (number * 8 + following, number, node, (number + following) % PEOPLE))
        say(MOVED, (node, max(0, 4 - task), int(task == 6), number, task - 1))
        say("COMMIT")

    def faults(self, instances: int) -> list[str]:
        ended = self.line.execute("SELECT count(*) FROM instance WHERE state = 0").fetchone()[0]
        left = self.line.execute("SELECT count(*) FROM task WHERE state = 0").fetchone()[0]
        return [f"{ended} not finished, {left} tasks open"] if ended or left else []
