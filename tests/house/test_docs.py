"""The documents name everything there is: rooms, variables, settings, commands."""

import ast
import re
from pathlib import Path

from andu.policy.documenting import page
from tests.house import reading

READERS = {"text", "flag", "number", "words", "get", "getenv", "setdefault"}
VARIABLE = re.compile(r"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$")
NOT_OURS = {"DJANGO_SETTINGS_MODULE"}
SETTINGS = Path("docs/guide/settings.md")
LINE = re.compile(r"^#?\s?([A-Z][A-Z0-9_]+)=", re.M)


def variables(module: ast.Module) -> set[str]:
    """Names of environment variables a file of config/ reads."""
    asked = [
        call.args[0].value for call in reading.calls(module)
        if reading.dotted(call).rsplit(".", 1)[-1] in READERS
        and call.args and isinstance(call.args[0], ast.Constant)
    ]  # fmt: skip
    asked += [
        node.slice.value for node in ast.walk(module)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
        and reading.dotted(node) == "os.environ"
    ]  # fmt: skip
    return {name for name in asked if isinstance(name, str) and VARIABLE.match(name)} - NOT_OURS


def unexplained(example: str) -> list[str]:
    """Variables of .env.example without a comment on the line above or beside."""
    lines = example.splitlines()
    return [
        line for above, line in zip(["", *lines], lines, strict=False)
        if LINE.match(line) and not (above.startswith("# ") and not LINE.match(above))
        and " # " not in line
    ]  # fmt: skip


def unnamed(names: list[str], document: str) -> list[str]:
    """Names that stand nowhere in a document between back-ticks."""
    return [name for name in names if f"`{name}`" not in document]


def setting_rows(document: str) -> set[str]:
    """The rows of settings in a page; those that tests declare belong to no room."""
    lines = re.finditer(r"^\| .*`(\w+)\.[\w.]+`.*$", document, re.M)
    return {line.group() for line in lines if line.group(1) in reading.rooms()}


def guide() -> str:
    """What people wrote for administrators and users; the page of settings is printed."""
    pages = [path for path in reading.files(".md", under="docs/guide/") if path != SETTINGS]
    return "\n".join(reading.text(path) for path in pages)


def unmentioned(verbs: list[str], document: str) -> list[str]:
    """Commands a guide says nothing of: audit_verify may be written `andu audit verify`."""
    return [
        verb for verb in verbs
        if not re.search(rf"\bandu {verb.replace('_', '[ _-]')}\b", document)
    ]  # fmt: skip


def commands() -> list[str]:
    """Every verb of the command line."""
    return [
        path.stem for path in reading.product(".py")
        if path.parts[2:4] == ("management", "commands") and not path.stem.startswith("_")
    ]  # fmt: skip


def test_the_map_names_every_room() -> None:
    there = [*reading.rooms(), "config"]
    wrong = unnamed(there, reading.text(Path("docs/map.md")))
    assert not wrong, reading.report(wrong, "Give the room its line in docs/map.md.")


def test_the_map_names_no_room_that_is_not_there() -> None:
    named = set(re.findall(r"^\| \d+ \| `(\w+)`", reading.text(Path("docs/map.md")), re.M))
    gone = sorted(named - {*reading.rooms(), "config", "wiring"})
    assert not gone, reading.report(gone, "Take the line out of docs/map.md.")


def test_the_example_names_every_variable_and_no_other() -> None:
    read = {
        name for path in reading.files(".py", under="andu/config/")
        for name in variables(reading.tree(path))
    }  # fmt: skip
    example = reading.text(Path(".env.example"))
    wrong = sorted(read ^ set(LINE.findall(example))) + unexplained(example)
    assert not wrong, reading.report(wrong, "env.py and .env.example name the same variables.")


def test_every_setting_is_in_the_guide() -> None:
    wrong = sorted(setting_rows(page()) ^ setting_rows(reading.text(SETTINGS)))
    assert not wrong, reading.report(wrong, "Run: andu document_settings > docs/guide/settings.md")


def test_every_command_is_in_the_guide() -> None:
    text = guide()
    wrong = unmentioned(commands(), text) if text else []
    assert not wrong, reading.report(wrong, "Tell administrators of the command in docs/guide/.")


def test_what_the_documents_leave_out_is_caught() -> None:
    assert unnamed(["mail", "chat"], "| 6 | `mail` |") == ["chat"]
    assert unmentioned(["audit_verify", "serve"], "run `andu audit verify`") == ["serve"]
    assert setting_rows("| **a** | `audit.x` |\n| **b** | `test.y` |") == {"| **a** | `audit.x` |"}
    asked = 'flag("ANDU_A"); os.environ["ANDU_B"]; os.environ.get("ANDU_C", ""); words("no")'
    assert variables(ast.parse(asked)) == {"ANDU_A", "ANDU_B", "ANDU_C"}
    assert unexplained("# what it is\nANDU_A=1\nANDU_B=2\n#ANDU_C=") == ["ANDU_B=2", "#ANDU_C="]
