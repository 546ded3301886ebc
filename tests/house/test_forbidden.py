"""What the house does without: bags without a name, skipped guards, code made from text."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import reading

BAGS = {"utils", "helpers", "services", "managers", "signals", "admin", "common", "misc"}
MAKES_CODE = {"eval", "exec", "compile", "__import__"}
UNSAFE = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
SQL_BY_HAND = (
    re.compile(r"^andu/workflow/store"), re.compile(r"^andu/search/.*index"),
    re.compile(r"^andu/kit/(jobs|editions|series|together)"),
)  # fmt: skip
REQUEST = {"POST", "GET", "FILES", "body", "headers", "COOKIES", "META"}
ROWS = {"objects", "filter", "exclude", "get", "create", "update", "order_by", "annotate"}
AMERICAN = re.compile(
    "organiz|recogniz|summariz|finaliz|customiz|normaliz|behavior|favorite|canceled|catalog(?!ue)",
    re.I,
)
Check = Callable[[ast.Module, Path], list[tuple[int, str]]]


def imports_inside(module: ast.Module, path: Path) -> list[tuple[int, str]]:
    """Imports in functions; `ready()` of an apps.py is where Django itself asks for them."""
    allowed = {"ready"} if path.name == "apps.py" else set()
    return [
        (node.lineno, "import at the top of the file; if that makes a cycle, the floors are wrong")
        for function in reading.functions(module) if function.name not in allowed
        for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)
    ]  # fmt: skip


def generic_views(module: ast.Module, path: Path) -> list[tuple[int, str]]:
    return [
        (line, "views are functions") for line, name in _imported(module)
        if name.startswith("django.views.generic") or name in {"django.views.View"}
    ]  # fmt: skip


def own_signals(module: ast.Module, path: Path) -> list[tuple[int, str]]:
    """Django's word that the tables are new is none of ours: what belongs to tables may hear it."""
    return [
        (line, "no Django signals: announce an event and list the reaction in wiring.py")
        for line, name in _imported(module)
        if name.startswith("django.dispatch")
        or (".signals" in name and not name.endswith(".signals.post_migrate"))
    ]  # fmt: skip


def overridden_save(module: ast.Module, path: Path) -> list[tuple[int, str]]:
    return [
        (method.lineno, f"no {method.name}() of our own: the action says what happens")
        for node in ast.walk(module) if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.FunctionDef) and method.name in {"save", "bulk_create"}
    ]  # fmt: skip


def code_from_text(module: ast.Module, path: Path) -> list[tuple[int, str]]:
    called = [
        (call.lineno, f"no {call.func.id}()") for call in reading.calls(module)
        if isinstance(call.func, ast.Name) and call.func.id in MAKES_CODE
    ]  # fmt: skip
    loaded = [
        (line, f"no {name}") for line, name in _imported(module) if name.split(".")[0] in UNSAFE
    ]  # fmt: skip
    return called + loaded


def sql_by_hand(module: ast.Module, path: Path) -> list[tuple[int, str]]:
    """SQL built from pieces, or slipped into the ORM, outside the few files made for it."""
    if any(allowed.match(path.as_posix()) for allowed in SQL_BY_HAND):
        return []
    built = _told(module, _is_built)
    return [
        (call.lineno, "SQL only in the store") for call in reading.calls(module)
        if _sql(call, built)
    ]  # fmt: skip


def _told(module: ast.Module, is_such: Callable[[ast.expr], bool]) -> set[str]:
    """The names in a file that are given such a value anywhere in it."""
    given = [
        (node.targets if isinstance(node, ast.Assign) else [node.target], node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.NamedExpr)
    ]  # fmt: skip
    return {
        one.id for targets, value in given if value is not None and is_such(value)
        for one in targets if isinstance(one, ast.Name)
    }  # fmt: skip


def _is_built(value: ast.expr) -> bool:
    """Text put together from pieces."""
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Attribute) and value.func.attr in {"format", "join"}
    return isinstance(value, ast.JoinedStr | ast.BinOp)


def _sql(call: ast.Call, built_names: set[str]) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else reading.dotted(call)
    if name in {"RawSQL", "extra"}:
        return True
    runs = name in {"execute", "executemany", "raw"}
    if not runs or not call.args:
        return False
    first = call.args[0]
    is_built = isinstance(first, ast.JoinedStr | ast.BinOp | ast.Call)
    return is_built or (isinstance(first, ast.Name) and first.id in built_names)


def splatted_requests(module: ast.Module, path: Path) -> list[tuple[int, str]]:
    """What came with the request, or a form's data, expanded into an ORM call."""
    told = _told(module, _is_said)
    return [
        (call.lineno, "name the fields: never **request data into the ORM")
        for call in reading.calls(module)
        for key in call.keywords
        if key.arg is None and (_dangerous(key.value, call) or _names(key.value) & told)
    ]  # fmt: skip


