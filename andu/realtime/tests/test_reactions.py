import json

import pytest

from andu.organisation import actions
from andu.organisation.acting import administrator
from andu.organisation.actions.roles import Given
from andu.realtime import nudging


@pytest.fixture
def heard(monkeypatch):
    """What would go to the websocket process."""
    said = []
    monkeypatch.setattr(nudging, "send", lambda message: said.append(json.loads(message)))
    return said


@pytest.mark.django_db(transaction=True)
def test_whoever_gets_a_role_is_asked_again(clerk, security_administrator, heard):
    by = administrator(security_administrator)
    role = actions.save_role(clerk.organisation, None, name="流程管理员", codes=[], by=by)
    heard.clear()
    actions.grant_role(role, Given(member=clerk), by=by, basis="附表1-7")
    assert {"recheck": [clerk.account_id]} in heard
