"""What every house test reads: the tracked files, their syntax trees, the rooms and the floors."""

import ast
import functools
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "andu"
FOUNDATIONS = {"kit", "ui", "engine"}  # have no drawers, or others than a room's
CORRIDORS = {"config", "wiring"}


@functools.cache
def tracked() -> tuple[Path, ...]:
    """Every file that git knows or would take, relative to the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = (Path(line) for line in listed.splitlines())
    return tuple(path for path in paths if (ROOT / path).is_file())


def files(*suffixes: str, under: str = "") -> list[Path]:
    """Tracked files with one of the suffixes under a folder, relative to the root."""
    return [
        path for path in tracked()
        if path.suffix in suffixes and path.as_posix().startswith(under)
    ]  # fmt: skip


def product(*suffixes: str) -> list[Path]:
    """Files of the product itself: under andu/, neither tests nor migrations nor vendored."""
    outside = {"tests", "migrations", "vendor"}
    return [path for path in files(*suffixes, under="andu/") if not outside & set(path.parts)]


def text(path: Path) -> str:
    """The text of a tracked file."""
    return (ROOT / path).read_text(encoding="utf-8")


@functools.cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a tracked Python file."""
    return ast.parse(text(path), filename=str(path))


def room_of(path: Path) -> str:
    """The room a file of the house lies in: andu/documents/rules.py → documents."""
    return path.parts[1] if len(path.parts) > 2 else path.stem


def drawer_of(path: Path) -> str:
    """The drawer of the room: andu/documents/actions/issuing.py → actions."""
    return Path(path.parts[2]).stem if len(path.parts) > 2 else ""


def rooms() -> list[str]:
    """The rooms and foundations that exist as folders."""
    inits = [path for path in product(".py") if len(path.parts) == 3 and path.stem == "__init__"]
    return sorted(room_of(path) for path in inits if room_of(path) not in CORRIDORS)


def contract(name: str) -> dict[str, list[str]]:
    """One import contract of pyproject.toml by its name."""
    settings = tomllib.loads(text(Path("pyproject.toml")))
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(found for found in contracts if found["name"] == name)


def floors() -> dict[str, int]:
    """The floor of every room, counted from the ground; read from the import contract."""
    layers = reversed(contract("Floors")["layers"])
    return {room: floor for floor, line in enumerate(layers) for room in re.findall(r"\w+", line)}


def may_know(room: str, other: str, floor: dict[str, int]) -> bool:
    """Whether a room may know another: itself, or one on a lower floor; never a neighbour."""
    return room == other or floor[other] < floor[room]


def functions(module: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in a tree."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dotted(node: ast.AST) -> str:
    """The name a node spells: transaction.atomic, actions.issue, record; calls are seen through."""
    if isinstance(node, ast.Call):
        return dotted(node.func)
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Subscript):
        return dotted(node.value)
    return node.id if isinstance(node, ast.Name) else ""


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """Every call below a node."""
    return (found for found in ast.walk(node) if isinstance(found, ast.Call))


def report(found: list[str], advice: str) -> str:
    """What a failing house test says: every place, then what to do about it."""
    return "\n".join(["", *found, advice])
