"""The demo is made by real actions: every chain in it is sound, every state is there."""

from io import StringIO

from django.core.management import call_command

from andu.approvals.models import Template
from andu.audit.verifying import breaks
from andu.organisation.models import Member
from andu.todo.models import Todo
from andu.workflow import store
from andu.workflow.loading import replayed
from andu.workflow.models import Matter, Seat


def test_the_demo_is_an_office_at_work(db):
    said = StringIO()
    call_command("demo", stdout=said)
    assert Member.objects.count() >= 60
    assert Template.objects.filter(newest=1).count() == 5
    states = set(Matter.objects.values_list("state", flat=True))
    assert states == {"running", "finished", "refused", "terminated"}
    assert Todo.objects.count() == Seat.objects.filter(state="open").count()
    for matter in Matter.objects.all():
        loaded = store.load(matter.pk)
        assert loaded.configuration == replayed(loaded.run)
    assert not list(breaks())
    assert "YL1005" in said.getvalue()


def test_a_second_time_changes_nothing(bureau):
    said = StringIO()
    call_command("demo", stdout=said)
    assert not said.getvalue()
    assert not Matter.objects.exists()
