"""A hundred of one request at the same moment, on real connections: one effect, one answer (R3)."""

from collections import Counter
from typing import Any

import pytest
from django.db import connection

from andu.api.tests.programs import program
from andu.approvals.tests.samples import POST
from andu.workflow.models import History, Matter
from andu.workflow.tests.test_races import at_once
from tests.api.samples import LEAVE
from tests.cast import client_of

MANY = 100
KEY = "the-same-key-0001"
pytestmark = [
    pytest.mark.postgresql, pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]  # fmt: skip


def replayed(ask: Any) -> list[Any]:
    """The answers to a hundred at once; `ask` is told the number of each."""
    answers: list[Any] = []
    at_once([lambda n=number: answers.append(ask(n)) for number in range(MANY)])
    assert len(answers) == MANY
    return answers


def test_a_hundred_at_once_start_one_matter(world):
    machines, before = [program(world["registrar"]) for _ in range(2)], Matter.objects.count()
    answers = replayed(lambda n: machines[n % 2].send("templates/leave/matters", KEY, **LEAVE))
    assert Matter.objects.count() == before + 1
    assert {(one.status_code, one.content) for one in answers} == {(200, answers[0].content)}


def test_a_hundred_at_once_decide_once(world):
    machine, said = program(world["office_head"]), {"verb": "agree", "opinion": "同意"}
    before = History.objects.filter(how="agreed").count()
    answers = replayed(lambda _n: machine.send(f"matters/{world.matter.pk}/decision", KEY, **said))
    assert {(one.status_code, one.content) for one in answers} == {(200, answers[0].content)}
    assert History.objects.filter(how="agreed").count() == before + 1


def test_two_contents_under_one_key_at_once_have_one_winner(world):
    machine, before = program(world["registrar"]), Matter.objects.count()
    bodies = [LEAVE, {**LEAVE, "title": "另一份请假"}]
    answers = replayed(lambda n: machine.send("templates/leave/matters", KEY, **bodies[n % 2]))
    assert Matter.objects.count() == before + 1
    assert Counter(one.status_code for one in answers) == {200: MANY // 2, 422: MANY // 2}
    assert len({one.content for one in answers if one.status_code == 200}) == 1
    assert {one.json()["code"] for one in answers if one.status_code == 422} == {"key-used"}


def test_a_hundred_forms_at_once_submit_one_matter(world):
    browser = client_of(world["registrar"])
    cookies, before = browser.cookies.output(header="", sep=";"), Matter.objects.count()
    posted = {**POST, "_key": KEY, "do": "submit"}

    def ask(_number: int) -> Any:
        tab = type(browser)()
        tab.cookies.load(cookies)
        return tab.post("/start/leave", posted)

    answers = replayed(ask)
    assert Matter.objects.count() == before + 1
    assert {(one.status_code, one["Location"]) for one in answers} == {
        (302, answers[0]["Location"])
    }
