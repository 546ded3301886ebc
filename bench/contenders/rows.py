"""The rows one step of ours writes, by psycopg alone: one read, one statement, in one transaction.

Run, history (an SM3 chain, with the key of the request), visit, seat, to-do line, participant and
notice, into bare copies of our own tables (schema `floor`). The rivals' "equal" contenders write
them, too, so that they leave behind what ours leaves behind.
"""

import datetime
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes

from bench.contenders.base import COMMENT, FORM, PEOPLE, TITLE

Execute = Callable[[str, dict[str, Any]], Any]

SUBMIT = """
WITH made AS (INSERT INTO floor.matter(organisation_id, kind, title, serial, label, state,
    initiator_id, initiator_name, initiator_unit, started)
  VALUES (1, 'approvals', %(title)s, %(serial)s, %(label)s, 'running', %(by)s, %(name)s,
    %(unit)s, %(at)s) RETURNING id),
filled AS (INSERT INTO floor.record(record_id, number, text, hash, saved_at, saved_by_id, saver)
  SELECT id, 1, %(form)s, %(content)s, %(at)s, %(by)s, %(name)s FROM made),
stood AS (INSERT INTO floor.run(matter_id, flow_version_id, version, visits, seats)
  SELECT id, 1, 0, 1, 1 FROM made RETURNING id, matter_id),
visited AS (INSERT INTO floor.visit(run_id, number, node, region, state, mode)
  SELECT id, 1, 'draft', 'root', 'live', 'one' FROM stood),
sat AS (INSERT INTO floor.seat(run_id, number, visit, node, region, step, member_id, member_name,
    member_unit, state, vote, opened)
  SELECT id, 1, 1, 'draft', 'root', %(step)s, %(by)s, %(name)s, %(unit)s, 'open', 'none', %(at)s
  FROM stood)
SELECT id, matter_id FROM stood
"""
READ = """
SELECT run.id, run.version, run.sequence, run.head, matter.title, matter.serial,
  (SELECT json_agg(visit) FROM floor.visit WHERE run_id = run.id),
  (SELECT json_agg(seat) FROM floor.seat WHERE run_id = run.id)
FROM floor.run JOIN floor.matter ON matter.id = run.matter_id WHERE run.matter_id = %(matter)s
"""
STEP = """
WITH gate AS (UPDATE floor.run SET version = version + 1, sequence = %(sequence)s, head = %(hash)s,
    visits = %(visit)s, seats = greatest(seats, %(seats)s), outcome = %(outcome)s
  WHERE id = %(run)s AND version = %(version)s RETURNING id, matter_id),
told AS (INSERT INTO floor.history(run_id, sequence, at, event, details, account_id, member_id,
    actor_code, actor_name, actor_post, actor_unit, terminal, address, key, previous_hash, hash,
    how, node, step, visit, seat, opinion, content_before, content_after)
  SELECT id, %(sequence)s, %(at)s, 'workflow.agreed', %(details)s, %(by)s, %(by)s, %(code)s,
    %(name)s, %(post)s, %(unit)s, '', '', %(key)s, %(previous)s, %(hash)s, 'agreed', %(node)s,
    %(step)s, %(visit)s, %(seat)s, %(comment)s, %(content)s, %(content)s FROM gate),
passed AS (UPDATE floor.visit SET state = 'passed', "left" = %(sequence)s * 1000
  FROM gate WHERE run_id = gate.id AND number = %(passed)s),
stood AS (INSERT INTO floor.visit(run_id, number, node, region, state, mode, "left")
  SELECT id, %(visit)s, %(node)s, 'root', 'live', 'one', 0 FROM gate WHERE %(opens)s),
closed AS (UPDATE floor.seat SET state = 'closed', how = 'agreed', vote = 'yes', closed = %(at)s
  FROM gate WHERE run_id = gate.id AND number = %(seat)s RETURNING seat.id),
gone AS (DELETE FROM floor.todo USING closed WHERE seat_id = closed.id),
sat AS (INSERT INTO floor.seat(run_id, number, visit, node, region, step, member_id, member_name,
    member_unit, state, vote, opened, due, respond_due)
  SELECT gate.id, new.number, %(visit)s, %(node)s, 'root', %(step)s, new.member, %(name)s,
    %(unit)s, 'open', 'none', %(at)s, %(due)s, %(due)s
  FROM gate, unnest(%(numbers)s::int[], %(members)s::bigint[]) AS new(number, member)
  RETURNING id, member_id),
waits AS (INSERT INTO floor.todo(organisation_id, assignee_id, kind, due, matter_id, seat_id, title,
    serial, label, initiator, step, link, arrived)
  SELECT 1, member_id, 'todo', %(due)s, gate.matter_id, sat.id, %(title)s, %(serial)s, %(label)s,
    %(name)s, %(step)s, '/w/1000000', %(at)s FROM sat, gate),
heard AS (INSERT INTO floor.notice(organisation_id, member_id, kind, title, text, link, source)
  SELECT 1, member_id, 'workflow.turn', %(title)s, %(comment)s, '/w/1000000', %(step)s FROM sat
  UNION ALL SELECT 1, %(starter)s, 'workflow.result', %(title)s, %(comment)s, '/w/1000000', ''
    FROM gate WHERE %(outcome)s <> ''),
took_part AS (INSERT INTO floor.participant(matter_id, member_id, capacity, at)
  SELECT matter_id, %(by)s, %(capacity)s, %(at)s FROM gate
  UNION ALL SELECT gate.matter_id, member_id, 'handler', %(at)s FROM sat, gate
  ON CONFLICT (member_id, matter_id, capacity) DO UPDATE SET at = excluded.at),
ended AS (UPDATE floor.matter SET state = 'finished', ended = %(at)s
  FROM gate WHERE matter.id = gate.matter_id AND %(outcome)s <> '')
SELECT count(*) FROM gate
"""
# Seat → the visit it belongs to, the visit it passes (0: none yet), the seats it opens.
WAY = {
    1: (1, 1, (2, 3, 4)), 2: (2, 0, ()), 3: (2, 0, ()), 4: (2, 2, (5,)), 5: (3, 3, (6,)),
    6: (4, 4, ()),
}  # fmt: skip
NAME, UNIT, POST = "方亦舒", "办公室", "科员"  # noqa: chinese
LABEL, STEP_NAME = "请假申请", "部门会签"  # noqa: chinese
# What the engine's events of one step look like, as they are kept.
EVENTS = [
    {"is": "seat_closed", "seat": 2, "vote": "agree", "how": "agreed"},
    {"is": "visit_passed", "visit": 2},
    {"is": "visited", "visit": 3, "region": "root", "node": "manager", "mode": "one"},
    {"is": "seat_opened", "seat": 5, "visit": 3, "who": {"member": 105, "appointment": 105}},
]


