"""What came from outside stays data: no markup, no command, no path, no way out made of it."""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.house import reading

REQUEST = {"POST", "GET", "FILES", "body", "headers", "COOKIES", "META"}
LEADS = {"redirect", "HttpResponseRedirect", "HttpResponsePermanentRedirect"}
CHECKED = "url_has_allowed_host_and_scheme"
OPENS = {"open", "Path", "FileResponse", "joinpath", "unlink", "rename", "copyfile", "rmtree"}
SHELLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
LOADERS = {"yaml", "jsonpickle", "dill", "joblib", "xmlrpc", "imp"}
GIVEN = {"filename", "original_name", "orig_filename"}
HANDS_ON = {"str", "get", "getlist", "pop", "format", "strip", "join", "replace", "removeprefix"}
Check = Callable[[ast.Module], list[tuple[int, str]]]


def unsafe_markup(module: ast.Module) -> list[tuple[int, str]]:
    """mark_safe of anything but words in the source; format_html with a pattern made up."""
    return [
        (call.lineno, "markup is written in the source: format_html with a constant pattern")
        for call in reading.calls(module)
        if _last(call) in {"mark_safe", "SafeString", "format_html", "format_html_join"}
        and not all(
            _is_constant(arg) or _is_cleaned(arg, module)
            for arg in call.args[: 2 if "join" in _last(call) else 1]
        )
    ]  # fmt: skip


def shells(module: ast.Module) -> list[tuple[int, str]]:
    """A command line that a shell reads."""
    return [
        (call.lineno, "a program and its arguments as a list, never a shell")
        for call in reading.calls(module)
        if reading.dotted(call) in SHELLS or any(_is_shell(word) for word in call.keywords)
    ]  # fmt: skip


def loaders(module: ast.Module) -> list[tuple[int, str]]:
    """Readers that make objects of what they read."""
    names = [
        (node.lineno, alias.name) for node in ast.walk(module)
        if isinstance(node, ast.Import) for alias in node.names
    ] + [
        (node.lineno, node.module or "") for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
    ]  # fmt: skip
    return [(line, f"no {name}") for line, name in names if name.split(".")[0] in LOADERS]


def ways_out(module: ast.Module) -> list[tuple[int, str]]:
    """A redirect to what the request says, in a function that does not check it."""
    return [
        (call.lineno, f"ask {CHECKED} before leading somebody where the request says")
        for function in reading.functions(module)
        if CHECKED not in ast.dump(function)
        for call in reading.calls(function)
        if _last(call) in LEADS and any(_comes_in(arg, _told(function)) for arg in call.args[:1])
    ]  # fmt: skip


def opened_paths(module: ast.Module) -> list[tuple[int, str]]:
    """A file opened by a name that came in."""
    return [
        (call.lineno, "files have names of ours; the client's name is only shown")
        for function in reading.functions(module)
        for call in reading.calls(function)
        if _last(call) in OPENS and any(_is_path(arg, _told(function)) for arg in call.args)
    ]  # fmt: skip


def _is_shell(word: ast.keyword) -> bool:
    is_off = isinstance(word.value, ast.Constant) and not word.value.value
    return word.arg == "shell" and not is_off


def _is_path(value: ast.expr, told: set[str]) -> bool:
    named = {node.attr for node in ast.walk(value) if isinstance(node, ast.Attribute)}
    return _comes_in(value, told) or bool(named & GIVEN) or ast.unparse(value) == "upload.name"


def _told(function: ast.AST) -> set[str]:
    """Local names that hold what the request says, unless a function of ours made it over."""
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and _comes_in(node.value, found):
            found |= {name.id for one in node.targets for name in _names(one)}
    return found


def _comes_in(value: ast.AST, told: set[str]) -> bool:
    """Whether an expression is, or carries, what came with the request."""
    if isinstance(value, ast.Call) and not _keeps(value.func):
        return False
    if isinstance(value, ast.Attribute) and value.attr in REQUEST:
        return True
    if isinstance(value, ast.Name):
        return value.id in told
    return any(_comes_in(child, told) for child in ast.iter_child_nodes(value))


def _keeps(made: ast.expr) -> bool:
    """Whether a call hands on what it was given, as a text's own methods do."""
    name = made.attr if isinstance(made, ast.Attribute) else getattr(made, "id", "")
    return name in HANDS_ON


def _names(target: ast.expr) -> Iterator[ast.Name]:
    return (node for node in ast.walk(target) if isinstance(node, ast.Name))


def _last(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else reading.dotted(call)


def _is_constant(value: ast.expr) -> bool:
    """Words in the source, also joined or under a name in capitals."""
    if isinstance(value, ast.BinOp):
        return _is_constant(value.left) and _is_constant(value.right)
    return isinstance(value, ast.Constant) or (isinstance(value, ast.Name) and value.id.isupper())


def _is_cleaned(value: ast.expr, module: ast.Module) -> bool:
    """Whether rich text goes through the one function that cleans it, where that is."""
    is_here = any(isinstance(one, ast.FunctionDef) and one.name == "clean" for one in module.body)
    return isinstance(value, ast.Call) and reading.dotted(value) == "clean" and is_here


BAD: dict[Check, list[str]] = {
    unsafe_markup: [
        "mark_safe(text)", 'mark_safe(f"<b>{x}</b>")', 'format_html("<b>" + x)',
        'format_html(f"<b>{x}</b>")', 'format_html_join(sep, "{}", rows)', "SafeString(x)",
    ],
    shells: ["subprocess.run(a, shell=True)", "run(a, shell=flag)", "os.system(a)"],
    loaders: ["import yaml", "from yaml import load", "import jsonpickle"],
    ways_out: [
        'def f(request):\n    return redirect(request.GET["next"])',
        'def f(request):\n    to = request.POST.get("next", "/")\n    return redirect(to)',
        'def f(request):\n    return redirect(f"/{request.GET.get(\'a\')}")',
        'def f(r):\n    return HttpResponseRedirect(r.META["HTTP_REFERER"])',
    ],
    opened_paths: [
        'def f(request):\n    open(request.GET["f"])',
        'def f(request):\n    name = request.POST["n"]\n    (ROOT / "x").joinpath(name)',
        "def f(upload):\n    Path(upload.name).open()",
    ],
}  # fmt: skip
GOOD = """
def f(request):
    target = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(target, None):
        return redirect(target)
def g(request):
    return redirect(address_of(request.POST.get("token", "")))
def h(file):
    subprocess.run([program, file.name], shell=False)
    open(PLACE / file.storage_name)
    return format_html("<b>{}</b>", file.name) + mark_safe("<br>")
"""


@pytest.mark.parametrize("check", BAD, ids=lambda check: check.__name__)
def test_what_came_from_outside_stays_data(check: Check) -> None:
    found = [
        f"{path}:{line}: {why}"
        for path in reading.product(".py") for line, why in check(reading.tree(path))
    ]  # fmt: skip
    assert not found, reading.report(found, "What comes from outside is data and stays data.")


@pytest.mark.parametrize("check", BAD, ids=lambda check: check.__name__)
def test_what_makes_more_of_it_is_caught(check: Check) -> None:
    for source in BAD[check]:
        assert check(ast.parse(source)), source
    assert not check(ast.parse(GOOD))
