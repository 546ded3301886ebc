"""Every action has one shape: lock, require, change, save, tell, record, return."""

import ast
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.house import reading

VAGUE = {"do", "handle", "process", "perform", "execute", "manage", "run", "get", "is", "may"}
RECORDS = {"record", "apply"}
ADVICE = (
    "An action is `@transaction.atomic def verb(thing, …, *, by: Actor)` with a docstring, a "
    "`require(...)` and a `record(...)`; helpers start with an underscore. A verb that rightly "
    "lacks one is listed with its reason in tests/house/verbs.toml. See docs/recipes/add-a-verb.md."
)


@dataclass(frozen=True)
class Excused:
    """Verbs that lack a part of the shape, by room.function."""

    supply: frozenset[str] = frozenset()
    quiet: frozenset[str] = frozenset()


def excused() -> Excused:
    lists = tomllib.loads(reading.text(Path("tests/house/verbs.toml")))
    return Excused(frozenset(lists["supply"]), frozenset(lists["quiet"]))


def action_files() -> dict[str, list[Path]]:
    """The files of each room's actions drawer."""
    found: dict[str, list[Path]] = {}
    for path in reading.product(".py"):
        if reading.drawer_of(path) == "actions" and reading.room_of(path) != "actions":
            found.setdefault(reading.room_of(path), []).append(path)
    return found


def misshapen(room: str, modules: Iterable[ast.Module], excuse: Excused) -> list[str]:
    """What is wrong with the verbs of one room, one line each."""
    defined = {node.name: node for module in modules for node in _top(module)}
    found = []
    for name, node in defined.items():
        if not name.startswith("_"):
            said = _calls(node, defined, set())
            lacks = _lacks(f"{room}.{name}", node, said, excuse)
            found += [f"andu.{room}.actions.{name}: {why}" for why in lacks]
    return found


def _top(module: ast.Module) -> list[ast.FunctionDef]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in module.body if isinstance(node, kinds)]


def _calls(node: ast.AST, defined: dict[str, ast.FunctionDef], seen: set[str]) -> set[str]:
    """What a function calls, itself or through the helpers of its drawer."""
    said = {reading.dotted(call) for call in reading.calls(node)} | _wrapped(node)
    for name in said & (defined.keys() - seen):
        seen.add(name)
        said = said | _calls(defined[name], defined, seen)
    return said


def _wrapped(node: ast.AST) -> set[str]:
    return {reading.dotted(each) for each in getattr(node, "decorator_list", [])}


def _lacks(verb: str, node: ast.FunctionDef, said: set[str], excuse: Excused) -> list[str]:
    tails = {name.rsplit(".", 1)[-1] for name in said}
    keyword_only = {arg.arg for arg in node.args.kwonlyargs}
    checks = {
        "no docstring": ast.get_docstring(node) is None,
        "`by` must be a keyword-only argument": "by" not in keyword_only,
        "no transaction.atomic": not tails & {"atomic", "joined", "apply"},
        "no require(...)": "require" not in tails and verb not in excuse.supply,
        "no record(...)": not tails & RECORDS and verb not in excuse.quiet | excuse.supply,
        "name it with the verb a clerk would use": node.name.split("_")[0] in VAGUE,
    }
    return [why for why, wrong in checks.items() if wrong]


def does_more_than_list(module: ast.Module) -> bool:
    """Whether an `__init__` holds more than a docstring, imports and `__all__`."""
    return any(
        not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr)
        and not (isinstance(node, ast.Assign) and reading.dotted(node.targets[0]) == "__all__")
        for node in module.body
    )


def test_every_action_has_the_shape() -> None:
    excuse, found = excused(), []
    for room, paths in action_files().items():
        found += misshapen(room, [reading.tree(path) for path in paths], excuse)
    assert not found, reading.report(found, ADVICE)


def test_excuses_name_verbs_that_exist() -> None:
    there = {
        f"{room}.{node.name}"
        for room, paths in action_files().items() for path in paths
        for node in _top(reading.tree(path))
    }  # fmt: skip
    excuse = excused()
    gone = sorted((excuse.supply | excuse.quiet) - there)
    assert not gone, reading.report(gone, "Take these lines out of tests/house/verbs.toml.")


def test_the_front_of_the_actions_drawer_only_lists() -> None:
    fronts = [
        path for paths in action_files().values() for path in paths if path.stem == "__init__"
    ]  # fmt: skip
    wrong = [str(path) for path in fronts if does_more_than_list(reading.tree(path))]
    assert not wrong, reading.report(wrong, "actions/__init__.py lists the verbs and does nothing.")


GOOD = '''
@transaction.atomic
def issue(document, *, by):
    """Give a signed document its number."""
    document = lock(document)
    require(rules.may_issue(by, document))
    _finish(document, by)
    return document

def _finish(document, by):
    record(Issued(), by=by, on=document)
'''


def test_a_well_shaped_verb_passes() -> None:
    assert not misshapen("documents", [ast.parse(GOOD)], Excused())


def test_each_missing_part_is_caught() -> None:
    for part, why in {
        "@transaction.atomic\n": "no transaction.atomic",
        "*, by": "keyword-only",
        '"""Give a signed document its number."""': "no docstring",
        "require(rules.may_issue(by, document))": "no require",
        "record(Issued(), by=by, on=document)": "no record",
    }.items():
        bad = GOOD.replace(part, {"*, by": "by", "@transaction.atomic\n": ""}.get(part, "pass"))
        assert why in str(misshapen("documents", [ast.parse(bad)], Excused())), part
    vague = GOOD.replace("def issue", "def process_document")
    assert "verb" in str(misshapen("documents", [ast.parse(vague)], Excused()))


def test_a_front_that_does_something_is_caught() -> None:
    assert does_more_than_list(ast.parse("def issue(): pass"))
    assert not does_more_than_list(ast.parse('"""x"""\nfrom a import b\n__all__ = ["b"]'))
