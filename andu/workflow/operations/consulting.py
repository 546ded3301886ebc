"""沟通 (征询), with 答复, 反问, 追问 and 撤回, and the panels of what one was asked and of all
threads."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, Verdict, no, require, yes
from andu.workflow import actions, consulting
from andu.workflow.consulting import Thread, Threads
from andu.workflow.desk import Desk
from andu.workflow.models import Consultation
from andu.workflow.operating import Asked, Done, Operation, Panel, add_operation, add_panel
from andu.workflow.papers import papers_from, staged_in
from andu.workflow.picking import picked
from andu.workflow.rules_consulting import Question, may_consult


def _may_consult(desk: Desk, by: Actor) -> Verdict | None:
    return may_consult(by, desk.loaded, desk.seat) if desk.is_mine else None


def _about_consulting(asked: Asked) -> Mapping[str, Any]:
    named = picked(asked.posted, "to", asked.by)
    return {"picked": named, "papers": staged_in(asked.posted, asked.by)}


def _consult(asked: Asked) -> Done:
    named = picked(asked.posted, "to", asked.by)
    require(named.verdict)
    words = plain.words(asked.posted.get("question", ""))
    question = Question(words=words, due=_day(asked), papers=_papers(asked))
    seat = plain.number(asked.posted.get("seat", ""))
    made = actions.consult(asked.matter, seat, named.ids, question, by=asked.by)
    names = "、".join(each.member_name for each in made)
    words = _("已向{names}提问，待办仍在你手上。")
    return Done(text=words.format(names=names))


def _may_answer(desk: Desk, _by: Actor) -> Verdict | None:
    return yes if desk.involvement.has_question else None


def _about_thread(asked: Asked) -> Mapping[str, Any]:
    found = _put_to_me(asked)
    said = list(found.words.prefetch_related("papers__file"))
    return {"asked": found, "said": said, "text": _text(asked, found),
            "papers": staged_in(asked.posted, asked.by)}  # fmt: skip


def _answer(asked: Asked) -> Done:
    found = _put_to_me(asked)
    actions.answer(found, _text(asked, found), _papers(asked), by=asked.by)
    return Done(text=_("已答复{asker}。").format(asker=found.asker_name), is_onward=True)


def _ask_back(asked: Asked) -> Done:
    found = _put_to_me(asked)
    actions.ask_back(found, _text(asked, found), by=asked.by)
    words = _("已反问{asker}，对方回复后再请你答复。")
    return Done(text=words.format(asker=found.asker_name))


def _pursue(asked: Asked) -> Done:
    found = _named(asked)
    words = _text(asked, found)
    question = Question(words=words, due=_day(asked), papers=_papers(asked))
    actions.pursue(found, question, by=asked.by)
    return Done(text=_("已发给{name}，请对方答复。").format(name=found.member_name))


def _withdraw(asked: Asked) -> Done:
    found = _named(asked)
    actions.withdraw_question(found, by=asked.by)
    return Done(text=_("已撤回向{name}的提问。").format(name=found.member_name))


def _hidden(_desk: Desk, _by: Actor) -> Verdict | None:
    return None  # their buttons stand in the panels


def _asked(desk: Desk, by: Actor) -> list[Thread] | None:
    mine = desk.involvement.has_question
    return (consulting.asked_of(desk.loaded.matter, by) or None) if mine else None


def _threads(desk: Desk, by: Actor) -> Threads | None:
    return consulting.threads_of(desk.loaded, by) if desk.involvement.is_consulted else None


def _put_to_me(asked: Asked) -> Consultation:
    """The thread that is named, else the first one in which the person owes an answer."""
    if asked.posted.get("consultation", ""):
        return _named(asked)
    found = consulting.waiting_for(asked.matter, asked.by)
    if found is None:
        raise Http404
    return found


def _named(asked: Asked) -> Consultation:
    number = plain.number(asked.posted.get("consultation", ""))
    rows = Consultation.objects.visible_to(asked.by).filter(matter=asked.matter)
    found = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _text(asked: Asked, found: Consultation) -> str:
    """The words of a thread: on the page each thread has a box of its own."""
    posted = asked.posted
    return plain.words(posted.get(f"words-{found.pk}") or posted.get("answer", ""))


def _papers(asked: Asked) -> tuple[int, ...]:
    return papers_from(asked.posted, asked.files, asked.by)


def _day(asked: Asked) -> datetime.date | None:
    text = asked.posted.get("due", "").strip()
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if text and found is None:
        raise Refused(no(_("请选择希望答复的日期，例如 2026-12-01。"), "no-date"))
    return found


add_operation(Operation(
    code="consult", label=gettext_lazy("沟通"), icon="message-circle", verdict=_may_consult,
    act=_consult, template="workflow/_consult.html", about=_about_consulting, order=12, key="q",
    has_files=True,
    button=gettext_lazy("提问"),
    hint=gettext_lazy(
        "向别人提问，待办仍在你手上。对方可以看这件事项；看得到事项的人都看得到问和答。"
    ),
))  # fmt: skip
add_operation(Operation(
    code="answer", label=gettext_lazy("答复"), icon="message-circle", verdict=_may_answer,
    act=_answer, template="workflow/_answer.html", about=_about_thread, order=8,
    has_files=True,
))  # fmt: skip
add_operation(Operation(
    code="ask_back", label=gettext_lazy("反问"), icon="message-circle", verdict=_hidden,
    act=_ask_back, template="workflow/_answer.html", about=_about_thread,
))  # fmt: skip
add_operation(Operation(
    code="pursue", label=gettext_lazy("继续沟通"), icon="message-circle", verdict=_hidden,
    act=_pursue, template="workflow/_answer.html", about=_about_thread,
    button=gettext_lazy("发送"), has_files=True,
))  # fmt: skip
add_operation(Operation(
    code="unconsult", label=gettext_lazy("撤回提问"), icon="x", verdict=_hidden, act=_withdraw,
))  # fmt: skip
add_panel(Panel(
    code="asked", template="workflow/_asked.html", content=_asked, order=92, is_aside=False,
))  # fmt: skip
add_panel(Panel(code="threads", template="workflow/_threads.html", content=_threads, order=10))
