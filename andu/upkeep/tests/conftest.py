"""请假申请 of the office, with a matter on its way; 陈砚秋 administers flows."""

import pytest

from andu.approvals.tests.conftest import designer, submit, template, version  # noqa: F401
from tests.cast import client_of, give_right


@pytest.fixture
def keeper(registrar):
    """陈砚秋 administers the flows of the office."""
    give_right(registrar, "workflow.matters.administer")
    return registrar


@pytest.fixture
def browser(office_head):
    """罗曼青, who heads the owning department, at the pages."""
    return client_of(office_head)
