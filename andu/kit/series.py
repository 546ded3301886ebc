"""Series of numbers 编号: counting up within a scope, and patterns such as "QJ-{year}-{n:04}".

Gapless as a rule: a number whose transaction is rolled back is drawn again, and who draws second
waits for the first. Where gaps are allowed (允许断号) nobody waits: the number is gone with the
transaction that wanted it.
"""

import datetime
import re
import threading

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

LONGEST = 60
_aside = threading.Lock()
_WORDS = {"年": "year", "月": "month", "日": "day", "序号": "n"}  # noqa: chinese
_PART = re.compile(r"\{(year|month|day|n|" + "|".join(_WORDS) + r")(?::0?([1-9]))?\}", re.ASCII)
_LITERAL = re.compile(r"[^{}\x00-\x1f]*")


def draw(scope: str, year: int = 0) -> int:
    """The next number of a series, in the caller's transaction: whoever draws second waits until
    the first has committed or rolled back. No two transactions draw the same."""
    if not connection.in_atomic_block:
        raise RuntimeError("draw() needs the transaction of what is numbered")
    return _next(connection, scope, year)


def draw_aside(scope: str, year: int = 0) -> int:
    """The next number of a series that may have gaps, kept at once and whatever becomes of the
    caller's transaction: the series is held for a moment only. Where a database takes one writer
    at a time (SQLite) nobody could go ahead anyway: there it is drawn as by `draw`."""
    if connection.vendor != "postgresql":
        return draw(scope, year)
    with _aside:  # one more connection for each process, however many draw
        beside = connection.copy()
        try:
            with beside.cursor() as cursor:
                cursor.execute("SET lock_timeout = '10s'")
            return _next(beside, scope, year)
        finally:
            beside.close()


def _next(line: BaseDatabaseWrapper, scope: str, year: int) -> int:
    with line.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kit_counter (scope, year, value) VALUES (%s, %s, 1) "
            "ON CONFLICT (scope, year) DO UPDATE SET value = kit_counter.value + 1 "
            "RETURNING value",
            [scope, year],
        )
        return int(cursor.fetchone()[0])


def number(pattern: str, scope: str, day: datetime.date, *, gaps: bool = False) -> str:
    """The next number in words: {year}, {month}, {day} of `day`, and {n} or {n:04}; or the same in
    Chinese: {年}, {月}, {日}, {序号:4}. `gaps`: some may be missing, and nobody waits.

    A pattern with the year begins anew each year.
    """
    year = day.year if _has_year(pattern) else 0
    return written(pattern, draw_aside(scope, year) if gaps else draw(scope, year), day)


def written(pattern: str, n: int, day: datetime.date) -> str:
    """How the pattern writes the n-th number; for an example, too."""
    parts = {"year": day.year, "month": day.month, "day": day.day, "n": n}
    widths = {"year": 4, "month": 2, "day": 2, "n": 1}

    def filled(part: re.Match[str]) -> str:
        name = _WORDS.get(part[1], part[1])
        return f"{parts[name]:0{int(part[2]) if part[2] else widths[name]}}"

    return _PART.sub(filled, pattern)


def _has_year(pattern: str) -> bool:
    return any(_WORDS.get(part[1], part[1]) == "year" for part in _PART.finditer(pattern))


def problem(pattern: str) -> str:
    """What is wrong with a pattern, for its author; "" when it is sound."""
    if len(pattern) > LONGEST:
        return _("编号规则最多 {most} 个字，请缩短。").format(most=LONGEST)
    if not _LITERAL.fullmatch(_PART.sub("", pattern)):
        return _(
            "编号规则看不懂。可用 {year}、{month}、{day}、{n} 或 {n:04}，例如 QJ-{year}-{n:04}。"
        )
    if not any(_WORDS.get(part[1], part[1]) == "n" for part in _PART.finditer(pattern)):
        return _("编号规则里要有流水号 {n}，例如 QJ-{year}-{n:04}。")
    return ""
