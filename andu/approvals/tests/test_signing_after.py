"""补签 on the page, in print and for programs."""

import pytest

from andu.api.tests.programs import program
from andu.todo.models import Todo
from andu.workflow import actions
from andu.workflow.models import History, Supplement
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import alone, seat_of
from tests.cast import actor_of, client_of, give_right


@pytest.fixture
def matter(submit, registrar, office_head, finance_head):
    """A request whose first turn was reassigned: the head of the office had agreed by telephone."""
    made = submit().matter
    give_right(registrar, "workflow.matters.administer")
    alone(registrar)
    seat = seat_of(made, office_head)
    deed = Deed(opinion="电话同意")
    actions.reassign(made, seat, finance_head.pk, deed, by=actor_of(registrar))
    return made


def test_asked_and_signed_from_the_page(matter, clerk, office_head):
    page = client_of(clerk).get(f"/w/{matter.pk}/ask_sign").content.decode()
    assert "罗曼青" in page and "改派给他人办理" in page
    client_of(clerk).post(f"/w/{matter.pk}/ask_sign", {"after": _seat(page), "words": "请补"})
    assert Todo.objects.get(assignee=office_head).step.startswith("待补签")
    desk = client_of(office_head)
    assert "方亦舒请你补签" in desk.get(f"/w/{matter.pk}").content.decode()
    refused = desk.post(f"/w/{matter.pk}/sign_after", {"stance": "disagree"})
    assert refused.status_code == 422
    assert "请写明理由" in refused.content.decode()
    assert not History.objects.filter(how="signed_after").exists()
    desk.post(f"/w/{matter.pk}/sign_after", {"stance": "agree", "opinion": "同意，补签"})
    assert Supplement.objects.get().state == "signed"
    printed = client_of(clerk).get(f"/w/{matter.pk}/print").content.decode()
    assert "补签：同意" in printed and "事后补签" in printed
    assert client_of(office_head).get(f"/w/{matter.pk}/sign_after").status_code == 404


def test_the_asking_is_taken_back_from_the_page(matter, clerk, office_head):
    client = client_of(clerk)
    client.post(f"/w/{matter.pk}/ask_sign", {"after": _first()})
    assert "罗曼青" in client.get(f"/w/{matter.pk}/unask_sign").content.decode()
    client.post(f"/w/{matter.pk}/unask_sign")
    assert Supplement.objects.get().state == "withdrawn"
    assert client.get(f"/w/{matter.pk}/unask_sign").status_code == 404


def test_a_program_signs_too(matter, office_head):
    found = program(office_head).get(f"/api/matters/{matter.pk}").json()
    (turn,) = found["to_sign"]
    assert turn["is_mine"] and turn["who"] == "罗曼青"
    path = f"matters/{matter.pk}/operations/sign_after"
    assert program(office_head).send(path, after=turn["seat"], opinion="同意").status_code == 200
    assert Supplement.objects.get().state == "signed"
    assert program(office_head).get(f"/api/matters/{matter.pk}").json()["to_sign"] == []


def _seat(page: str) -> str:
    return page.split('name="after" value="')[1].split('"', maxsplit=1)[0]


def _first() -> int:
    return History.objects.get(how="reassigned").seat
