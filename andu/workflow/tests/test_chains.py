import io

import pytest
from django.core.management import call_command

from andu.audit.verifying import breaks
from andu.workflow import actions
from andu.workflow.models import History, Run
from andu.workflow.tests.conftest import begin, countersign, seat_of
from tests.cast import actor_of


@pytest.fixture
def matter(clerk, office_head, finance_head):
    """A matter with three acts."""
    matter = begin(clerk, countersign("finance_head", "registrar"))
    for member in (office_head, finance_head):
        actions.agree(matter, seat_of(matter, member), by=actor_of(member))
    return matter


@pytest.mark.parametrize(
    ("spoil", "fault", "sequence"),
    [
        (lambda h: h.filter(sequence=2).update(opinion="不同意"), "altered", 2),
        (lambda h: h.filter(sequence=2).update(actor_name="别人"), "altered", 2),
        (lambda h: h.filter(sequence=2).delete(), "missing", 2),
        (lambda h: h.filter(sequence=3).delete(), "missing", 3),
        (lambda h: h.filter(sequence=2).update(previous_hash="0" * 64), "reordered", 2),
        (lambda h: Run.objects.update(sequence=2, head=h.get(sequence=2).hash), "added", 3),
    ],
)
def test_a_spoiled_history_is_found_by_the_audit(matter, spoil, fault, sequence):
    assert not list(breaks())
    spoil(History.objects.filter(run__matter=matter))
    found = [(b.kind, b.subject_id, b.fault, b.sequence) for b in breaks()]
    assert found == [("workflow.matter", str(matter.pk), fault, sequence)]


def test_the_command_checks_the_histories_too(matter):
    said = io.StringIO()
    call_command("audit_verify", stdout=said)
    assert "条记录" in said.getvalue()
    History.objects.filter(sequence=1).update(opinion="改过")
    with pytest.raises(SystemExit):
        call_command("audit_verify", stdout=said)
    assert f"workflow.matter {matter.pk} #1: altered" in said.getvalue()