def _is_said(value: ast.expr) -> bool:
    """The dictionary that came with a request, also copied; not what was taken out of it."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr in {"dict", "copy", "items", "loads"} and _is_said(value.func.value)
    if isinstance(value, ast.Call):
        return any(_is_said(arg) for arg in value.args) and reading.dotted(value) == "dict"
    return isinstance(value, ast.Attribute) and value.attr in REQUEST


def _names(value: ast.expr) -> set[str]:
    return {value.id} if isinstance(value, ast.Name) else set()


def _dangerous(value: ast.expr, call: ast.Call) -> bool:
    words = {node.attr for node in ast.walk(value) if isinstance(node, ast.Attribute)}
    return bool(words & REQUEST) or (
        "cleaned_data" in words and bool(set(reading.dotted(call).split(".")) & ROWS)
    )


def skipped_guards(module: ast.Module, path: Path) -> list[tuple[int, str]]:
    return [
        (line, "every form carries its token: no csrf_exempt")
        for line, name in _imported(module) if name.endswith(".csrf_exempt")
    ]  # fmt: skip


def environment(module: ast.Module, path: Path) -> list[tuple[int, str]]:
    if path.as_posix().startswith(("andu/config/", "andu/__main__")):
        return []
    return [
        (node.lineno, "the environment is read in config/env.py only")
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and reading.dotted(node) in {"os.environ", "os.getenv"}
    ]  # fmt: skip


def american(module: ast.Module, path: Path) -> list[tuple[int, str]]:
    defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [
        (node.lineno, f"British spelling: {node.name}") for node in ast.walk(module)
        if isinstance(node, defined) and AMERICAN.search(node.name)
    ]  # fmt: skip


def _imported(module: ast.Module) -> list[tuple[int, str]]:
    names = [
        (node.lineno, alias.name) for node in ast.walk(module)
        if isinstance(node, ast.Import) for alias in node.names
    ]  # fmt: skip
    return names + [
        (node.lineno, f"{node.module}.{alias.name}") for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) for alias in node.names
    ]  # fmt: skip


BAD: dict[Check, list[str]] = {
    imports_inside: ["def ready():\n    import os", "def f():\n    from a import b"],
    generic_views: ["from django.views.generic import ListView", "from django.views import View"],
    own_signals: [
        "from django.db.models.signals import post_save",
        "from django.dispatch import Signal",
    ],
    overridden_save: ["class A:\n    def save(self): pass"],
    code_from_text: ["eval(text)", "import pickle", "exec(text)"],
    sql_by_hand: [
        "q.extra(where=[x])",
        "RawSQL(x)",
        'c.execute(f"a {x}")',
        'c.execute("a" + x)',
        'sql = f"select {x}"\nc.execute(sql)',
        'sql = "a"\nsql += "b" + x\nc.execute(sql)',
        'sql: str = "a {}".format(x)\nA.objects.raw(sql)',
    ],
    splatted_requests: [
        "do(**request.POST.dict())",
        "A.objects.filter(**form.cleaned_data)",
        "said = request.GET.dict()\nA.objects.filter(**said)",
        "said = dict(request.POST)\nA(**said)",
    ],
    skipped_guards: ["from django.views.decorators.csrf import csrf_exempt"],
    environment: ['import os\nos.environ["X"]'],
    american: ["def organize_units(): pass", "class Behavior: pass"],
}
GOOD = """
import re
PATTERN = re.compile("x")
def find(request, form):
    cursor.execute("select 1 where id = %s", [form.pk])
    return actions.change(form.pk, by=request.actor, **form.cleaned_data)
"""


def test_no_bags_without_a_name() -> None:
    found = [str(path) for path in reading.product(".py") if path.stem in BAGS]
    assert not found, reading.report(found, "Name the file after what it holds.")


@pytest.mark.parametrize("check", BAD, ids=lambda check: check.__name__)
def test_forbidden(check: Check) -> None:
    found = [
        f"{path}:{line}: {why}"
        for path in reading.product(".py") for line, why in check(reading.tree(path), path)
    ]  # fmt: skip
    assert not found, reading.report(found, "See STYLE.md, What we do without.")


@pytest.mark.parametrize("check", BAD, ids=lambda check: check.__name__)
def test_forbidden_things_are_caught(check: Check) -> None:
    path = Path("andu/mail/views.py")
    for source in BAD[check]:
        assert check(ast.parse(source), path), source
    assert not check(ast.parse(GOOD), path)


def test_the_places_made_for_it_may() -> None:
    assert not imports_inside(ast.parse("def ready():\n    import os"), Path("andu/mail/apps.py"))
    assert not sql_by_hand(ast.parse("c.execute(a + b)"), Path("andu/workflow/store.py"))
