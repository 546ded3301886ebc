"""The verbs of 沟通 (征询): ask and keep the turn, answer, ask back, ask on, withdraw.

The run's row is locked before the matter's, as a decision passes its gate first: a question and
the end of the turn in which it is asked never pass each other by, nor wait for one another.
"""

import datetime
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.files import storing
from andu.files.models import File
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.notify.telling import Note, tell_note
from andu.organisation.models import Member
from andu.realtime.nudging import nudge
from andu.workflow import rules_consulting as rules
from andu.workflow import store
from andu.workflow.actions.circulating import _units
from andu.workflow.actions.lapsing import _forget_asked, _keep_lines
from andu.workflow.events_consulting import (
    ConsultationAnswered,
    ConsultationAskedBack,
    ConsultationPursued,
    ConsultationWithdrawn,
    Consulted,
)
from andu.workflow.models import (
    Consultation,
    ConsultationPaper,
    ConsultationWord,
    Matter,
    Participant,
    Run,
    Seat,
)
from andu.workflow.notify import ANSWERED, ASKED
from andu.workflow.rules_consulting import Question

State, Kind = Consultation.State, ConsultationWord.Kind
LAST_MINUTE = datetime.time(23, 59)


@transaction.atomic
def consult(
    matter: Matter, seat: int, people: Collection[int], question: Question, *, by: Actor
) -> list[Consultation]:
    """Ask people (member ids) something and keep the turn; returns the new threads. They see the
    matter from now on. The same question to the same people again is the first one."""
    lock(Run.objects.get(matter=matter.pk))
    lock(matter)
    store.pass_gate(matter.pk)  # who decides upon the turn without questions decides anew
    loaded = store.load(matter.pk)
    if standing := _asked_before(loaded.seats.get(seat), people, question, by):
        return standing
    require(rules.may_ask(by, loaded, seat, people))
    require(rules.may_say(question.words, empty=_("请写明要问什么。")))
    require(rules.may_wish(question.due))
    kept = storing.keep(question.papers, by=by)
    made = _threads(loaded.seats[seat], loaded.matter, people, question, by)
    _say(made, Kind.QUESTION, question.words, kept, by)
    names = tuple(each.member_name for each in made)
    _keep_lines(loaded.matter, people)
    _tell_asked(made, question.words, by)
    due = question.due.isoformat() if question.due else ""
    asking = Consulted(whom=names, question=question.words, due=due, papers=_proofs(kept))
    record(asking, by=by, on=loaded.matter)
    return made


@transaction.atomic
def answer(
    asked: Consultation, words: str, papers: Sequence[int] = (), *, by: Actor
) -> Consultation:
    """Answer a question one was asked, with papers (ids of files this person has staged) if they
    like. The same answer again is the first one."""
    asked = _held(asked)
    if _is_said_already(asked, State.ANSWERED, words, by):
        return asked
    require(rules.may_answer(by, asked))
    require(rules.may_say(words, empty=_("请写下答复。")))
    kept = storing.keep(papers, by=by)
    _say([asked], Kind.ANSWER, words, kept, by)
    _turn(asked, State.ANSWERED)
    _tell_asker(asked, _("{who}答复了你：{title}"), words, by)
    said = ConsultationAnswered(asker=asked.asker_name, answer=words, papers=_proofs(kept))
    record(said, by=by, on=asked.matter)
    return asked


@transaction.atomic
def ask_back(asked: Consultation, words: str, *, by: Actor) -> Consultation:
    """Ask the asker something before one answers; until they reply nothing is owed."""
    asked = _held(asked)
    if _is_said_already(asked, State.BACK, words, by):
        return asked
    require(rules.may_ask_back(by, asked))
    require(rules.may_say(words, empty=_("请写明要问什么。")))
    _say([asked], Kind.BACK, words, (), by)
    _turn(asked, State.BACK)
    _tell_asker(asked, _("{who}反问你：{title}"), words, by)
    record(ConsultationAskedBack(asker=asked.asker_name, question=words), by=by, on=asked.matter)
    return asked


@transaction.atomic
def pursue(asked: Consultation, question: Question, *, by: Actor) -> Consultation:
    """Reply to a question back, or ask on after an answer: the person asked owes a word again."""
    asked = _held(asked)
    if _is_said_already(asked, State.WAITING, question.words, by):
        return asked
    require(rules.may_pursue(by, asked))
    require(rules.may_say(question.words, empty=_("请写明要问什么。")))
    require(rules.may_wish(question.due))
    kept = storing.keep(question.papers, by=by)
    _say([asked], Kind.QUESTION, question.words, kept, by)
    if question.due or asked.state == State.ANSWERED:
        asked.due = _end_of(question.due)
    _turn(asked, State.WAITING)
    _tell_asked([asked], question.words, by)
    pursued = ConsultationPursued(
        whom=asked.member_name, question=question.words, papers=_proofs(kept)
    )
    record(pursued, by=by, on=asked.matter)
    return asked


