"""The scene of the matrix: everybody, and everything they can meet."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from andu.api.policy import STRANGERS
from andu.policy.models import Decision
from andu.policy.reading import forget
from tests.cast import Bureau
from tests.matrix import scene
from tests.matrix.people import People, everybody


@pytest.fixture
def people(bureau: Bureau, settings: Any, tmp_path: Any) -> Iterator[People]:
    """Everybody, and files of this story alone. Strangers ask more than they may in a minute."""
    settings.MEDIA_ROOT = tmp_path
    Decision.objects.create(
        code=STRANGERS.code, level="installation", place=0, text="6000",
        since=timezone.now() - timedelta(days=1),
    )  # fmt: skip
    forget()
    yield everybody(bureau)
    forget()


@pytest.fixture
def things(bureau: Bureau, people: People) -> scene.Things:
    """The objects by the names of the table, as what fills the gaps of an address."""
    return scene.played(bureau, people)
