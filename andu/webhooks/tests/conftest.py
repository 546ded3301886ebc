"""Somebody who keeps hooks, another system that listens, and a matter to tell of."""

import pytest

from andu.approvals.tests.conftest import designer, submit, template, version
from andu.webhooks import actions, known
from andu.webhooks.occasions import KINDS
from andu.webhooks.rights import KEEP
from andu.webhooks.tests.receiver import listening
from tests.cast import actor_of, give_right

FIXTURES = (designer, submit, template, version)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path, monkeypatch):
    """Hooks of one test are not those of another."""
    settings.DATA = tmp_path
    monkeypatch.setattr(known, "_known", known._Known())


@pytest.fixture
def receiver(monkeypatch):
    """Another system on loopback, which the administrator has named."""
    monkeypatch.setattr("andu.webhooks.rules.value", lambda _setting: "finance.local，127.0.0.1")
    with listening() as kept:
        yield kept


@pytest.fixture
def keeper(registrar):
    """Who sets hooks up."""
    give_right(registrar, KEEP.code)
    return registrar


@pytest.fixture
def hook(keeper, receiver):
    """A hook that hears of everything."""
    made = actions.add_hook(
        keeper.organisation, "财务系统", receiver.url, list(KINDS), by=actor_of(keeper)
    )
    known.touch()
    return made
