"""The same form sent twice, one after the other and at the same moment: one effect (issue 3)."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from andu.approvals.tests.conftest import designer, submit, template, version
from andu.downloads.models import Download
from andu.organisation.models import Member
from andu.workflow import actions
from andu.workflow.models import Circulation, ConsultationWord, Delegation, History, Seat, Urging
from andu.workflow.tests.conftest import seat_of
from andu.workflow.tests.test_delegation import away
from andu.workflow.tests.test_races import at_once
from tests.cast import actor_of, client_of

FIXTURES = (designer, submit, template, version)
ONLY = "SQLite has one writer"
races = pytest.mark.skipif(connection.vendor != "postgresql", reason=ONLY)


@dataclass
class Form:
    """Who posts what where, and how to count what came of it."""

    who: Member
    where: str
    said: dict[str, Any] = field(default_factory=dict)
    rows: Any = None


@pytest.fixture(params=["transfer", "circulate", "consult", "urge", "batch", "export", "delegate"])
def form(request, submit, clerk, office_head, finance_head):
    """One of the forms of this house, filled in."""
    matter = submit().matter
    at, seat, today = f"/w/{matter.pk}", seat_of(matter, office_head), timezone.localdate()
    forms = {
        "transfer": Form(office_head, f"{at}/transfer", {"to": finance_head.pk, "seat": seat},
                         Seat.objects.filter(run__matter=matter, member=finance_head)),
        "circulate": Form(clerk, f"{at}/circulate", {"readers_text": "周牧野"},
                          Circulation.objects.filter(matter=matter)),
        "consult": Form(office_head, f"{at}/consult",
                        {"to_text": "周牧野", "question": "够吗？", "seat": seat},
                        ConsultationWord.objects.all()),
        "urge": Form(clerk, f"{at}/urge", {"whom": seat},
                     Urging.objects.all()),
        "batch": Form(office_head, "/todo/batch", {"verb": "agree", "matter": matter.pk},
                      History.objects.filter(run__matter=matter, how="agreed")),
        "export": Form(clerk, "/todo/export", {"list": "mine", "kind": "csv"},
                       Download.objects.all()),
        "delegate": Form(office_head, "/me/delegate", {"delegate": finance_head.pk, "scope": "all",
                         "since": today.isoformat(), "reason": "出差"}, Delegation.objects.all()),
    }  # fmt: skip
    return forms[request.param]


def posted(form: Form, key: str, answers: list[int]) -> None:
    """Send the form, as one tab does."""
    answer = client_of(form.who).post(form.where, {**form.said, "_key": key})
    answers.append(answer.status_code)


def test_sent_twice_is_done_once(form):
    answers: list[int] = []
    for _tab in range(2):
        posted(form, "the-same-key-0001", answers)
    assert form.rows.count() == 1
    assert answers[0] == answers[1] < 400


@races
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_is_done_once(form):
    answers: list[int] = []
    at_once([lambda: posted(form, "the-same-key-0001", answers)] * 3)
    assert form.rows.count() == 1
    assert len(answers) == 3 and max(answers) < 400


@races
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_do_it_once(form):
    answers: list[int] = []
    calls = [lambda n=n: posted(form, f"a-key-of-tab-{n}", answers) for n in range(3)]
    at_once(calls)
    assert len(answers) == 3 and max(answers) < 500
    assert form.rows.count() == (3 if form.where == "/todo/export" else 1)


@races
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_halves_of_a_circle_of_delegations_at_once(office_head, finance_head, registrar):
    people = (office_head, finance_head, registrar)
    pairs = zip(people, (*people[1:], people[0]), strict=True)
    calls = [lambda a=a, b=b: actions.delegate(away(a, b), by=actor_of(a)) for a, b in pairs]
    refused = at_once(calls)
    standing = list(Delegation.objects.all())
    assert len(standing) + len(refused) == 3 and standing
    given, taken = {one.absent_id for one in standing}, {one.delegate_id for one in standing}
    assert not given & taken  # neither a circle nor a chain
