"""The floors: imports and foreign keys point down, and every room stands in the lists."""

import os
import subprocess
import sys
from functools import partial

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model
from importlinter.cli import lint_imports

from tests.house import reading

GENERIC = {"contenttypes"}


def keys() -> list[tuple[str, str, str]]:
    """Every relation of the house: (from room, to room or app, how people call it)."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("andu."):
            continue
        own = (*model._meta.local_fields, *model._meta.local_many_to_many)
        found += [
            (_home(model), _home(field.related_model), _called(model, field))
            for field in own if field.is_relation
        ]  # fmt: skip
    return found


def _home(model: type[Model]) -> str:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "andu" else model._meta.app_label


def _called(model: type[Model], field: Field) -> str:
    return f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"


def wrong_keys(found: list[tuple[str, str, str]], floor: dict[str, int]) -> list[str]:
    """Relations that point up, sideways, or anywhere at all (a generic foreign key)."""
    return [
        called for room, other, called in found
        if other in GENERIC or (other in floor and not reading.may_know(room, other, floor))
    ]  # fmt: skip


def unlisted(rooms: list[str], listed: list[str]) -> list[str]:
    """Rooms in one list and not in the other."""
    return sorted(set(rooms) ^ set(listed))


def test_imports_keep_to_the_floors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checker sets up logging for itself, which would silence ours for the stories after it."""
    monkeypatch.chdir(reading.ROOT)
    monkeypatch.setattr("logging.config.dictConfig", lambda _settings: None)
    assert lint_imports(no_cache=True, no_logo=True) == 0, "run lint-imports to see the chain"


def test_an_import_up_the_stairs_is_caught(tmp_path) -> None:
    contracts = reading.text(reading.Path("pyproject.toml")).split("[tool.importlinter]")[1]
    floors_only = "[tool.importlinter]" + contracts.split("[[tool.importlinter.contracts]]\n")[0]
    floors_only += "[[tool.importlinter.contracts]]\n" + next(
        part for part in contracts.split("[[tool.importlinter.contracts]]\n") if "Floors" in part
    )
    (tmp_path / "pyproject.toml").write_text(floors_only)
    for room in ("config", "kit", "identity", "organisation"):
        (tmp_path / "andu" / room).mkdir(parents=True)
        (tmp_path / "andu" / room / "__init__.py").touch()
    (tmp_path / "andu" / "__init__.py").touch()
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports as l; exit(l())"]
    where = {**os.environ, "PYTHONPATH": str(tmp_path)}
    passes = partial(
        subprocess.run, lint, cwd=tmp_path, env=where, capture_output=True, check=False
    )
    assert passes().returncode == 0
    (tmp_path / "andu" / "identity" / "rules.py").write_text("import andu.organisation\n")
    assert passes().returncode != 0


def test_foreign_keys_point_down() -> None:
    wrong = wrong_keys(keys(), reading.floors())
    assert not wrong, reading.report(wrong, "The upper room holds the foreign key (STYLE.md).")


def test_a_key_that_points_up_or_sideways_is_caught() -> None:
    floor = reading.floors()
    assert wrong_keys([("organisation", "documents", "up")], floor) == ["up"]
    assert wrong_keys([("notices", "approvals", "sideways")], floor) == ["sideways"]
    assert wrong_keys([("audit", "contenttypes", "generic")], floor) == ["generic"]
    assert not wrong_keys([("documents", "workflow", "down"), ("files", "files", "own")], floor)


def test_every_room_is_an_app_and_every_app_a_room() -> None:
    with_app = [path for path in reading.product(".py") if path.name == "apps.py"]
    rooms = [room for path in with_app if (room := reading.room_of(path)) != "config"]
    wrong = unlisted(rooms, settings.ROOMS)
    assert not wrong, reading.report(wrong, "A room with apps.py and a line in ROOMS go together.")


def test_apps_stand_in_the_order_of_the_floors() -> None:
    order = [reading.floors()[room] for room in settings.ROOMS]
    assert order == sorted(order), f"ROOMS goes from the ground up: {settings.ROOMS}"


def test_every_room_is_held_by_the_order_of_drawers() -> None:
    containers = reading.contract("Inside a room")["containers"]
    listed = {name.removeprefix("andu.") for name in containers} - reading.FOUNDATIONS
    wrong = unlisted([*set(reading.rooms()) - reading.FOUNDATIONS], [*listed])
    assert not wrong, reading.report(wrong, 'List the room in "Inside a room" of pyproject.toml.')


def test_a_room_in_one_list_only_is_caught() -> None:
    assert unlisted(["mail", "chat"], ["mail", "fax"]) == ["chat", "fax"]
