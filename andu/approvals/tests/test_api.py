"""The same matters for machines: read, started and decided by the same rules."""

import pytest

from andu.api.tests.programs import program
from andu.approvals.models import Request
from andu.approvals.tests.samples import POST
from andu.forms.models import RecordVersion
from andu.organisation.models import Member
from andu.workflow.models import Circulation, Follow, History, Matter, Seat
from andu.workflow.policy import SECOND_PERSON, VOIDING
from andu.workflow.rights import ADMINISTER
from andu.workflow.tests.conftest import alone, decided_on
from tests.cast import give_right

KEY = "program-key-0001"
LEAVE = {"title": "请假申请（方亦舒）", "urgency": 2, "fields": {"reason": "回乡探亲", "days": 3}}


@pytest.fixture
def matter(submit):
    """A request that waits for the head of the office."""
    return submit().matter


def _decide(machine, matter, verb, **more):
    return machine.send(f"matters/{matter.pk}/decision", verb=verb, **more)


def _operate(machine, matter, code, **more):
    return machine.send(f"matters/{matter.pk}/operations/{code}", **more)


def test_a_key_that_is_none_is_told_to_a_program(version, clerk):
    answer = program(clerk).send("templates/leave/matters", "short", **LEAVE)
    assert (answer.status_code, answer.json()["code"]) == (400, "key-invalid")
    assert not Request.objects.exists()


@pytest.mark.parametrize("due", ["2026-13-99T00:00", "9999-12-31T23:59", "0001-01-01T00:00Z"])
def test_a_time_that_does_not_exist_sets_no_deadline(matter, office_head, due):
    answer = _operate(program(office_head), matter, "deadline", due=due, basis="督查室要求")
    assert (answer.status_code, answer.json()["code"]) == (409, "no-time")


def _state():
    return (
        list(Seat.objects.order_by("pk").values_list("pk", "state", "member")),
        list(Matter.objects.order_by("pk").values_list("pk", "state", "title")),
        History.objects.count(), RecordVersion.objects.count(), Circulation.objects.count(),
    )  # fmt: skip


def test_a_template_tells_what_it_asks_for(version, clerk):
    machine = program(clerk)
    assert [one["key"] for one in machine.ask("templates")] == ["leave"]
    asked = machine.ask("templates/leave")
    fields = {one["key"]: one for one in asked["fields"]}
    assert fields["reason"]["required"] and fields["days"]["kind"] == "number"
    assert "deducted" not in fields and "secret" not in fields  # hidden from the initiator
    assert machine.get("/api/templates/nothing").status_code == 404


