"""Decisions of bad faith by program: another's seat, key or matter, the same twice (I2, R3)."""

import threading

import pytest
from django.db import connection

from andu.api.tests.programs import program
from andu.approvals.tests.conftest import designer, submit, template, version
from andu.organisation.models import Member
from andu.workflow.models import History, Matter, Seat, Vacancy
from andu.workflow.tests.conftest import seat_of

FIXTURES = (designer, submit, template, version)
KEY = "approve-this-0001"
VERBS = ("agree", "disagree", "read", "return", "resubmit", "withdraw", "take_back", "terminate")


@pytest.fixture
def matter(submit):
    """A request that waits for the head of the office."""
    return submit().matter


def _decide(machine, matter, key="", verb="agree", **said):
    return machine.send(f"matters/{matter.pk}/decision", key, verb=verb, **said)


def _said():
    rows = History.objects.order_by("pk").values_list("how", "actor_name", "opinion")
    return list(rows), list(Seat.objects.order_by("pk").values_list("number", "state", "how"))


def test_a_key_somebody_else_has_used_does_not_answer_for_me(
    matter, office_head, finance_head, registrar
):
    """A program that acts for several people may call its keys after the matter."""
    _decide(program(office_head), matter, KEY)
    for who in (finance_head, registrar):
        answer = _decide(program(who), matter, KEY)
        assert answer.status_code == 200
        assert History.objects.filter(how="agreed", member_id=who.pk, key=KEY).count() == 1


@pytest.mark.parametrize("verb", VERBS)
def test_anothers_seat_and_a_seat_of_an_earlier_step_are_refused(
    matter, office_head, finance_head, registrar, verb
):
    earlier, machine = seat_of(matter, office_head), program(finance_head)
    _decide(program(office_head), matter)
    others, before = seat_of(matter, registrar), _said()
    for seat in (earlier, others, 1, 0 if verb == "take_back" else 10**6, -1, 2**63 - 1):
        answer = _decide(machine, matter, verb=verb, seat=seat, opinion="理由")
        assert answer.status_code in {409, 422}, (seat, answer.content)
        assert answer.json()["detail"] and _said() == before


def test_nobody_takes_back_what_another_has_decided(matter, office_head, finance_head, clerk):
    seat = seat_of(matter, office_head)
    _decide(program(office_head), matter)
    before = _said()
    for who in (finance_head, clerk):
        for more in ({}, {"seat": seat}):
            assert _decide(program(who), matter, verb="take_back", **more).status_code == 409
    assert _said() == before
    assert _decide(program(office_head), matter, verb="take_back", seat=seat).status_code == 200


@pytest.mark.parametrize("verb", VERBS)
def test_a_matter_one_does_not_see_is_like_none(matter, office_head, outsider, verb):
    machine, seat = program(outsider), seat_of(matter, office_head)
    none = Matter(pk=matter.pk + 1000)
    more = {"opinion": "理由", "fields": {"strange": 1}, "mentioned": [office_head.pk]}
    for said in ({}, {"seat": seat}, more, {**more, "seat": seat, "papers": [1]}):
        hidden, missing = (_decide(machine, one, verb=verb, **said) for one in (matter, none))
        assert hidden.status_code == missing.status_code == 404
        assert hidden.content == missing.content


def test_what_must_be_filled_in_cannot_be_left_out(version, matter, office_head):
    step = version.access.get(step="check", field="secret")
    step.access = "required"
    step.save()
    before = _said()
    for said in ({}, {"seat": seat_of(matter, office_head)}, {"fields": {"secret": " "}}):
        answer = _decide(program(office_head), matter, **said)
        assert answer.status_code == 422 and "内部备注" in answer.json()["detail"], said
        assert _said() == before


def test_that_nobody_was_found_is_kept_though_the_act_is_refused(
    matter, office_head, finance_head, registrar, director
):
    for who in (office_head, finance_head):
        _decide(program(who), matter)
    Member.objects.filter(pk=director.pk).update(state=Member.State.LEFT)
    answer = _decide(program(registrar), matter)
    assert answer.status_code == 409 and "找不到办理人" in answer.json()["detail"]
    assert seat_of(matter, registrar), "it is still the registrar's turn"
    assert Vacancy.objects.get().waits_for == "陈砚秋"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("bodies", [("好", "好"), ("好", "不错")])
def test_two_at_once_with_one_key_take_effect_once(matter, office_head, bodies):
    machine, start = program(office_head), threading.Barrier(len(bodies))
    token, answers = machine.defaults["HTTP_AUTHORIZATION"], []

    def run(opinion):
        mine = type(machine)(HTTP_AUTHORIZATION=token)
        start.wait()
        answers.append(_decide(mine, matter, KEY, opinion=opinion))
        connection.close()

    threads = [threading.Thread(target=run, args=(opinion,)) for opinion in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert History.objects.filter(how="agreed").count() == 1
    same = bodies[0] == bodies[1]
    assert sorted(one.status_code for one in answers) == [200, 200 if same else 422]
    assert len({one.content for one in answers}) == (1 if same else 2)
