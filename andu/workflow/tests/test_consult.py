import datetime

import pytest
from django.utils import timezone

from andu.audit.recording import entries_of
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow import actions
from andu.workflow.jobs.asking_again import remind_asked
from andu.workflow.models import Consultation, ConsultationWord, Matter, Participant, Seat
from andu.workflow.rules_consulting import Question
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, seat_of
from andu.workflow.tests.moments import at
from tests.cast import actor_of, give_right

ASKED = Question(words="预算还有多少？")


@pytest.fixture
def matter(clerk):
    """A request of the clerk's; the head of the office has the turn."""
    return begin(clerk, countersign("finance_head"))


@pytest.fixture
def ask(matter, office_head):
    """The head of the office asks people."""

    def asking(*people, question=ASKED):
        seat = seat_of(matter, office_head)
        ids = [who.pk for who in people]
        return actions.consult(matter, seat, ids, question, by=actor_of(office_head))

    return asking


def _sees(member, matter):
    return Matter.objects.visible_to(actor_of(member)).filter(pk=matter.pk).exists()


def _lines(member):
    return list(Todo.objects.filter(assignee=member).values_list("kind", "step"))


def _said(row):
    return [(word.kind, word.name, word.text) for word in row.words.all()]


def test_the_asked_gets_a_line_a_notice_and_answers_while_the_asker_keeps_the_turn(
    matter, ask, office_head, registrar
):
    assert not _sees(registrar, matter)
    (row,) = ask(registrar)
    assert (row.asker_name, row.member_name, row.member_unit) == ("罗曼青", "陈砚秋", "办公室")
    assert _sees(registrar, matter) and seat_of(matter, office_head)
    assert _lines(registrar) == [("todo", "答复罗曼青")]
    assert Notice.objects.filter(member=registrar, kind="workflow.asked").count() == 1
    actions.answer(row, "还有三万元。", by=actor_of(registrar))
    assert _said(row) == [("question", "罗曼青", ASKED.words), ("answer", "陈砚秋", "还有三万元。")]
    assert _lines(registrar) == [] and _sees(registrar, matter)
    assert Notice.objects.filter(member=office_head, kind="workflow.answered").count() == 1
    told = {entry.event: entry.details for entry in entries_of(matter)}
    assert told["workflow.Consulted"]["question"] == ASKED.words
    assert told["workflow.ConsultationAnswered"]["answer"] == "还有三万元。"


def test_several_are_asked_at_once_the_initiator_too(matter, ask, clerk, registrar):
    rows = ask(registrar, clerk)
    assert {row.member_name for row in rows} == {"陈砚秋", "方亦舒"}
    assert _lines(clerk) == [("todo", "答复罗曼青")]


def test_asked_back_replied_and_asked_on_in_one_thread(ask, office_head, registrar):
    (row,) = ask(registrar)
    asker, asked = actor_of(office_head), actor_of(registrar)
    actions.ask_back(row, "哪一个科目？", by=asked)
    assert _lines(registrar) == []
    with pytest.raises(Refused, match="已经反问"):
        actions.ask_back(row, "是会议费吗？", by=asked)
    actions.pursue(row, Question(words="维修费。"), by=asker)
    assert len(_lines(registrar)) == 1
    with pytest.raises(Refused, match="还没有答复上一个问题"):
        actions.pursue(row, Question(words="快些。"), by=asker)
    actions.answer(row, "还有三万元。", by=asked)
    actions.pursue(row, Question(words="够吗？"), by=asker)
    actions.answer(row, "够。", by=asked)
    kinds = [word.kind for word in row.words.all()]
    assert kinds == ["question", "back", "question", "answer", "question", "answer"]


def test_a_question_back_may_be_followed_by_the_answer_itself(ask, registrar):
    (row,) = ask(registrar)
    actions.ask_back(row, "哪一个科目？", by=actor_of(registrar))
    assert actions.answer(row, "想必是维修费：三万元。", by=actor_of(registrar)).settled


