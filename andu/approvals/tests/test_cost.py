"""What a step costs through the real action, in statements: counted, so a busy machine can't move
it. `make bench` measures the rest."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from andu.approvals import access, actions
from andu.approvals.actions.handling import Act
from andu.approvals.actions.submitting import Paper
from andu.approvals.actions.templates import Edition
from andu.approvals.models import Request
from andu.approvals.tests.samples import LEAVE, POST, flow_of
from andu.engine import Step
from andu.engine.handlers import NamedPerson
from andu.forms import filling
from andu.policy import reading
from andu.workflow.tests.conftest import line, seat_of
from tests.cast import actor_of

JOINED = "version__template__unit", "version__form_version", "record__form_version"
# What is remembered of the office needs transactions that end. Upper bounds by database: SQLite
# reads and writes a run in several statements. The request itself is read as a view does: one.
pytestmark = pytest.mark.django_db(transaction=True)
MOST_SUBMITTING = {"postgresql": 12, "sqlite": 32}
MOST_DECIDING = {"postgresql": 3, "sqlite": 16}


def chain(length):
    """So many steps in a row, all by the director."""
    steps = (
        Step(key=f"s{number}", name=f"{number}", handlers=(NamedPerson("director"),))
        for number in range(length)
    )
    return line(*steps)


@pytest.fixture
def costs(template, designer, clerk, director, monkeypatch):
    """Statements of submitting, and of the director's second decision, in a chain. Settings are
    not read again because the machine is slow."""
    monkeypatch.setattr(reading, "SECONDS", 3600)
    reading.forget()

    def of(length):
        flow = flow_of(template.organisation, chain(length))
        by = actor_of(designer)
        version = actions.publish_template(template, Edition(form=LEAVE, flow=flow), by=by)
        rows = access.at_step(version, "draft")
        cleaned = filling.clean(LEAVE, rows, POST, {}, actor=actor_of(clerk))
        for number in range(2):  # the first warms what is kept in memory
            paper = Paper(title="请假申请", cleaned=cleaned)
            with CaptureQueriesContext(connection) as submitting:
                made = actions.submit(
                    version, paper, by=actor_of(clerk, f"submitted-{length}-{number}")
                )
            decide(
                made, actor_of(director, f"first-{length}-{number}"), seat_of(made.matter, director)
            )
            by, seat = (
                actor_of(director, f"second-{length}-{number}"),
                seat_of(made.matter, director),
            )
            with CaptureQueriesContext(connection) as deciding:
                decide(made, by, seat)
        return said(submitting), said(deciding)

    return of


def decide(made, by, seat):
    """Agree, with everything read anew as a request does."""
    request = Request.objects.select_related(*JOINED).get(pk=made.pk)
    actions.decide(request, Act(verb="agree", seat=seat, opinion="ok"), by=by)


def said(seen):
    """How many statements, without those that only hold a transaction together."""
    held = "SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"
    return sum(not q["sql"].startswith(held) for q in seen)


def test_a_step_takes_no_more_statements_than_it_did(costs):
    submitting, deciding = costs(10)
    assert submitting <= MOST_SUBMITTING[connection.vendor], submitting
    assert deciding <= MOST_DECIDING[connection.vendor], deciding


def test_a_step_of_a_flow_of_a_thousand_elements_takes_no_more_than_of_ten(costs):
    assert costs(997) == costs(10)
