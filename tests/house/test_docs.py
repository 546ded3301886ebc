"""The documents name everything there is: rooms, variables, settings, commands."""

import ast
import re
from pathlib import Path

from andu.policy.declaring import all_settings
from tests.house import reading

READERS = {"text", "flag", "number", "words", "get", "getenv", "setdefault"}
VARIABLE = re.compile(r"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$")
NOT_OURS = {"DJANGO_SETTINGS_MODULE"}
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


def guide() -> str:
    return "\n".join(reading.text(path) for path in reading.files(".md", under="docs/guide/"))


def commands() -> list[str]:
    """Every verb of the command line."""
    return [
        f"andu {path.stem}" for path in reading.product(".py")
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
    if not (reading.ROOT / "docs/guide/settings.md").exists():
        return
    wrong = unnamed([setting.code for setting in all_settings()], guide())
    assert not wrong, reading.report(wrong, "Name the setting in docs/guide/settings.md.")


def test_every_command_is_in_the_guide() -> None:
    text = guide()
    wrong = [name for name in commands() if text and not re.search(rf"\b{name}\b", text)]
    assert not wrong, reading.report(wrong, "Tell administrators of the command in docs/guide/.")


def test_what_the_documents_leave_out_is_caught() -> None:
    assert unnamed(["mail", "chat"], "| 6 | `mail` |") == ["chat"]
    asked = 'flag("ANDU_A"); os.environ["ANDU_B"]; os.environ.get("ANDU_C", ""); words("no")'
    assert variables(ast.parse(asked)) == {"ANDU_A", "ANDU_B", "ANDU_C"}
    assert unexplained("# what it is\nANDU_A=1\nANDU_B=2\n#ANDU_C=") == ["ANDU_B=2", "#ANDU_C="]