def test_a_request_is_started_once_however_often_it_is_sent(version, clerk):
    machine = program(clerk)
    first, again = (machine.send("templates/leave/matters", KEY, **LEAVE) for _ in range(2))
    assert first.status_code == 200, first.content
    assert first.json() == again.json() and "罗曼青" in first.json()["holders"]
    made = Request.objects.get()
    assert made.record.current.values["reason"] == "回乡探亲"
    other = machine.send("templates/leave/matters", KEY, **{**LEAVE, "title": "另一份"})
    assert other.status_code == 422 and other.json()["code"] == "key-used"
    assert Request.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "请填写标题"),
        ({"fields": {"reason": "回乡", "days": 0}}, "天数"),
        ({"fields": {"days": 3}}, "请填写事由"),
        ({"fields": {"reason": "回乡", "days": 3, "dayz": 4}}, "没有这些字段：dayz"),
        ({"fields": {"reason": {"x": 1}, "days": [[]]}}, "天数"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_begun(version, clerk, changes, said):
    answer = program(clerk).send("templates/leave/matters", KEY, **{**LEAVE, **changes})
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert said in answer.json()["detail"]
    assert not Matter.objects.exists()


def test_a_hidden_field_is_neither_written_nor_told(version, matter, clerk, office_head):
    program(clerk).send(
        "templates/leave/matters", KEY, **{**LEAVE, "fields": {**LEAVE["fields"], "secret": "x"}}
    )
    made = Request.objects.order_by("-pk").first()
    assert not made.record.current.values.get("secret")
    assert "secret" not in program(clerk).ask(f"matters/{matter.pk}")["fields"]
    assert "secret" in program(office_head).ask(f"matters/{matter.pk}")["fields"]


def test_a_matter_tells_its_trace_and_what_one_may_do(matter, clerk, office_head, outsider):
    seen = program(office_head).ask(f"matters/{matter.pk}")
    assert seen["title"] == POST["title"] and seen["fields"]["reason"] == "回乡探亲"
    assert seen["words"]["days"] == "3 天"
    assert seen["trace"][0]["did"] == "提交"
    may = {one["verb"]: one for one in seen["may"]}
    assert may["agree"]["allowed"] and may["transfer"]["allowed"]
    mine = {one["verb"]: one for one in program(clerk).ask(f"matters/{matter.pk}")["may"]}
    assert not mine["agree"]["allowed"] and mine["agree"]["reason"]
    assert mine["withdraw"]["allowed"]
    assert program(outsider).get(f"/api/matters/{matter.pk}").status_code == 404


def test_the_lists_are_those_of_the_desk(matter, clerk, office_head):
    (row,) = program(office_head).ask("lists/todo")["items"]
    assert (row["key"], row["title"]) == (matter.pk, matter.title)
    assert program(clerk).ask("lists/mine")["items"][0]["key"] == matter.pk
    assert program(clerk).ask("lists/todo")["items"] == []
    assert program(office_head).ask("lists/todo", q="没有的")["items"] == []
    assert program(office_head).get("/api/lists/nothing").status_code == 404
    assert program(office_head).ask("me")["name"] == "罗曼青"


def test_a_step_fills_in_and_agrees_in_one_request(matter, office_head):
    answer = _decide(program(office_head), matter, "agree", opinion="同意", fields={"secret": "记"})
    assert answer.status_code == 200, answer.content
    assert Request.objects.get().record.current.values["secret"] == "记"
    last = History.objects.order_by("-pk").first()
    assert (last.how, last.opinion) == ("agreed", "同意")


def test_a_retry_finds_the_first_answer(matter, office_head):
    machine, path = program(office_head), f"matters/{matter.pk}/decision"
    answers = [machine.send(path, KEY, verb="agree") for _ in range(3)]
    assert {one.status_code for one in answers} == {200}
    assert History.objects.filter(how="agreed").count() == 1


VERBS = [
    ("disagree", {"opinion": "事由不清"}), ("return", {"opinion": "请补材料", "to": "draft"}),
    ("agree", {}),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "more"), VERBS)
def test_a_verb_works_for_the_holder_and_for_nobody_else(matter, office_head, clerk, verb, more):
    before = _state()
    refused = _decide(program(clerk), matter, verb, **more)
    assert refused.status_code == 409 and refused.json()["detail"], refused.content
    assert _state() == before
    answer = _decide(program(office_head), matter, verb, **more)
    assert answer.status_code == 200, answer.content
    assert _state() != before


def test_the_initiator_withdraws_and_resubmits(matter, clerk, office_head):
    assert _decide(program(office_head), matter, "withdraw").status_code == 409
    assert _decide(program(clerk), matter, "withdraw").status_code == 200
    again = _decide(program(clerk), matter, "resubmit", fields={"days": 5})
    assert again.status_code == 200, again.content
    assert Request.objects.get().record.current.values["days"] == "5"


def test_what_was_agreed_is_taken_back(matter, office_head, clerk):
    _decide(program(office_head), matter, "agree")
    assert _decide(program(clerk), matter, "take_back").status_code == 409
    assert _decide(program(office_head), matter, "take_back").status_code == 200


def test_an_unknown_verb_or_operation_is_no_way_in(matter, office_head):
    before = _state()
    assert _decide(program(office_head), matter, "explode").status_code == 409
    assert _operate(program(office_head), matter, "explode").status_code == 404
    assert _state() == before


def test_somebody_else_gets_the_turn(matter, office_head, finance_head, clerk):
    to = [finance_head.pk]
    assert _operate(program(clerk), matter, "transfer", to=to).status_code == 409
    answer = _operate(program(office_head), matter, "transfer", to=to, reason="请你看")
    assert answer.status_code == 200 and finance_head.name in answer.json()["said"]


def test_a_matter_is_circulated_and_read(matter, office_head, finance_head, outsider):
    answer = _operate(program(office_head), matter, "circulate", readers=[finance_head.pk])
    assert answer.status_code == 200, answer.content
    assert program(finance_head).ask("lists/reading")["items"][0]["key"] == matter.pk
    assert _operate(program(finance_head), matter, "seen", said="知道了").status_code == 200
    assert Circulation.objects.get().said == "知道了"
    assert _operate(program(outsider), matter, "seen").status_code == 404


