"""One house for all situations, and `--renew`, which writes what happens instead of judging it."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from andu.workflow.policy import AUTO_PASS
from andu.workflow.tests.conftest import decided_on
from andu.workflow.tests.moments import at
from tests.situations.people import everybody
from tests.situations.scene import Scene


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write the table anew, to be read")


@pytest.fixture
def scene(bureau, monkeypatch) -> Iterator[Scene]:
    """The people of the table on a Monday at nine, and nothing has happened yet."""

    def clock(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    clock(at(0, 9))
    decided_on(bureau.members["clerk"], AUTO_PASS, "1")
    return Scene(everybody(bureau), bureau.units["office"], clock)
