"""上一环节办理人选: whoever passes a matter on says on its page who is next."""

import pytest

from andu.api.tests.programs import program
from andu.approvals import actions
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.tests.samples import LEAVE, POST, flow_of, helping
from andu.engine import Definition, Edge, Gate, Mode, Operator, Region, Step, Test, Type
from andu.engine.handlers import HandlersChoice, NamedPerson, Superior
from andu.engine.nodes import Nature, Where
from andu.todo.models import Todo
from andu.workflow import actions as flows
from andu.workflow.actions.adding import Placing
from andu.workflow.models import Matter, Seat
from andu.workflow.tests.conftest import line
from tests.cast import actor_of, client_of


@pytest.fixture
def handed(bureau, designer, clerk):
    """The clerk's matter: the superior checks and says who carries it out, the director decides."""
    flow = line(
        Step(key="check", name="审核", handlers=(Superior(1),)),
        Step(key="do", name="承办", nature=Nature.WORK, mode=Mode.ALL,
             handlers=(HandlersChoice(most=2),)),
        Step(key="decide", name="签批", handlers=(NamedPerson("director"),)),
    )  # fmt: skip
    helping(flow, bureau.units["office"], designer)
    client_of(clerk).post("/start/help", POST)
    return Matter.objects.get()


def at(matter, member) -> dict[str, object]:
    """What a decision sends besides."""
    return {"seat": Seat.objects.get(run__matter=matter, member=member, state="open").number}


def agree(matter, member, **more):
    said = {"verb": "agree", "opinion": "请承办。", **at(matter, member), **more}
    return client_of(member).post(f"/w/{matter.pk}/act", said)


def by_days(long: Step) -> Region:
    """The superior checks; what takes more than three days goes on to a step, the rest ends."""
    condition = Test("days", Type.NUMBER, Operator.GT, 3)
    check = Step(key="check", name="审核", handlers=(Superior(1),))
    edges = (
        Edge(source="check", target=long.key, condition=condition),
        Edge(source="check", target="end", is_default=True), Edge(source=long.key, target="end"),
    )  # fmt: skip
    nodes = (check, long, Gate(key="end"))
    return Region(key="root", entry="check", exit="end", nodes=nodes, edges=edges)


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


def test_what_is_filled_in_here_may_lead_to_a_step_to_pick_for(bureau, designer, clerk, office_head,
                                                               registrar):  # fmt: skip
    root = by_days(Step(key="do", name="承办", handlers=(HandlersChoice(),)))
    by, flow = actor_of(designer), Definition(key="help", root=root)
    about = Particulars(name="协办申请", numbering="{n}")
    template = actions.create_template(bureau.units["office"], "help", about, by=by)
    access = {"check": {"days": "write"}}
    edition = Edition(form=LEAVE, flow=flow_of(bureau.organisation, flow), access=access)
    actions.publish_template(template, edition, by=by)
    client_of(clerk).post("/start/help", POST | {"f-days": "1"})
    matter = Matter.objects.get()
    assert "由谁办理" not in client_of(office_head).get(f"/w/{matter.pk}").text
    answer = agree(matter, office_head, **{"f-days": "9"})
    assert answer.status_code == 422
    assert "下一环节“承办”由谁办理" in answer.text and "请选择“承办”的办理人" in answer.text
    agree(matter, office_head, **{"f-days": "9", "choice-do": [registrar.pk]})
    assert waiting() == {"registrar"}


def test_taking_a_signer_away_looks_at_the_form_as_it_stands(
    bureau, designer, clerk, office_head, finance_head
):
    root = by_days(Step(key="do", name="签批", handlers=(NamedPerson("director"),)))
    helping(Definition(key="help", root=root), bureau.units["office"], designer)
    client_of(clerk).post("/start/help", POST | {"f-days": "9"})
    matter, head = Matter.objects.get(), actor_of(office_head)
    seat = Seat.objects.get(run__matter=matter, member=office_head, state="open").number
    flows.add_signers(matter, seat, [finance_head.pk], Placing(Where.AFTER), by=head)
    agree(matter, office_head)
    added = Seat.objects.get(run__matter=matter, member=finance_head, state="open").number
    flows.remove_signer(matter, added, by=head)
    assert waiting() == {"director"}
