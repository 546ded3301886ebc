"""Size budgets: what does not fit on a few screens is split by noun (STYLE.md, Sizes)."""

import ast
import sys
import tomllib
from pathlib import Path

from tests.house import reading

FUNCTION, PARAMETERS, BASES = 50, 6, 3
PYTHON, TEMPLATE, SCRIPT = 400, 150, 150
ONE_FILE = {"andu/config/settings.py": 300, "STYLE.md": 150}
ASKS = 150
ADVICE = "Split it by noun or by group of verbs. An exception goes to tests/house/exceptions.toml."


def limit_of(path: Path) -> int | None:
    """How many lines a file may have; None when nobody counts."""
    if path.as_posix() in ONE_FILE:
        return ONE_FILE[path.as_posix()]
    if {"migrations", "vendor"} & set(path.parts):
        return None
    sizes = {".py": PYTHON, ".html": TEMPLATE, ".js": SCRIPT}
    return sizes.get(path.suffix)


def length(text: str) -> int:
    return len(text.splitlines())


def oversized(module: ast.AST, is_test: bool = False) -> dict[str, str]:
    """Functions and classes over budget: name → why."""
    found = {}
    for node in reading.functions(module):
        lines = (node.end_lineno or 0) - node.lineno + 1
        if lines > FUNCTION:
            found[node.name] = f"{lines} lines, at most {FUNCTION}"
        if _parameters(node) > PARAMETERS and not is_test:
            found[node.name] = f"{_parameters(node)} parameters, at most {PARAMETERS}"
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef) and len(node.bases) > BASES:
            found[node.name] = f"{len(node.bases)} bases, at most {BASES}"
    return found


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return len([arg for arg in named if arg.arg not in {"self", "cls"}])


def over_budget() -> dict[str, str]:
    """Everything over budget in the repository: place → why."""
    found = {}
    for path in reading.tracked():
        limit = limit_of(path)
        if limit is None:
            continue
        if (lines := length(reading.text(path))) > limit:
            found[path.as_posix()] = f"{lines} lines, at most {limit}"
        if path.suffix == ".py":
            for name, why in oversized(reading.tree(path), "tests" in path.parts).items():
                found[f"{path.as_posix()}:{name}"] = why
    return found


def exceptions() -> dict[str, str]:
    return tomllib.loads(reading.text(Path("tests/house/exceptions.toml")))["budgets"]


def test_everything_is_within_budget() -> None:
    excused = exceptions()
    found = [f"{place}: {why}" for place, why in over_budget().items() if place not in excused]
    for path in reading.product(".py"):
        if (lines := length(reading.text(path))) > ASKS:
            sys.stdout.write(f"asks to be split: {path} has {lines} lines\n")
    assert not found, reading.report(found, ADVICE)


def test_exceptions_are_still_needed() -> None:
    gone = sorted(exceptions().keys() - over_budget().keys())
    assert not gone, reading.report(gone, "Within budget again: take the line out.")


def test_the_whole_list_of_exceptions_has_reasons() -> None:
    assert all(len(reason) > 20 for reason in exceptions().values())


def test_what_is_too_long_is_caught() -> None:
    long = "def issue():\n" + "    pass\n" * FUNCTION
    wide = "def issue(self, a, b, c, d, e, f, *, by): pass"
    heir = "class Document(A, B, C, D): pass"
    assert [*oversized(ast.parse(long))] == ["issue"]
    assert [*oversized(ast.parse(wide))] == ["issue"]
    assert [*oversized(ast.parse(heir))] == ["Document"]
    assert not oversized(ast.parse("def issue(self, a, b, c, d, e, *, by): pass"))


def test_every_kind_of_file_has_its_limit() -> None:
    assert limit_of(Path("andu/config/settings.py")) == 300
    assert limit_of(Path("andu/ui/static/ui/vendor/htmx.js")) is None
    assert limit_of(Path("andu/mail/templates/mail/show.html")) == TEMPLATE
    assert limit_of(Path("andu/mail/migrations/0001_initial.py")) is None