@dataclass
class Rows:
    """The rows of one instance, kept by `execute` of whatever connection; the caller holds the
    transaction."""

    execute: Execute
    number: int
    matter: int = 0
    starter: int = field(init=False)

    def __post_init__(self) -> None:
        self.starter = 1 + self.number % PEOPLE

    def submit(self) -> None:
        """The matter, its run, what was filled in, and the first act."""
        found = self.execute(SUBMIT, self._words(1)).fetchone()
        run, self.matter = found
        self._write(1, run, 0, 0, "")

    def decide(self, seat: int) -> None:
        """One decision: read the run, write what follows."""
        found = self.execute(READ, {"matter": self.matter}).fetchone()
        run, version, sequence, head, *_rest = found
        self._write(seat, run, version, sequence, head)

    def _write(self, seat: int, run: int, version: int, sequence: int, head: str) -> None:
        visit, passed, opens = WAY[seat]
        said = self._words(seat)
        sealed = {**said, "sequence": sequence + 1, "details": EVENTS, "run": run}
        done = self.execute(STEP, said | {
            "run": run, "version": version, "sequence": sequence + 1, "previous": head,
            "hash": link(head, sealed), "details": json.dumps({"events": EVENTS}),
            "visit": visit + bool(opens), "passed": passed, "opens": bool(opens),
            "numbers": list(opens), "members": self._whose(opens), "seats": max(opens, default=0),
            "outcome": "passed" if seat == max(WAY) else "",
        })  # fmt: skip
        if done.fetchone() != (1,):
            raise RuntimeError("nobody else acts here")

    def _words(self, seat: int) -> dict[str, Any]:
        now = datetime.datetime.now(datetime.UTC)
        by = self._whose([seat])[0]
        return {
            "at": now, "due": now + datetime.timedelta(days=3), "by": by, "starter": self.starter,
            "code": f"b{by:05}", "name": NAME, "unit": UNIT, "post": POST, "label": LABEL,
            "title": f"{TITLE} {self.number}", "serial": f"QJ-2026-{self.number:06}",
            "step": STEP_NAME, "node": f"step{seat}", "seat": seat, "comment": COMMENT,
            "key": f"{self.number:016x}-{seat:015x}", "form": FORM, "content": sm3(FORM.encode()),
            "capacity": "initiator" if seat == 1 else "handled",
        }  # fmt: skip

    def _whose(self, seats: Sequence[int]) -> list[int]:
        return [1 + (self.number + seat - 1) % PEOPLE for seat in seats]


def sm3(data: bytes) -> str:
    """The SM3 digest in hexadecimal."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


def link(previous: str, content: dict[str, Any]) -> str:
    """The hash of a record bound to the one before."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), default=str)
    return sm3(previous.encode() + b"\n" + text.encode())


def checks(instances: int) -> dict[str, tuple[str, int]]:
    """What has to stand in the tables after so many instances."""
    return {
        "finished": ("SELECT count(*) FROM floor.matter WHERE state = 'finished'", instances),
        "history": ("SELECT count(*) FROM floor.history", instances * 6),
        "open": ("SELECT count(*) FROM floor.todo", 0),
    }
