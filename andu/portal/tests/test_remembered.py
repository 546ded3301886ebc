"""What a person may start is remembered while nothing of the office changes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from andu.approvals import actions
from andu.approvals.tests.conftest import designer, template, version
from tests.cast import actor_of, client_of

FIXTURES = (designer, template, version)
pytestmark = pytest.mark.django_db(transaction=True)


def test_the_desk_asks_again_only_after_a_change(version, designer, clerk):
    browser = client_of(clerk)
    assert "请假申请" in browser.get("/").content.decode()
    with CaptureQueriesContext(connection) as seen:
        assert "请假申请" in browser.get("/").content.decode()
    assert not [one for one in seen if 'FROM "approvals_template"' in one["sql"]]
    actions.close_template(version.template, by=actor_of(designer))
    assert "请假申请" not in browser.get("/").content.decode()