def test_a_second_click_neither_asks_nor_answers_twice(ask, registrar):
    (row,) = ask(registrar)
    assert ask(registrar) == [row]
    for _click in range(2):
        actions.ask_back(row, "哪一个科目？", by=actor_of(registrar))
    for _click in range(2):
        actions.answer(row, "三万元。", by=actor_of(registrar))
    assert ConsultationWord.objects.count() == 3 and Consultation.objects.count() == 1


def test_a_question_goes_to_twenty_at_most(matter, office_head, registrar):
    people = [registrar.pk, *range(9001, 9021)]
    with pytest.raises(Refused, match="一次最多问 20 人，现在选了 21 人，请分开问"):
        actions.consult(
            matter, seat_of(matter, office_head), people, ASKED, by=actor_of(office_head)
        )
    assert not Consultation.objects.exists() and not _sees(registrar, matter)


def test_answering_twice_is_refused_with_the_way_out(ask, registrar):
    (row,) = ask(registrar)
    actions.answer(row, "三万元。", by=actor_of(registrar))
    with pytest.raises(Refused, match=r"你已在 .* 答复过。要补充，请等罗曼青再问"):
        actions.answer(row, "不对，两万元。", by=actor_of(registrar))
    assert row.words.count() == 2


@pytest.mark.parametrize("words", ["", "  \n"])
def test_words_there_must_be(matter, ask, registrar, words):
    with pytest.raises(Refused, match="请写明要问什么"):
        ask(registrar, question=Question(words=words))
    assert not Consultation.objects.exists() and not _sees(registrar, matter)
    (row,) = ask(registrar)
    with pytest.raises(Refused, match="请写下答复"):
        actions.answer(row, words, by=actor_of(registrar))
    with pytest.raises(Refused, match="最多 2000 字，现在有 2001 字"):
        actions.answer(row, "字" * 2001, by=actor_of(registrar))
    row.refresh_from_db()
    assert row.state == "waiting"


