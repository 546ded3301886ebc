"""发起人自选: the initiator picks who handles a later step."""

import pytest
from django.http import QueryDict

from andu.approvals import choosing
from andu.approvals.foreseeing import way_of
from andu.approvals.tests.samples import POST, helping
from andu.engine import Mode, Step
from andu.engine.handlers import InitiatorsChoice, PostHolders
from andu.workflow.models import Matter, Seat
from andu.workflow.tests.conftest import line
from tests.cast import actor_of, client_of


@pytest.fixture
def chosen(bureau, designer):
    """Two steps to pick for: one person, and up to two heads of sections."""
    heads = InitiatorsChoice(among=(PostHolders(bureau.posts["科长"].code),), most=2)
    flow = line(
        Step(key="help", name="协办", handlers=(InitiatorsChoice(),)),
        Step(key="sign", name="会签", mode=Mode.ALL, handlers=(heads,)),
    )
    return helping(flow, bureau.units["office"], designer)


def _posted(**more):
    posted = QueryDict(mutable=True)
    for name, texts in more.items():
        posted.setlist(name.replace("__", "-"), texts)
    return posted


def test_people_are_picked_by_id_name_or_code(chosen, clerk, registrar, office_head, finance_head):
    posted = _posted(
        choice__help=[str(registrar.pk)], choice__sign_text=["罗曼青、finance_head"]
    )  # fmt: skip
    read = choosing.read_choices(chosen, posted, by=actor_of(clerk))
    assert choosing.picked(read) == {
        "help": (registrar.pk,), "sign": (office_head.pk, finance_head.pk)
    }  # fmt: skip
    assert not any(one.error for one in read)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "请选择“协办”的办理人"),
        ({"choice__help_text": ["没有人"]}, "没有找到"),
        ({"choice__help_text": ["方亦舒、陈砚秋"]}, "最多选 1 人"),
    ],
)
def test_what_is_wrong_is_said(chosen, clerk, more, words):
    read = choosing.read_choices(chosen, _posted(**more), by=actor_of(clerk))
    assert words in read[0].error


def test_strangers_are_not_picked(chosen, clerk, outsider):
    posted = _posted(choice__help=[str(outsider.pk)])
    read = choosing.read_choices(chosen, posted, by=actor_of(clerk), strict=False)
    assert read[0].error and not read[0].ids


def test_the_way_shows_whom_one_picked(chosen, clerk, registrar, office_head):
    picked = {"help": (registrar.pk,), "sign": (office_head.pk,)}
    way = way_of(chosen, {}, picked, actor_of(clerk))
    assert [(stop.step, stop.people) for stop in way.stops] == [
        ("协办", "陈砚秋"), ("会签", "罗曼青")
    ]  # fmt: skip
    assert way.is_complete
    way = way_of(chosen, {}, {"help": (registrar.pk,)}, actor_of(clerk))
    assert [stop.people for stop in way.stops] == ["陈砚秋", "由你选择"]


def test_the_form_asks_and_the_flow_obeys(chosen, clerk, registrar, office_head, finance_head):
    browser = client_of(clerk)
    assert "协办办理人" in browser.get("/start/help").content.decode()
    answer = browser.post("/start/help", POST)
    assert answer.status_code == 422 and "请选择“协办”的办理人" in answer.content.decode()
    assert not Matter.objects.exists()
    people = {"choice-help": registrar.pk, "choice-sign_text": "罗曼青、周牧野"}
    browser.post("/start/help", POST | people)
    matter = Matter.objects.get()
    assert Seat.objects.get(run__matter=matter, state="open").member == registrar
    seat = Seat.objects.get(run__matter=matter, state="open").number
    client_of(registrar).post(f"/w/{matter.pk}/act", {"verb": "agree", "seat": seat})
    now = Seat.objects.filter(run__matter=matter, state="open")
    assert {one.member for one in now} == {office_head, finance_head}
