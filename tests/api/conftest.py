"""The office in which the samples are sent."""

import pytest

from andu.approvals.tests.conftest import _afresh, designer, submit, template, version
from tests.api.samples import World

FIXTURES = (_afresh, designer, submit, template, version)


@pytest.fixture
def world(bureau, submit):
    """A request that waits for the head of the office."""
    return World(dict(bureau.members), submit().matter)
