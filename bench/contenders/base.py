"""What a contender is, and the leave application they all do.

Submit, three countersign at once, the manager decides, and because the leave is longer than three
days the director as well: six human steps, each its own durable transaction that reads the instance
anew, as a web request would.
"""

import json
from typing import Any

import psycopg

from bench.meters import Laps

COMMENT = "已核对附件及经费来源，请按规定办理。"  # noqa: chinese
REASON = "家中有事，请假五天，工作已交接"  # noqa: chinese
TITLE = "关于请假的申请"  # noqa: chinese
LEAVE = {"reason": REASON, "days": 5, "from": "2026-03-02", "to": "2026-03-06"}
FORM = json.dumps(LEAVE, ensure_ascii=False)
# Who acts after the submission, in order: the seats of the countersigners, manager and director.
DECISIONS = (2, 3, 4, 5, 6)
LAST = 6
PEOPLE = 200
# How many steps of a long chain are done in each instance.
WALKED = 9


class Contender:
    """One way. `watch` is a connection beside the measured one, for looking things up."""

    watch: psycopg.Connection[Any] | None = None

    def prepare(self, chain: int = 0, finished: int = 0) -> None:
        """Make tables and people ready. `chain`: instead of the leave a chain of so many steps, of
        which each instance walks a few; `finished`: so many finished instances stand already."""
        raise NotImplementedError

    def instance(self, number: int, laps: Laps) -> None:
        """One instance from the first step to the last."""
        raise NotImplementedError

    def backend(self) -> int:
        """The server's process that works for the measured connection; 0: none."""
        return 0

    def execute(self, statement: str) -> None:
        """Say something on the measured connection."""
        raise NotImplementedError

    def tidy(self) -> None:
        """Remove what an installation removes by itself in time."""

    def faults(self, instances: int) -> list[str]:
        """What is wrong now that so many instances were done."""
        raise NotImplementedError

    def one(self, query: str) -> int:
        """A number looked up beside the measured connection."""
        assert self.watch
        row = self.watch.execute(query.encode()).fetchone()
        return int(row[0]) if row else 0

    def expect(self, **queries: tuple[str, int]) -> list[str]:
        """Compare numbers of the database with what they must be."""
        found = {name: (self.one(query), must) for name, (query, must) in queries.items()}
        return [f"{name}: {is_} instead of {must}" for name, (is_, must) in found.items()
                if is_ != must]  # fmt: skip
