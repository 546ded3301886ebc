"""A run in words: the table on the terminal, and the one in each README."""

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WORDS: dict[str, dict[str, list[str]]] = tomllib.loads(
    (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
)
ENGLISH, CHINESE = 0, 1
READMES = {ROOT / "README.md": ENGLISH, ROOT / "README.zh-CN.md": CHINESE}
BEGIN, END = "<!-- bench: written by python -m bench --readme -->", "<!-- /bench -->"
SHOWN = (
    "steps_s", "client_us", "server_us", "p50_ms", "p99_ms", "x_floor", "statements", "wal_bytes",
    "bytes",
)  # fmt: skip
ABOUT = (
    "{date}, {machine}, PostgreSQL {postgresql} (durable), load {load:.1f}, floor p50"
    " {floor_p50_ms:.2f} ms ({floor_steps_s:,.0f} steps/s);"
    " medians of {rounds} rounds of {seconds:g} s"
)
NOT_MEASURED = "!!! NOT MEASURED: {0}"


def number(value: Any) -> str:
    """A figure as people read it: three digits that mean something."""
    if value is None:
        return "–"
    if not isinstance(value, int | float):
        return str(value)
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def about(header: dict[str, Any]) -> str:
    """Where, when and how long a run was."""
    busy = "; MACHINE BUSY: times get no verdict" if header["is_busy"] else ""
    return ABOUT.format(**header) + busy


def whole(results: dict[str, Any]) -> str:
    """Every section, the targets, and what is missing."""
    parts = ["", about(results["header"])]
    for section, rows in results["sections"].items():
        parts += ["", f"== {section}", *_aligned(_grid(rows))]
    parts += ["", "== targets", *_aligned(_verdicts(results["targets"], ENGLISH))]
    parts += [NOT_MEASURED.format(what) for what in results["missing"]]
    return "\n".join(parts)


def profile(said: dict[str, Any]) -> str:
    """Where a step of ours spends its time: statements by the server's time, functions, bytes."""
    parts = ["", "== statements of a step (calls, µs on the server)"]
    parts += [f"{n:6.2f} {us:7.1f}  {q[:100]}" for q, n, us in said.get("andu statements", [])[:15]]
    parts += ["", "== functions of a decision (calls, own µs, µs with what they call; profiled)"]
    lines = [line for line in said.get("andu functions", []) if not line[0].startswith("~")]
    parts += [f"{n:6.1f} {own:7.0f} {full:8.0f}  {name}" for name, n, own, full in lines[:30]]
    parts += ["", "== bytes of a finished matter by table"]
    parts += [f"{size:8}  {name}" for name, size in said.get("andu tables", {}).items()]
    return "\n".join(parts)


def write_readmes(results: dict[str, Any]) -> None:
    """Put the latest tables between the marks of each README."""
    for path, language in READMES.items():
        text = path.read_text(encoding="utf-8")
        path.write_text(between(text, markdown(results, language)), encoding="utf-8")


def between(text: str, table: str) -> str:
    """The text with what stands between the marks replaced."""
    before, mark, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (mark and end):
        raise SystemExit(f"no place for the table: {BEGIN} … {END}")
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def markdown(results: dict[str, Any], language: int) -> str:
    """Both tables in a language."""
    rows = results["sections"].get("sidebyside", [])
    side = [[_word("heads", "name", language), *(_word("heads", k, language) for k in SHOWN)]]
    side += [
        [_word("names", row["name"], language), *(number(row.get(key)) for key in SHOWN)]
        for row in rows
    ]
    tables = [about(results["header"]), _piped(side)]
    return "\n\n".join([*tables, _piped(_verdicts(results["targets"], language))])


def _verdicts(rows: Iterable[dict[str, Any]], language: int) -> list[list[str]]:
    heads = [_word("heads", key, language) for key in ("target", "limit", "value", "verdict")]
    return [heads, *([
        _word("targets", row["name"], language),
        f"{'≥' if row['is_least'] else '≤'} {row['limit']:g}", number(row["value"]),
        _word("verdicts", row["verdict"], language).format(by=number(row.get("by"))),
    ] for row in rows)]  # fmt: skip


def _word(group: str, key: str, language: int) -> str:
    return WORDS[group].get(key, [key, key])[language]


def _grid(rows: Sequence[dict[str, Any]]) -> list[list[str]]:
    keys = list(dict.fromkeys(key for row in rows for key in row))
    return [keys, *([number(row.get(key)) for key in keys] for row in rows)]


def _aligned(grid: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in grid
    ]


def _piped(grid: list[list[str]]) -> str:
    rule = ["---", *("---:" for _cell in grid[0][1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in [grid[0], rule, *grid[1:]])
