"""Views are functions that reach objects only through the person, and rooms say what they are."""

import ast

from tests.house import reading

FINDERS = {"get_object_or_404", "get_list_or_404"}
FETCH = {"get", "filter", "all", "first", "last", "exclude", "in_bulk", "count", "exists"}
THROUGH = {"visible_to", "mine", "own"}
ADVICE = (
    "Objects come through the person: get_object_or_404(X.objects.visible_to(request.actor), …), "
    "or a function of queries.py that takes the actor."
)


def around_the_person(module: ast.AST) -> list[int]:
    """Lines of a view that fetch rows without asking who is looking."""
    return sorted({call.lineno for call in reading.calls(module) if _around(call)})


def _around(call: ast.Call) -> bool:
    name = reading.dotted(call)
    if name.rsplit(".", 1)[-1] in FINDERS:
        return not call.args or not _through_person(call.args[0])
    chain = name.split(".")
    return "objects" in chain and chain[-1] in FETCH and not set(chain) & THROUGH


def _through_person(first: ast.expr) -> bool:
    """`X.objects.visible_to(…)`, or a call of a queries function; a bare model is neither."""
    chain = reading.dotted(first).split(".")
    return isinstance(first, ast.Call) and (bool(set(chain) & THROUGH) or "objects" not in chain)


def nothing_said(module: ast.Module) -> bool:
    """Whether a room's front says nothing about the room."""
    return len(ast.get_docstring(module) or "") < 30


def test_views_reach_objects_through_the_person() -> None:
    found = [
        f"{path}:{line}" for path in reading.product(".py")
        if reading.drawer_of(path) in {"views", "api"} and reading.room_of(path) != "api"
        for line in around_the_person(reading.tree(path))
    ]  # fmt: skip
    assert not found, reading.report(found, ADVICE)


def test_every_room_says_what_it_is_for() -> None:
    fronts = [reading.Path("andu", room, "__init__.py") for room in reading.rooms()]
    wrong = [str(path) for path in fronts if nothing_said(reading.tree(path))]
    assert not wrong, reading.report(wrong, "Say in one paragraph what the room is for.")


def test_ways_around_the_person_are_caught() -> None:
    for bad in (
        "get_object_or_404(Document, pk=pk)",
        "get_object_or_404(Document.objects.filter(open=True), pk=pk)",
        "Document.objects.get(pk=pk)",
        "Document.objects.filter(pk=pk).first()",
    ):
        assert around_the_person(ast.parse(bad)), bad
    for good in (
        "get_object_or_404(Document.objects.visible_to(request.actor), pk=pk)",
        "get_object_or_404(queries.open_to(request.actor), pk=pk)",
        "Document.objects.visible_to(request.actor).filter(open=True).first()",
        "request.GET.get('page')",
    ):
        assert not around_the_person(ast.parse(good)), good


def test_a_silent_front_is_caught() -> None:
    assert nothing_said(ast.parse(""))
    assert not nothing_said(ast.parse('"""Letters between people, inside and outside."""'))
