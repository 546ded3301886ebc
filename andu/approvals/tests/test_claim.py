"""认领, 放弃认领 and 调整次序 from the page and by a program."""

import pytest

from andu.api.tests.programs import program
from andu.approvals.matrix import matrices_of
from andu.approvals.tests.samples import POST, helping
from andu.engine import Mode, Step
from andu.engine.handlers import NamedPerson
from andu.workflow import store
from andu.workflow.models import Matter, Seat
from andu.workflow.tests.conftest import line, seat_of
from tests.cast import client_of


def _text(answer):
    return answer.content.decode()


@pytest.fixture
def matter(bureau, designer, clerk):
    """Whoever of two acts first, then three one after the other."""
    people = [NamedPerson(code) for code in ("office_head", "finance_head", "registrar")]
    flow = line(
        Step(key="do", name="经办", handlers=tuple(people[:2])),
        Step(key="sign", name="依次", mode=Mode.IN_ORDER, handlers=tuple(people)),
    )
    helping(flow, bureau.units["office"], designer)
    client_of(clerk).post("/start/help", POST)
    return Matter.objects.get()


def test_one_of_several_takes_the_work_and_gives_it_up(matter, office_head, finance_head):
    mine, theirs = client_of(office_head), client_of(finance_head)
    at = f"/w/{matter.pk}"
    assert f'action="{at}/claim"' in _text(mine.get(at))
    assert "已认领，由你办理" in _text(mine.post(f"{at}/claim", follow=True))
    page = _text(mine.get(at))
    assert f'action="{at}/release"' in page and f'action="{at}/claim"' not in page
    assert 'value="agree"' not in _text(theirs.get(at))
    assert "办理：认领。这一环节不用你再办" in _text(theirs.post(f"{at}/claim"))
    assert "候选人都可以办理" in _text(mine.post(f"{at}/release", follow=True))
    assert 'value="agree"' in _text(theirs.get(at))


def test_those_to_come_are_put_in_another_order(matter, office_head, finance_head, registrar):
    mine, at = client_of(office_head), f"/w/{matter.pk}"
    mine.post(f"{at}/act", {"verb": "agree", "seat": seat_of(matter, office_head)})
    assert f'href="{at}/reorder"' in _text(mine.get(at))
    seats = [Seat.objects.get(member=who, node="sign").number for who in (finance_head, registrar)]
    dialog = _text(mine.get(f"{at}/reorder"))
    assert f'name="place-{seats[0]}"' in dialog and "周牧野" in dialog
    places = {f"place-{seats[0]}": "2", f"place-{seats[1]}": "1", "reason": "先登记。"}
    assert "已调整次序" in _text(mine.post(f"{at}/reorder", places, follow=True))
    assert "调整次序为陈砚秋、周牧野" in _text(mine.get(at))
    again = mine.post(f"{at}/reorder", {f"place-{seats[0]}": "x", f"place-{seats[1]}": "1"})
    assert (
        again.status_code == 422 and "次序没有变化" in _text(again) and 'value="x"' in _text(again)
    )
    assert client_of(registrar).get(f"{at}/reorder").status_code == 404


def test_a_program_claims_and_orders(matter, office_head, finance_head, registrar):
    mine, at = program(office_head), f"matters/{matter.pk}"
    assert mine.send(f"{at}/operations/claim").status_code == 200
    refused = program(finance_head).send(f"{at}/operations/claim")
    assert refused.status_code == 409 and refused.json()["code"] == "seat_gone"
    mine.send(f"{at}/operations/release")
    mine.send(f"{at}/decision", verb="agree")
    seats = [Seat.objects.get(member=who, node="sign").number for who in (registrar, finance_head)]
    assert mine.send(f"{at}/operations/reorder", order=seats).status_code == 200
    assert mine.send(f"{at}/operations/reorder", order=seats).json()["code"] == "same_order"


def test_the_table_of_signers_names_them_as_they_are_asked_without_helpers(
    matter, office_head, director
):
    mine, at = client_of(office_head), f"/w/{matter.pk}"
    mine.post(f"{at}/act", {"verb": "agree", "seat": seat_of(matter, office_head)})
    posted = {"to": director.pk, "seat": seat_of(matter, office_head)}
    mine.post(f"{at}/consign", posted)
    table = matrices_of(store.load(matter.pk))[-1]
    assert [each.name for each in table.signatures] == ["罗曼青", "周牧野", "陈砚秋"]