@transaction.atomic
def withdraw_question(asked: Consultation, *, by: Actor) -> Consultation:
    """Withdraw a question nobody has answered; who has nothing else to do with the matter no longer
    sees it."""
    asked = _held(asked)
    require(rules.may_withdraw_question(by, asked))
    _turn(asked, State.WITHDRAWN)
    _forget_asked(asked.matter, asked.member_id)
    title = _("{who}撤回了问题，不用答复：{title}")
    _tell([asked.member_id], asked.matter, title, "", ASKED.code, by)
    record(ConsultationWithdrawn(whom=asked.member_name), by=by, on=asked.matter)
    return asked


def _held(asked: Consultation) -> Consultation:
    """The thread, read afresh behind the locks of its run and its matter."""
    lock(Run.objects.get(matter=asked.matter_id))
    lock(Matter(pk=asked.matter_id))
    return lock(asked, "matter", "seat")


def _asked_before(
    row: Seat | None, people: Collection[int], question: Question, by: Actor
) -> list[Consultation]:
    """The open threads of this turn that ask all these people just this; else nothing."""
    if row is None or not row.consulted:
        return []
    rows = Consultation.objects.waiting().filter(seat=row, asker=by.member_id, member__in=people)
    found = list(rows.filter(words__text=question.words).distinct())
    return found if found and len(found) == len(set(people)) else []


def _threads(
    row: Seat, matter: Matter, people: Collection[int], question: Question, by: Actor
) -> list[Consultation]:
    now, due = timezone.now(), _end_of(question.due)
    members = list(Member.objects.filter(pk__in=people).order_by("code", "pk"))
    units = _units(members)
    made = Consultation.objects.bulk_create(
        Consultation(
            matter=matter, seat=row, step=row.step, asker_id=by.member_id or 0,
            asker_name=row.who, member=who, member_name=who.name,
            member_unit=units.get(who.pk, ""), due=due, at=now,
        )
        for who in members
    )  # fmt: skip
    Seat.objects.filter(pk=row.pk).update(consulted=True)
    Participant.objects.bulk_create(
        [Participant(matter=matter, member=each.member, capacity="consulted", at=now)
         for each in made],
        ignore_conflicts=True,
    )  # fmt: skip
    return made


def _is_said_already(asked: Consultation, state: str, words: str, by: Actor) -> bool:
    """Whether the thread stands where these words of theirs have brought it."""
    last = asked.words.last()
    mine = last is not None and (last.member_id, last.text) == (by.member_id, words)
    return mine and asked.state == state


def _say(
    threads: Sequence[Consultation], kind: str, words: str, papers: Sequence[File], by: Actor
) -> None:
    now = timezone.now()
    said = ConsultationWord.objects.bulk_create(
        ConsultationWord(
            consultation=each, kind=kind, member_id=by.member_id or 0, name=by.words[:120],
            post=by.post[:120], unit=by.unit[:200], text=words, at=now,
        )
        for each in threads
    )  # fmt: skip
    ConsultationPaper.objects.bulk_create(
        ConsultationPaper(word=word, file=file, order=order)
        for word in said for order, file in enumerate(papers)
    )  # fmt: skip


def _proofs(papers: Sequence[File]) -> tuple[str, ...]:
    """What the record proves of each paper: its name and digest."""
    return tuple(f"{file.name} SM3:{file.sm3}" for file in papers)


def _turn(asked: Consultation, state: str) -> None:
    """Whose word it is now; the inbox of the person asked follows."""
    asked.state, asked.reminded = state, 0
    asked.settled = None if asked.is_open else timezone.now()
    asked.save(update_fields=["state", "reminded", "settled", "due"])
    _keep_lines(asked.matter, [asked.member_id])
    nudge(f"member:{asked.asker_id}")


def _end_of(day: datetime.date | None) -> datetime.datetime | None:
    return timezone.make_aware(datetime.datetime.combine(day, LAST_MINUTE)) if day else None


def _tell_asked(made: Sequence[Consultation], words: str, by: Actor) -> None:
    people = [each.member_id for each in made]
    _tell(people, made[0].matter, _("{who}问你：{title}"), words, ASKED.code, by)


def _tell_asker(asked: Consultation, title: str, words: str, by: Actor) -> None:
    _tell([asked.asker_id], asked.matter, title, words, ANSWERED.code, by)


def _tell(
    people: Sequence[int], matter: Matter, title: str, words: str, kind: str, by: Actor
) -> None:
    note = Note(
        title=title.format(who=by.words, title=matter.title), text=words[:200],
        link=matter.get_absolute_url(), kind=kind, urgency=matter.urgency,
    )  # fmt: skip
    tell_note(people, note, by=by)