def test_whom_one_may_not_ask(matter, ask, office_head, registrar, clerk, outsider):
    registrar.state = "left"
    registrar.save()
    for people, why in (
        ([], "请选择问谁"), ([office_head], "不能问自己"), ([registrar], "陈砚秋已经离职"),
        ([outsider], "不在本单位"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            ask(*people)
    assert not Consultation.objects.exists()
    ask(clerk)
    with pytest.raises(Refused, match="方亦舒还没有答复你上一个问题"):
        ask(clerk, question=Question(words="另外呢？"))
    assert Consultation.objects.count() == 1


def test_strangers_only_as_far_as_circulation_goes(ask, clerk, registrar, decide_policy):
    decide_policy("workflow.circulate", "nobody")
    with pytest.raises(Refused, match="陈砚秋看不到这件事项，不能问"):
        ask(registrar)
    ask(clerk)
    decide_policy("workflow.consult", "0")
    with pytest.raises(Refused, match="没有开放沟通"):
        ask(registrar)


def test_not_by_a_day_that_is_over(ask, registrar):
    today = timezone.localdate()
    for day, why in ((today - datetime.timedelta(days=1), "已经过去"),
                     (today.replace(year=today.year + 20, day=1), "太远")):  # fmt: skip
        with pytest.raises(Refused, match=why):
            ask(registrar, question=Question(words="？", due=day))
    ask(registrar, question=Question(words="？", due=today))
    assert timezone.localtime(Todo.objects.get(assignee=registrar).due).date() == today


def test_only_who_has_the_turn_asks_and_who_comes_late_hears_why(
    matter, ask, office_head, finance_head, clerk
):
    seat = seat_of(matter, office_head)
    with pytest.raises(Refused, match="没有轮到你办理"):
        actions.consult(matter, seat, [finance_head.pk], ASKED, by=actor_of(clerk))
    actions.agree(matter, seat, by=actor_of(office_head))
    with pytest.raises(Refused, match=r"罗曼青已在 .* 办理：同意。现在没有轮到你"):
        actions.consult(matter, seat, [clerk.pk], ASKED, by=actor_of(office_head))
    assert not Consultation.objects.exists()


def test_withdrawn_while_nobody_has_answered(matter, ask, office_head, registrar, clerk):
    (row,) = ask(registrar)
    with pytest.raises(Refused, match="只有提问的人"):
        actions.withdraw_question(row, by=actor_of(clerk))
    actions.withdraw_question(row, by=actor_of(office_head))
    assert _lines(registrar) == [] and not _sees(registrar, matter)
    assert Notice.objects.filter(member=registrar, title__startswith="罗曼青撤回了问题").exists()
    with pytest.raises(Refused, match="已撤回这个问题，不用答复"):
        actions.answer(row, "三万元。", by=actor_of(registrar))
    (again,) = ask(registrar)
    actions.answer(again, "三万元。", by=actor_of(registrar))
    with pytest.raises(Refused, match="陈砚秋已经答复过，不能撤回"):
        actions.withdraw_question(again, by=actor_of(office_head))
    assert row.words.count() == 1


def test_a_reader_stays_a_reader_when_the_question_is_withdrawn(
    matter, ask, clerk, registrar, office_head
):
    actions.circulate(matter, [registrar.pk], by=actor_of(clerk))
    (row,) = ask(registrar)
    assert sorted(_lines(registrar)) == [("read", "传阅"), ("todo", "答复罗曼青")]
    actions.withdraw_question(row, by=actor_of(office_head))
    assert _sees(registrar, matter) and _lines(registrar) == [("read", "传阅")]


def test_open_questions_lapse_when_the_turn_ends(matter, ask, office_head, registrar, clerk):
    row, other = ask(registrar, clerk)
    first = row if row.member_id == registrar.pk else other
    second = other if first is row else row
    actions.answer(first, "三万元。", by=actor_of(registrar))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("answered", "lapsed")
    assert _lines(clerk) == [] and _sees(registrar, matter)
    assert Notice.objects.filter(member=clerk, title__startswith="不用再答复").count() == 1
    assert not Notice.objects.filter(member=registrar, title__startswith="不用再答复").exists()
    with pytest.raises(Refused, match=r"罗曼青已在 .* 办理：同意。这个问题已过期，无需答复"):
        actions.answer(second, "多退少补。", by=actor_of(clerk))
    with pytest.raises(Refused, match="现在没有轮到你"):
        actions.pursue(first, Question(words="够吗？"), by=actor_of(office_head))
    assert entries_of(matter).last().event == "workflow.ConsultationLapsed"


@pytest.mark.parametrize(("ended", "why"), [("lapsed", "已经过期"), ("withdrawn", "已经撤回")])
def test_what_is_over_is_not_withdrawn(matter, ask, office_head, registrar, ended, why):
    (row,) = ask(registrar)
    if ended == "lapsed":
        actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    else:
        actions.withdraw_question(row, by=actor_of(office_head))
    told = Notice.objects.count()
    with pytest.raises(Refused, match=why):
        actions.withdraw_question(row, by=actor_of(office_head))
    row.refresh_from_db()
    assert (row.state, Notice.objects.count()) == (ended, told)


def test_a_turn_handed_on_ends_its_questions_too(matter, ask, office_head, finance_head, clerk):
    (row,) = ask(clerk)
    seat = seat_of(matter, office_head)
    actions.transfer(matter, seat, finance_head.pk, by=actor_of(office_head))
    row.refresh_from_db()
    assert row.state == "lapsed" and _lines(clerk) == []


def test_a_pause_ends_nothing_and_lets_nobody_ask(matter, ask, office_head, clerk, registrar):
    give_right(registrar, "workflow.matters.administer")
    (row,) = ask(clerk)
    actions.suspend(matter, Deed(opinion="待定"), by=actor_of(registrar))
    row.refresh_from_db()
    assert row.state == "waiting"
    with pytest.raises(Refused, match="事项已挂起"):
        actions.consult(matter, Seat.objects.get(state="open").number, [registrar.pk], ASKED,
                        by=actor_of(office_head))  # fmt: skip
    with pytest.raises(Refused, match="事项已挂起"):
        actions.pursue(row, Question(words="够吗？"), by=actor_of(office_head))
    actions.answer(row, "三万元。", by=actor_of(clerk))
    actions.resume(matter, by=actor_of(registrar))
    assert actions.pursue(row, Question(words="够吗？"), by=actor_of(office_head)).is_open


def test_a_matter_that_is_over_asks_nobody(matter, ask, office_head, clerk, registrar):
    give_right(registrar, "workflow.matters.administer")
    (row,) = ask(clerk)
    seat = seat_of(matter, office_head)
    actions.terminate(matter, Deed(opinion="不办了"), by=actor_of(registrar))
    row.refresh_from_db()
    assert row.state == "lapsed"
    with pytest.raises(Refused, match=r"陈砚秋已在 .* 办理：终止"):
        actions.consult(matter, seat, [clerk.pk], ASKED, by=actor_of(office_head))


def test_nobody_waits_for_the_answer_of_somebody_who_left(matter, ask, office_head, registrar):
    (row,) = ask(registrar)
    registrar.state = "left"
    registrar.save()
    actions.settle_departure(registrar, by=actor_of(office_head))
    row.refresh_from_db()
    assert row.state == "lapsed" and _lines(registrar) == []
    told = Notice.objects.get(member=office_head, kind="workflow.answered")
    assert told.title.startswith("陈砚秋已离职，没有答复你的问题")
    with pytest.raises(Refused, match="已经结束，请重新提问"):
        actions.pursue(row, Question(words="够吗？"), by=actor_of(office_head))


def test_two_askers_share_a_line_until_both_have_their_answer(
    matter, clerk, office_head, finance_head, registrar
):
    matter = begin(clerk, countersign("finance_head", "registrar"))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    due = timezone.localdate() + datetime.timedelta(days=2)
    rows = []
    for who, wish in ((finance_head, None), (registrar, due)):
        seat = seat_of(matter, who)
        question = Question(words="理由是什么？", due=wish)
        rows += actions.consult(matter, seat, [clerk.pk], question, by=actor_of(who))
    line = Todo.objects.get(assignee=clerk)
    assert line.step == "答复周牧野、陈砚秋" and timezone.localtime(line.due).date() == due
    actions.answer(rows[1], "设备老化。", by=actor_of(clerk))
    line = Todo.objects.get(assignee=clerk)
    assert line.step == "答复周牧野" and not line.has_due
    actions.answer(rows[0], "设备老化。", by=actor_of(clerk))
    assert not Todo.objects.filter(assignee=clerk).exists()


def test_nobody_else_answers_or_goes_on(ask, clerk, registrar, finance_head):
    (row,) = ask(registrar)
    for verb in (actions.answer, actions.ask_back):
        with pytest.raises(Refused, match="不是问你的"):
            verb(row, "三万元。", by=actor_of(clerk))
    with pytest.raises(Refused, match="只有提问的人"):
        actions.pursue(row, ASKED, by=actor_of(registrar))
    assert row.words.count() == 1


def test_asking_takes_a_constant_number_of_statements(ask, django_assert_max_num_queries, bureau):
    people = [who for who in bureau.members.values() if who.name != "罗曼青"]
    with django_assert_max_num_queries(41):
        ask(*people)
    assert Participant.objects.filter(capacity="consulted").count() == len(people)


def test_the_clock_reminds_of_an_answer_that_is_wished_once_before_and_once_after(
    ask, clock, clerk, registrar
):
    today = timezone.localdate()
    (row,) = ask(registrar, question=Question(words="？", due=today))
    ask(clerk)
    told = Notice.objects.filter(member=registrar, kind="workflow.due")
    for hour, day, count in ((9, 0, 0), (17, 0, 1), (17, 0, 1), (9, 1, 2), (10, 1, 2)):
        clock(at(day, hour))
        remind_asked()
        assert told.count() == count, (day, hour)
    assert [one.title.partition("：")[0] for one in told.order_by("id")] == [
        "请今天答复罗曼青", "还没有答复罗曼青",
    ]  # fmt: skip
    assert not Notice.objects.filter(member=clerk, kind="workflow.due").exists()
    actions.answer(row, "三万元。", by=actor_of(registrar))
    assert remind_asked() == 0


def test_nobody_is_reminded_while_a_matter_is_suspended(matter, ask, clock, registrar, clerk):
    give_right(clerk, "workflow.matters.administer")
    ask(registrar, question=Question(words="？", due=timezone.localdate()))
    actions.suspend(matter, Deed(opinion="待定"), by=actor_of(clerk))
    clock(at(1, 9))
    assert remind_asked() == 0
