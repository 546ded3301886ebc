"""The floor of our own rows: what `rows` writes, in BEGIN … COMMIT of one psycopg connection."""

import os
from typing import Any

import psycopg

from bench.contenders.base import DECISIONS, Contender
from bench.contenders.rows import Rows, checks
from bench.meters import Laps


class SameRows(Contender):
    """One read and one statement for each step."""

    def prepare(self, chain: int = 0, finished: int = 0) -> None:
        if chain or finished:
            raise ValueError("the floor knows no definition and no history")
        self.line: psycopg.Connection[Any] = psycopg.connect(
            os.environ["DATABASE_URL"], autocommit=True
        )

    def backend(self) -> int:
        return self.line.info.backend_pid

    def execute(self, statement: str) -> None:
        self.line.execute(statement.encode())

    def say(self, query: str, said: dict[str, Any]) -> Any:
        """One prepared statement."""
        return self.line.execute(query.encode(), said, prepare=True)

    def instance(self, number: int, laps: Laps) -> None:
        rows = Rows(self.say, number)
        with laps.step(), self.line.transaction():
            rows.submit()
        for seat in DECISIONS:
            with laps.step(), self.line.transaction():
                rows.decide(seat)

    def tidy(self) -> None:
        self.line.execute("DELETE FROM floor.notice")

    def faults(self, instances: int) -> list[str]:
        return self.expect(**checks(instances))
