"""上一环节办理人选: whoever passes a matter on says on its page who is next."""

import pytest

from andu.api.tests.programs import program
from andu.approvals import actions
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.tests.samples import LEAVE, POST, flow_of
from andu.engine import Mode, Step
from andu.engine.handlers import HandlersChoice, NamedPerson, Superior
from andu.engine.nodes import Nature
from andu.todo.models import Todo
from andu.workflow.models import Matter, Seat
from andu.workflow.tests.conftest import line
from tests.cast import actor_of, client_of


@pytest.fixture
def handed(bureau, designer, clerk):
    """The clerk's matter: the superior checks and says who carries it out, the director decides."""
    by = actor_of(designer)
    flow = line(
        Step(key="check", name="审核", handlers=(Superior(1),)),
        Step(key="do", name="承办", nature=Nature.WORK, mode=Mode.ALL,
             handlers=(HandlersChoice(most=2),)),
        Step(key="decide", name="签批", handlers=(NamedPerson("director"),)),
    )  # fmt: skip
    about = Particulars(name="协办申请", numbering="{n}")
    template = actions.create_template(bureau.units["office"], "help", about, by=by)
    edition = Edition(form=LEAVE, flow=flow_of(bureau.organisation, flow))
    actions.publish_template(template, edition, by=by)
    client_of(clerk).post("/start/help", POST)
    return Matter.objects.get()


def at(matter, member) -> dict[str, object]:
    """What a decision sends besides."""
    return {"seat": Seat.objects.get(run__matter=matter, member=member, state="open").number}


def agree(matter, member, **more):
    said = {"verb": "agree", "opinion": "请承办。", **at(matter, member), **more}
    return client_of(member).post(f"/w/{matter.pk}/act", said)


def waiting() -> set[str]:
    return {todo.assignee.code for todo in Todo.objects.all()}


def test_the_page_asks_who_is_next_and_the_act_obeys(handed, office_head, registrar, finance_head):
    page = client_of(office_head).get(f"/w/{handed.pk}").text
    assert "下一环节“承办”由谁办理" in page
    assert f"/w/{handed.pk}/choosable?step=do" in page
    agree(handed, office_head, **{"choice-do": [registrar.pk, finance_head.pk]})
    assert waiting() == {"registrar", "finance_head"}
    assert "下一环节" not in client_of(registrar).get(f"/w/{handed.pk}").text


def test_without_a_pick_the_page_comes_back_with_what_was_typed(handed, office_head):
    answer = agree(handed, office_head)
    assert answer.status_code == 422
    assert "请选择“承办”的办理人" in answer.text and "请承办。" in answer.text
    assert waiting() == {"office_head"}


def test_a_name_typed_without_scripts_will_do_and_a_wrong_one_is_told(handed, office_head):
    answer = agree(handed, office_head, **{"choice-do_text": "没有人"})
    assert answer.status_code == 422 and "没有找到" in answer.text
    agree(handed, office_head, **{"choice-do_text": "陈砚秋"})
    assert waiting() == {"registrar"}


def test_returned_and_passed_on_again_the_last_pick_stands_there(
    handed, office_head, registrar, director
):
    agree(handed, office_head, **{"choice-do": [registrar.pk]})
    said = {"verb": "complete", **at(handed, registrar)}
    client_of(registrar).post(f"/w/{handed.pk}/act", said)
    said = {"verb": "return", "to": "check", "reason": "请换人承办。", **at(handed, director)}
    client_of(director).post(f"/w/{handed.pk}/act", said)
    page = client_of(office_head).get(f"/w/{handed.pk}").text
    assert "陈砚秋" in page.split("下一环节“承办”由谁办理")[1].split("dock__acts")[0]


def test_the_picker_offers_people_to_whoever_picks_only(handed, office_head, registrar):
    address = f"/w/{handed.pk}/choosable"
    assert "陈砚秋" in client_of(office_head).get(address, {"step": "do", "q": "陈砚"}).text
    assert client_of(office_head).get(address, {"step": "decide"}).status_code == 404
    assert client_of(registrar).get(address, {"step": "do"}).status_code == 404


def test_a_program_picks_as_well(handed, office_head, registrar):
    machine = program(office_head)
    said = machine.ask(f"matters/{handed.pk}")
    assert said["choices"] == [{"step": "do", "name": "承办", "most": 2, "picked": []}]
    act = {"verb": "agree", "opinion": "同意。"}
    answer = machine.send(f"matters/{handed.pk}/decision", "key-without-pick", **act)
    assert (answer.status_code, answer.json()["code"]) == (409, "choose-next")
    act["choices"] = {"do": [registrar.pk]}
    answer = machine.send(f"matters/{handed.pk}/decision", "key-with-a-pick", **act)
    assert answer.status_code == 200, answer.json()
    assert waiting() == {"registrar"}
