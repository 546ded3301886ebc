"""Loads the shared cast for every test, and gives every process of the suite its own folder."""

import os
import random
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage
from django.conf import settings
from django.core.cache import cache
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from andu.api import limiting
from andu.kit import editions
from andu.policy import reading
from andu.search.models import Piece
from andu.workflow import compiled

pytest_plugins = ["tests.cast"]


@pytest.fixture(scope="session", autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files and the nudge's socket of this process alone: the suite may run in several at once."""
    folder: Path = tmp_path_factory.mktemp("data")
    settings.MEDIA_ROOT, settings.NUDGE_SOCKET = folder / "files", folder / "nudge.sock"
    settings.DATA = folder


@pytest.fixture(autouse=True)
def own_memory() -> None:
    """What the product keeps in memory of one test is no other test's: numbers of rows that were
    rolled back come again."""
    cache.clear()
    reading.forget()
    editions.forget()
    compiled.definition_of.cache_clear()
    limiting.forget()


@receiver(post_migrate)
def own_index(sender: Any, **_more: Any) -> None:
    """After a test with transactions of its own the tables are emptied, but not the search index,
    whose table is the database's own kind."""
    if sender.label == Piece._meta.app_label:
        Piece.objects.all().delete()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Stories stand alone: any order must do."""
    parser.addoption("--shuffle", type=int, help="run in a random order, the one of this number")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The order of `--shuffle`, the same in every process."""
    number = config.getoption("--shuffle")
    if number is not None:
        random.Random(number).shuffle(items)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Races that only PostgreSQL can show are left to its run of the suite."""
    if item.get_closest_marker("postgresql") and not os.environ.get("DATABASE_URL"):
        pytest.skip("needs PostgreSQL (DATABASE_URL)")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """What a process has run is written before it is told to go: xdist kills a worker that takes
    longer than ten seconds to end, and its half of `make coverage` would be gone."""
    if measuring := Coverage.current():
        measuring.stop()
        measuring.save()
