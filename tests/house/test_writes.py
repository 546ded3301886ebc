"""Only actions write: the drawers that read, speak or allow never change a row."""

import ast
from pathlib import Path

from tests.house import reading

NEVER_WRITE = {
    "admin", "api", "consumers", "context", "context_processors", "events", "forms", "menu",
    "middleware", "policy", "queries", "reactions", "rights", "rules", "schedule", "search",
    "templatetags", "topics", "urls", "views",
}  # fmt: skip
ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "select_for_update"}
ON_ROWS = {"create", "update", "delete", "add", "set", "clear", "remove"}
ROWS = {"objects", "filter", "exclude", "all", "visible_to", "_base_manager", "_default_manager"}
NOT_ROWS = {"session", "cache", "workbook", "image"}
ADVICE = "Move the change into an action of the room and call that (STYLE.md, Who writes)."


def writes(module: ast.AST) -> list[int]:
    """Lines that write rows. A call with `by=` is an action and may go by any name."""
    return sorted(call.lineno for call in reading.calls(module) if _writes(call))


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or "by" in {key.arg for key in call.keywords}:
        return False
    name, chain = call.func.attr, reading.dotted(call.func.value).split(".")
    if set(chain) & NOT_ROWS:
        return False
    on_rows = bool(set(chain) & ROWS) or chain[-1].endswith("_set")
    bare = not call.args and "".join(chain) != ""
    return name in ALWAYS or (name in ON_ROWS and on_rows) or (name in {"save", "delete"} and bare)


def silent_files() -> list[Path]:
    return [path for path in reading.product(".py") if reading.drawer_of(path) in NEVER_WRITE]


def test_only_actions_write() -> None:
    found = [f"{path}:{line}" for path in silent_files() for line in writes(reading.tree(path))]
    assert not found, reading.report(found, ADVICE)


def test_a_write_is_caught() -> None:
    for line in (
        "document.save(update_fields=['state'])",
        "form.save()",
        "Document.objects.create(title=title)",
        "Document.objects.filter(pk=1).update(title='')",
        "document.readers_set.add(member)",
        "get_object_or_404(Draft, pk=pk).delete()",
        "Document.objects.bulk_create(rows)",
    ):
        assert writes(ast.parse(line)), line


def test_reading_and_calling_an_action_pass() -> None:
    for line in (
        "actions.delete(draft, by=request.actor)",
        "context.update(extra)",
        "workbook.save(buffer)",
        "seen.add(1)",
        "Document.objects.visible_to(actor).filter(pk=1).first()",
    ):
        assert not writes(ast.parse(line)), line
