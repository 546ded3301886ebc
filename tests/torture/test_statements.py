"""The database fails at the k-th statement of a verb, for every k: nothing is half done, and the
same click repeated is done once (R4)."""

import itertools
import logging
import sys

import pytest
from django.core.cache import cache
from django.db import connection

from andu.approvals.tests.conftest import designer, submit, template, version
from andu.policy.reading import forget
from tests.torture.failing import HOWS, changed, failing, rows, unwritable
from tests.torture.later import LATER, SHORT_LATER, Later
from tests.torture.office import look, unmatched_files
from tests.torture.verbs import SHORT, VERBS

FIXTURES = (designer, submit, template, version)
FEWEST = 8  # statements of the smallest verb
ALL = [*VERBS, *LATER]
# On PostgreSQL by hand: it takes minutes.
IN_SUITE = SHORT + SHORT_LATER if connection.vendor == "sqlite" else ()
IN_USE = {"django_session", "identity_signin"}  # noted once a minute
UNRECORDED = {"draft"}  # nobody but its author sees one: no entry is made


@pytest.fixture
def scene(submit, bureau, security_administrator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Later(submit, bureau.members, security_administrator)


@pytest.fixture(autouse=True)
def silence(monkeypatch):
    """Hundreds of faults are meant to happen."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


def fails_everywhere(verb, how):
    """Do it with a fault at the 1st, 2nd, … statement until it is done; how many were tried."""
    before = rows()
    for k in itertools.count(1):
        cache.clear()
        forget()
        with failing(k, how):
            acknowledged = verb.act()
        where, after = f"{how} at {k}", rows()
        assert unmatched_files() == [], where
        if acknowledged or (changed(before, after) and not verb.in_parts):
            return k  # done; not acknowledged when only the answer to the commit was lost
        assert verb.effects() <= verb.many if verb.in_parts else verb.effects() == 0, where
        before = after
    return 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=() if n in IN_SUITE else pytest.mark.long) for n in ALL]
)
def test_a_verb_is_done_whole_or_not_at_all(scene, name, how):
    verb = scene.prepare(name)
    assert verb.effects() == 0
    tried = fails_everywhere(verb, how)
    sys.stdout.write(f"\n{connection.vendor} {name} {how}: failed at {tried - 1} statements\n")
    assert tried >= FEWEST
    assert verb.effects() == verb.many or verb.in_parts
    stands = rows()
    if verb.once:
        assert verb.act(), "the same key again"
        assert set(changed(stands, rows())) <= IN_USE or verb.in_parts
        assert verb.effects() == verb.many
    assert look()["faults"] == []


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", [name for name in ALL if name not in UNRECORDED])
def test_what_cannot_be_recorded_is_not_done(scene, name):
    """The page says that nothing was written; whoever only reads goes on reading (R25)."""
    verb = scene.prepare(name)
    before = rows()
    with unwritable("audit_entry", "workflow_history"):
        assert not verb.act()
        assert scene.reads()
    assert verb.effects() == 0
    assert unmatched_files() == []
    left = {"portal_batch", "portal_batchitem"} if verb.in_parts else set()
    left |= {"django_session", "identity_account"}  # whoever read has signed in
    assert set(changed(before, rows())) <= left
    assert verb.act()
    assert verb.effects() == verb.many