def test_follow_and_unfollow(matter, clerk, outsider):
    assert _operate(program(outsider), matter, "follow").status_code == 404
    assert _operate(program(clerk), matter, "follow").status_code == 200
    assert Follow.objects.filter(member=clerk).exists()
    assert _operate(program(clerk), matter, "unfollow").status_code == 200
    assert not Follow.objects.filter(member=clerk).exists()


def test_the_holder_is_urged(matter, clerk, office_head):
    seat = Seat.objects.get(member=office_head, state="open").number
    assert _operate(program(clerk), matter, "urge").json()["detail"] == "请选择催谁。"
    answer = _operate(program(clerk), matter, "urge", whom=[seat], words="今天要用")
    assert answer.status_code == 200 and "罗曼青" in answer.json()["said"]


@pytest.fixture
def keeper(registrar, submit):
    """Somebody who administers flows and takes part in none of them."""
    give_right(registrar, ADMINISTER.code)
    alone(registrar)
    return Member.objects.get(pk=registrar.pk)


def test_an_administrator_suspends_resumes_reassigns_and_voids(
    matter, keeper, clerk, office_head, finance_head
):
    for code in ("suspend", "reassign", "void"):
        before = _state()
        assert _operate(program(clerk), matter, code, reason="试试").status_code in {404, 409}
        assert _state() == before
    machine = program(keeper)
    if machine.get(f"/api/matters/{matter.pk}").status_code == 404:
        _operate(program(office_head), matter, "circulate", readers=[keeper.pk])
    seat = Seat.objects.get(member=office_head, state="open").number
    for code, more in (
        ("suspend", {}), ("resume", {}), ("reassign", {"to": [finance_head.pk], "seat": seat}),
        ("void", {}),
    ):  # fmt: skip
        answer = _operate(machine, matter, code, reason="按规定", **more)
        assert answer.status_code == 200, (code, answer.content)
    assert Matter.objects.get(pk=matter.pk).state == "voided"


def test_a_jump_is_proposed_by_one_program_and_confirmed_by_another(
    matter, keeper, clerk, director
):
    decided_on(keeper, SECOND_PERSON, "all")
    give_right(director, ADMINISTER.code)
    one, other = program(keeper), program(director)
    seen = one.get(f"/api/matters/{matter.pk}").json()
    follows = "“科长审核”停止办理，不计结果；已有的办理都保留。"
    assert {"key": "decide", "name": "局长签批", "follows": follows} in seen["landings"]
    assert program(clerk).get(f"/api/matters/{matter.pk}").json()["landings"] == []
    answer = _operate(one, matter, "jump", target="decide", reason="按规定")
    assert "沈知远确认后生效" in answer.json()["said"]
    before = _state()
    assert _operate(one, matter, "confirm").status_code == 409
    for code in ("confirm", "decline"):  # which one was read?
        answer = _operate(other, matter, code, reason="不必。")
        assert (answer.status_code, answer.json()["code"]) == (409, "which-proposal")
    assert _operate(program(clerk), matter, "confirm").status_code == 404
    assert _state() == before
    waits = other.get(f"/api/matters/{matter.pk}").json()["proposal"]
    assert (waits["what"], waits["is_mine"]) == ("跳转到“局长签批”", False)
    assert _operate(other, matter, "confirm", proposal=waits["id"]).status_code == 200
    assert Seat.objects.get(state="open").member == director


def test_who_may_confirm_alone_reads_what_is_proposed(matter, keeper, office_head, clerk):
    decided_on(keeper, VOIDING, "approver")
    _decide(program(office_head), matter, "agree")
    assert _operate(program(keeper), matter, "void", reason="重复提交。").status_code == 200
    machine = program(office_head)
    seen = machine.get(f"/api/matters/{matter.pk}").json()
    assert (seen["proposal"]["verb"], seen["landings"]) == ("void", [])
    assert program(clerk).get(f"/api/matters/{matter.pk}").json()["proposal"] is None
    assert _operate(machine, matter, "confirm", proposal=seen["proposal"]["id"]).status_code == 200
    assert Matter.objects.get(pk=matter.pk).state == "voided"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b'{"verb": 3}', b'{"verb": "agree", "seat": "x"}', b"\xff\xfe"]
)
def test_a_strange_body_is_refused_in_words(matter, office_head, body):
    before = _state()
    answer = program(office_head).post(
        f"/api/matters/{matter.pk}/decision", body, content_type="application/json",
        HTTP_IDEMPOTENCY_KEY=KEY,
    )  # fmt: skip
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json" and answer.json()["detail"]
    assert _state() == before
