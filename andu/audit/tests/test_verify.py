import pytest
from django.core.management import call_command
from django.db import transaction

from andu.audit import actions
from andu.audit.models import Entry, Export, Verification
from andu.audit.recording import entries_of, record
from andu.kit.actor import Actor
from andu.kit.verdict import Refused
from andu.organisation.acting import administrator
from andu.policy.events import Decided
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


def test_the_command_line_names_every_break_and_ends_with_one(clerk, capsys):
    with transaction.atomic():
        for _n in range(2):
            change = Decided(label="口令长度", before="6", after="8", place="全系统")
            record(change, by=actor_of(clerk), on=clerk)
    call_command("audit_verify")
    assert capsys.readouterr().out == "已核对 1 条链、2 条记录。\n"
    entries_of(clerk).filter(sequence=2).update(sentence="没有这回事")
    with pytest.raises(SystemExit) as ended:
        call_command("audit_verify")
    assert ended.value.code == 1
    assert f"organisation.member {clerk.pk} #2: altered" in capsys.readouterr().out
