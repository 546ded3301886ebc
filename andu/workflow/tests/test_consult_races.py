"""Asking, answering and deciding at the same moment: nothing stays open, nothing stuck."""

import pytest
from django.db import connection

from andu.todo.models import Todo
from andu.workflow import actions
from andu.workflow.models import Consultation
from andu.workflow.rules_consulting import Question
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, seat_of
from andu.workflow.tests.test_races import at_once
from tests.cast import actor_of

ROUNDS = 12
pytestmark = [
    pytest.mark.postgresql, pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]  # fmt: skip


def test_a_turn_that_ends_while_somebody_asks_leaves_no_question_open(
    clerk, office_head, registrar
):
    by, told = actor_of(office_head), set()
    for _round in range(ROUNDS):
        matter = begin(clerk, countersign("finance_head"))
        seat = seat_of(matter, office_head)
        refused = at_once([
            lambda m=matter, s=seat: actions.agree(m, s, Deed(opinion="同意"), by=by),
            lambda m=matter, s=seat: actions.consult(
                m, s, [registrar.pk], Question(words="够吗？"), by=by
            ),
        ])  # fmt: skip
        told |= {why.partition("。")[2] for why in refused}
        found = Consultation.objects.filter(matter=matter)
        assert found.count() == 1 - len(refused) and not found.open().exists()
        assert not Todo.objects.filter(assignee=registrar, matter_id=matter.pk).exists()
    assert told <= {"现在没有轮到你，不能提问。"}


def test_an_answer_and_the_end_of_the_turn_never_block_each_other(
    clerk, office_head, registrar, finance_head
):
    by = actor_of(office_head)
    for _round in range(ROUNDS):
        matter = begin(clerk, countersign("finance_head"))
        seat = seat_of(matter, office_head)
        question = Question(words="够吗？")
        (row,) = actions.consult(matter, seat, [registrar.pk], question, by=by)
        refused = at_once([
            lambda m=matter, s=seat: actions.agree(
                m, s, Deed(opinion="同意", mentions={clerk.pk: clerk.name}), by=by
            ),
            lambda r=row: actions.answer(r, "够。", by=actor_of(registrar)),
            lambda m=matter: actions.circulate(m, [finance_head.pk], by=actor_of(clerk)),
        ])  # fmt: skip
        row.refresh_from_db()
        assert row.state == ("lapsed" if refused else "answered")
        assert row.words.count() == 2 - len(refused)
        assert not Todo.objects.filter(assignee=registrar, matter_id=matter.pk).exists()


def test_the_same_answer_from_many_tabs_is_one(clerk, office_head, registrar):
    matter = begin(clerk, countersign("finance_head"))
    seat, by = seat_of(matter, office_head), actor_of(office_head)
    asking = [
        lambda: actions.consult(matter, seat, [registrar.pk], Question(words="够吗？"), by=by)
    ] * 5  # fmt: skip
    assert at_once(asking) == []
    row = Consultation.objects.get()
    assert at_once([lambda: actions.answer(row, "够。", by=actor_of(registrar))] * 5) == []
    assert row.words.count() == 2
