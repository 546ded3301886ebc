import pytest

from andu.audit import actions
from andu.audit.models import Entry, Export, Verification
from andu.kit.actor import Actor
from andu.kit.verdict import Refused
from andu.organisation.acting import administrator
from tests.cast import actor_of


def test_the_auditor_checks_and_the_check_is_an_entry(audit_administrator):
    kept = actions.verify(by=administrator(audit_administrator))
    assert (kept.faults, kept.entries) == (0, 0)
    assert Entry.objects.get().sentence == "审计管理员 核对了审计记录 0 条，发现问题 0 处"


@pytest.mark.parametrize("verb", [actions.verify, lambda by: actions.export("", by=by)])
def test_nobody_else_may(clerk, security_administrator, verb):
    for by in (actor_of(clerk), administrator(security_administrator), Actor()):
        with pytest.raises(Refused, match="只有审计管理员"):
            verb(by=by)
    assert not Verification.objects.exists()
    assert not Export.objects.exists()
    assert not Entry.objects.exists()
