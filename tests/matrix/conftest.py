"""The scene of the matrix: everybody, and everything they can meet."""

from typing import Any

import pytest

from tests.cast import Bureau
from tests.matrix import scene
from tests.matrix.people import People, everybody


@pytest.fixture
def people(bureau: Bureau, settings: Any, tmp_path: Any) -> People:
    """Everybody, and files of this story alone."""
    settings.MEDIA_ROOT = tmp_path
    return everybody(bureau)


@pytest.fixture
def things(bureau: Bureau, people: People) -> scene.Things:
    """The objects by the names of the table, as what fills the gaps of an address."""
    return scene.played(bureau, people)
