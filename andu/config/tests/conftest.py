"""Data folders for stories about a real server."""

import shutil
from pathlib import Path

import pytest

from andu.config.tests.server import andu


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a migrated database, copied for each story."""
    data = tmp_path_factory.mktemp("migrated")
    done = andu(data, "migrate", "-v0")
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def data(migrated: Path, tmp_path: Path) -> Path:
    """A copy of one's own."""
    return Path(shutil.copytree(migrated, tmp_path / "data"))
