"""沟通 on the page of a request, and by programs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from andu.api.tests.programs import program
from andu.approvals.handling import opened
from andu.audit.recording import entries_of
from andu.files import storing
from andu.files.models import File
from andu.kit.verdict import no
from andu.todo.models import Todo
from andu.workflow import actions
from andu.workflow.models import Consultation, ConsultationWord, Seat
from andu.workflow.rules_consulting import Question
from andu.workflow.tests.conftest import decide_policy, seat_of  # noqa: F401
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries


@pytest.fixture
def matter(submit):
    """Leave asked for by the clerk; the head of the office has the turn."""
    return submit().matter


@pytest.fixture
def asked(matter, office_head, finance_head):
    """The head of finance was asked."""
    question, seat = Question(words="预算够吗？"), seat_of(matter, office_head)
    (row,) = actions.consult(matter, seat, [finance_head.pk], question, by=actor_of(office_head))
    return row


def _text(answer):
    return answer.content.decode()


def test_asking_from_the_page_keeps_what_was_typed(matter, office_head, finance_head):
    browser, address = client_of(office_head), f"/w/{matter.pk}/consult"
    assert address in _text(browser.get(matter.get_absolute_url()))
    assert "姓名、拼音或工号" in _text(browser.get(address))
    seat, day = seat_of(matter, office_head), timezone.localdate().isoformat()
    good = {"to_text": "周牧野", "question": "预算够吗？", "due": day, "seat": seat}
    for wrong, why in (
        ({"question": " "}, "请写明要问什么"), ({"to_text": "张无此人"}, "没有找到“张无此人”"),
        ({"to_text": ""}, "请选择问谁"), ({"due": "明天"}, "请选择希望答复的日期"),
        ({"due": "2026-13-41"}, "请选择希望答复的日期"), ({"due": "2020-01-01"}, "已经过去"),
        ({"to_text": "罗曼青"}, "不能问自己"), ({"seat": "x"}, "没有轮到你"),
    ):  # fmt: skip
        refused = browser.post(address, good | wrong)
        assert refused.status_code == 422 and why in _text(refused), why
        typed = (good | wrong)["question"].strip()
        assert typed in _text(refused)
    assert not Consultation.objects.exists()
    assert browser.post(address, good).status_code == 302
    page = _text(browser.get(matter.get_absolute_url()))
    assert "已向周牧野提问，待办仍在你手上" in page and "0 / 1 已答复" in page
    assert "周牧野还没有答复你的提问。现在办理，提问随之过期" in page
    assert "撤回向周牧野的提问" in page


def test_the_asked_answers_from_the_page_once(matter, asked, office_head, finance_head):
    browser, at = client_of(finance_head), f"/w/{matter.pk}"
    assert "答复罗曼青" in _text(browser.get("/todo"))
    page = _text(browser.get(at))
    assert "预算够吗？" in page and f"{at}/answer" in page and "内部备注" not in page
    assert f"{at}/answer" in _text(browser.get(f"{at}/preview"))
    assert "预算够吗？" in _text(browser.get(f"{at}/answer"))
    refused = browser.post(f"{at}/answer", {"consultation": asked.pk, f"words-{asked.pk}": ""})
    assert refused.status_code == 422 and "请写下答复" in _text(refused)
    said = {"consultation": asked.pk, f"words-{asked.pk}": "够。"}
    for _click in range(2):
        assert browser.post(f"{at}/answer", said).status_code == 302
    again = browser.post(f"{at}/answer", said | {f"words-{asked.pk}": "不够。"})
    assert again.status_code == 422 and "答复过。要补充" in _text(again)
    assert "不够。" in _text(again)
    assert ConsultationWord.objects.filter(kind="answer").count() == 1
    assert matter.title in _text(browser.get("/todo/asked"))
    assert "还没有答复你" not in _text(client_of(office_head).get(at))


def test_asked_back_and_pursued_from_the_page(matter, asked, office_head, finance_head):
    at, words = f"/w/{matter.pk}", f"words-{asked.pk}"
    browser, asker = client_of(finance_head), client_of(office_head)
    browser.post(f"{at}/ask_back", {"consultation": asked.pk, words: "哪个科目？"})
    assert "等罗曼青回复" in _text(browser.get(at))
    page = _text(asker.get(at))
    assert "哪个科目？" in page and f"{at}/pursue" in page
    refused = asker.post(f"{at}/pursue", {"consultation": asked.pk, words: "", "due": "x"})
    assert refused.status_code == 422
    asker.post(f"{at}/pursue", {"consultation": asked.pk, words: "维修费。"})
    assert Todo.objects.filter(assignee=finance_head).exists()
    asker.post(f"{at}/unconsult", {"consultation": asked.pk})
    assert browser.get(at).status_code == 404


def test_an_answer_after_the_turn_says_who_did_what(matter, asked, office_head, finance_head):
    seat = seat_of(matter, office_head)
    actions.agree(matter, seat, by=actor_of(office_head))
    said = {"consultation": asked.pk, "answer": "够。"}
    late = client_of(finance_head).post(f"/w/{matter.pk}/answer", said)
    assert late.status_code == 422
    assert "罗曼青已在" in _text(late) and "无需答复" in _text(late) and "够。" in _text(late)
    more = {"to_text": "方亦舒", "question": "为什么？", "seat": seat}
    gone = client_of(office_head).post(f"/w/{matter.pk}/consult", more)
    assert gone.status_code == 422 and "办理：同意。现在没有轮到你" in _text(gone)
    assert "为什么？" in _text(gone)


def test_a_refusal_that_nobody_overtook_reads_no_trace(
    matter, office_head, django_assert_num_queries
):
    handling, said = opened(matter, actor_of(office_head)), no("请写明理由。", "opinion-missing")
    with django_assert_num_queries(0):
        assert handling.explained(said) is said


def test_others_neither_see_nor_answer(matter, asked, registrar, outsider):
    for who in (registrar, outsider):
        browser = client_of(who)
        assert browser.get(f"/w/{matter.pk}/answer").status_code == 404
        said = {"consultation": asked.pk, "answer": "够。"}
        assert browser.post(f"/w/{matter.pk}/answer", said).status_code == 404
    assert asked.words.count() == 1


def test_a_program_asks_and_answers_by_the_same_rules(matter, office_head, finance_head, clerk):
    def operate(who, code, key, **said):
        return program(who).send(f"matters/{matter.pk}/operations/{code}", key, **said)

    empty = operate(office_head, "consult", "ask-0001", to=[finance_head.pk], question="")
    assert (empty.status_code, empty.json()["code"]) == (409, "empty")
    late = operate(clerk, "consult", "ask-0002", to=[finance_head.pk], question="够吗？")
    assert (late.status_code, late.json()["code"]) == (409, "not-your-turn")
    for _click in range(2):
        done = operate(office_head, "consult", "ask-0003", to=[finance_head.pk], question="够吗？")
        assert done.status_code == 200 and "已向周牧野提问" in done.json()["said"]
    seen = program(finance_head).ask(f"matters/{matter.pk}")
    (thread,) = seen["consultations"]
    assert (thread["asker"], thread["state"]) == ("罗曼青", "waiting")
    assert {one["verb"]: one["allowed"] for one in seen["may"]}["answer"]
    nothing = operate(clerk, "answer", "answer-0001", consultation=thread["id"], answer="够。")
    assert (nothing.status_code, nothing.json()["code"]) == (409, "not-asked")
    assert operate(finance_head, "answer", "answer-0002", answer="够。").status_code == 200
    (thread,) = program(office_head).ask(f"matters/{matter.pk}")["consultations"]
    assert [word["text"] for word in thread["words"]] == ["够吗？", "够。"]
    pursued = operate(
        office_head, "pursue", "more-0001", consultation=thread["id"], answer="真的？"
    )
    assert pursued.status_code == 200
    kept = operate(office_head, "unconsult", "drop-0001", consultation=thread["id"])
    assert (kept.status_code, kept.json()["code"]) == (409, "answered")


def test_papers_go_along_and_open_for_who_sees_the_matter(
    matter, office_head, finance_head, clerk, outsider
):
    at, seat = f"/w/{matter.pk}", seat_of(matter, office_head)
    told = {"to_text": "周牧野", "question": "够吗？", "seat": seat}
    paper = SimpleUploadedFile("预算表.txt", "三万元".encode())
    asked = client_of(office_head).post(f"{at}/consult", {**told, "enclosed-new": paper})
    assert asked.status_code == 302
    browser = client_of(finance_head)
    staged = SimpleUploadedFile("余额.txt", "两万元".encode())
    assert browser.post(f"{at}/enclose", {"enclosed-new": staged}).status_code == 200
    mine = File.objects.get(name="余额.txt")
    refused = browser.post(f"{at}/answer", {"answer": "", "enclosed": mine.pk})
    assert refused.status_code == 422 and "余额.txt" in _text(refused)
    assert browser.post(f"{at}/answer", {"answer": "够。", "enclosed": mine.pk}).status_code == 302
    page = _text(client_of(clerk).get(at))
    assert f"{at}/said/{mine.pk}" in page and "预算表.txt" in page
    opened = client_of(clerk).get(f"{at}/said/{mine.pk}")
    assert b"".join(opened).decode() == "两万元"
    assert client_of(outsider).get(f"{at}/said/{mine.pk}").status_code == 404
    files = _text(client_of(clerk).get(f"{at}/files"))
    assert "余额.txt" in files and "沟通附件" in files
    proof = entries_of(matter).get(event="workflow.ConsultationAnswered").details["papers"]
    assert proof == [f"余额.txt SM3:{mine.sm3}"]


def test_a_paper_of_somebody_else_or_too_many_go_nowhere(matter, asked, finance_head, clerk):
    foreign = storing.store(SimpleUploadedFile("别人的.txt", b"x"), by=actor_of(clerk))
    browser, address = client_of(finance_head), f"/w/{matter.pk}/answer"
    refused = browser.post(address, {"answer": "够。", "enclosed": foreign.pk})
    assert refused.status_code == 422 and "附件已经失效" in _text(refused)
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(11)]
    refused = browser.post(address, {"answer": "够。", "enclosed-new": many})
    assert refused.status_code == 422 and "最多附 10 份附件" in _text(refused)
    assert asked.words.count() == 1


def test_the_page_takes_as_many_queries_with_many_threads(matter, asked, office_head, bureau):
    members, seat = list(bureau.members.values()), Seat.objects.get(state="open")

    def grow(count):
        now = timezone.now()
        rows = Consultation.objects.bulk_create(
            Consultation(
                matter=matter, seat=seat, asker=office_head, asker_name="罗曼青", at=now,
                member=members[n % 3], member_name="某人", state="answered", settled=now,
            )
            for n in range(count)
        )  # fmt: skip
        ConsultationWord.objects.bulk_create(
            ConsultationWord(
                consultation=row, kind="question", member=office_head, name="罗曼青",
                text="？", at=now,
            )
            for row in rows
        )  # fmt: skip

    constant_queries(client_of(office_head), matter.get_absolute_url(), grow)
