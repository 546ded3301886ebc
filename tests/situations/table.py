"""The table itself: for every operation and situation what is expected, one file of `cells` for
each operation."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cells"
BEGINNINGS = "_beginnings"


@dataclass(frozen=True)
class Cell:
    """Whether it may be done (可以, 不能, or what happens instead), what comes of it, or why not,
    and who is told."""

    can: str = ""
    then: str = ""
    told: str = ""


Row = dict[str, Cell]


def row_of(operation: str) -> Row:
    """The cells of an operation, by situation."""
    return {code: Cell(**said) for code, said in _read(operation).items()}


def beginnings() -> dict[str, str]:
    """Where the matter stands in each situation, before anybody does anything."""
    return {code: cell.then for code, cell in row_of(BEGINNINGS).items()}


def operations_written() -> set[str]:
    """Which operations have a file."""
    return {path.stem for path in FOLDER.glob("*.toml")} - {BEGINNINGS}


def renew(situation: str, cells: Row) -> None:
    """Write the cells of a situation, by operation, anew: somebody reads them before they are
    kept."""
    for operation, cell in cells.items():
        _write(operation, {**row_of(operation), situation: cell})


def _write(operation: str, cells: Row) -> None:
    text = "\n".join(
        f"[{code}]\n" + "".join(f"{key} = {_quoted(said)}\n" for key, said in _said(cell))
        for code, cell in cells.items()
    )
    (FOLDER / f"{operation}.toml").write_text(text, encoding="utf-8")


def _said(cell: Cell) -> list[tuple[str, str]]:
    return [(key, said) for key, said in vars(cell).items() if said]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _read(name: str) -> dict[str, dict[str, str]]:
    path = FOLDER / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
