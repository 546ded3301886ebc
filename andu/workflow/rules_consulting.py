"""Who may ask whom and keep the turn (沟通, 征询), who answers, and until when."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Member
from andu.workflow.circulating import may_circulate
from andu.workflow.loading import Loaded
from andu.workflow.mentioning import strangers
from andu.workflow.models import Consultation, ConsultationWord, Matter, Seat
from andu.workflow.overtaking import told_late
from andu.workflow.owning import policy_of
from andu.workflow.policy import CONSULT
from andu.workflow.refusals import WORDS
from andu.workflow.rules import WITHOUT_MEMBER

State = Consultation.State
MOST_ASKED, LONGEST = 20, 2000


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked, by which day an answer is wished, if at all, and the papers that go with it
    (ids of files this person has staged)."""

    words: str
    due: datetime.date | None = None
    papers: tuple[int, ...] = ()


def may_consult(by: Actor, loaded: Loaded, seat: int) -> Verdict:
    """Whoever has the open turn, while the matter runs and the policy opens it."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    matter = loaded.matter
    if not policy_of(matter, CONSULT):
        return no(_("本单位没有开放沟通。要征求意见，请用传阅，或退回请发起人补充。"), "closed")
    return _has_turn(by, matter, loaded.seats.get(seat))


def may_ask(by: Actor, loaded: Loaded, seat: int, people: Collection[int]) -> Verdict:
    """These people (member ids): others, here, who owe no answer already, and who see the matter or
    may be laid it before."""
    verdict = may_consult(by, loaded, seat)
    if not verdict:
        return verdict
    if not people:
        return no(_("请选择问谁。"), "nobody")
    if len(people) > MOST_ASKED:
        words = _("一次最多问 {most} 人，现在选了 {count} 人，请分开问。")
        return no(words.format(most=MOST_ASKED, count=len(people)), "too-many")
    if by.member_id in people:
        return no(_("不能问自己，请另选一人。"), "to-oneself")
    for verdict in (_are_here(loaded.matter, people), _owe_nothing(loaded.seats[seat], people)):
        if not verdict:
            return verdict
    return _may_see(by, loaded.matter, people)


def may_say(words: str, *, empty: str) -> Verdict:
    """Words there must be, at most 2,000 characters; `empty` says which are missing."""
    if not words.strip():
        return no(empty, "empty")
    if len(words) > LONGEST:
        said = _("最多 {most} 字，现在有 {count} 字，请精简。")
        return no(said.format(most=LONGEST, count=len(words)), "too-long")
    return yes


def may_wish(due: datetime.date | None) -> Verdict:
    """An answer is wished for today or later, within our days."""
    if due is None:
        return yes
    today = timezone.localdate()
    if due < today:
        return no(_("希望答复的日期已经过去，请另选。"), "past")
    if due.year > today.year + 10:
        return no(_("希望答复的日期太远，请另选。"), "too-far")
    return yes


def may_answer(by: Actor, asked: Consultation) -> Verdict:
    """The person asked, once for each question, while the asker has the turn."""
    if asked.member_id != by.member_id or by.member_id is None:
        return no(_("这个问题不是问你的。"), "not-asked")
    if asked.state == State.ANSWERED:
        words = _("你已在 {at} 答复过。要补充，请等{asker}再问。")
        return no(words.format(at=_at(asked), asker=asked.asker_name), "answered")
    return _is_open(asked)


def may_ask_back(by: Actor, asked: Consultation) -> Verdict:
    """The person asked, instead of an answer; then it is the asker's word."""
    verdict = may_answer(by, asked)
    if verdict and asked.state == State.BACK:
        words = _("你已经反问，请等{asker}回复；也可以直接答复。")
        return no(words.format(asker=asked.asker_name), "asked-back")
    return verdict


def may_pursue(by: Actor, asked: Consultation) -> Verdict:
    """The asker, while the turn is theirs: after an answer, or when they were asked back; and who
    is asked works here still."""
    verdict = may_go_on(by, asked)
    return _are_here(asked.matter, [asked.member_id]) if verdict else verdict


def may_go_on(by: Actor, asked: Consultation) -> Verdict:
    """The same as far as the thread, its matter and its seat tell; asks the database nothing."""
    if asked.asker_id != by.member_id or by.member_id is None:
        return no(_("只有提问的人可以继续问。"), "not-asker")
    verdict = _has_turn(by, asked.matter, asked.seat)
    if not verdict:
        return verdict
    if asked.state == State.WAITING:
        words = _("{name}还没有答复上一个问题，等答复后再问。")
        return no(words.format(name=asked.member_name), "owes")
    if asked.state not in (State.ANSWERED, State.BACK):
        return no(_("这次沟通已经结束，请重新提问。"), "over")
    return yes


def may_withdraw_question(by: Actor, asked: Consultation) -> Verdict:
    """The asker, while nobody has answered."""
    if asked.asker_id != by.member_id or by.member_id is None:
        return no(_("只有提问的人可以撤回。"), "not-asker")
    if asked.state == State.WITHDRAWN:
        return no(_("这个问题已经撤回了。"), "withdrawn")
    if asked.state == State.LAPSED:
        return no(_("这个问题已经过期，不用撤回。"), "lapsed")
    if any(word.kind == ConsultationWord.Kind.ANSWER for word in asked.words.all()):
        words = _("{name}已经答复过，不能撤回。不等答复也可以办理。")
        return no(words.format(name=asked.member_name), "answered")
    return yes


def _has_turn(by: Actor, matter: Matter, row: Seat | None) -> Verdict:
    if matter.state == Matter.State.SUSPENDED:
        return no(WORDS["suspended"], "suspended")
    if not matter.is_running or row is None or row.state != Seat.State.OPEN:
        words = _("{who}现在没有轮到你，不能提问。")
        return no(told_late(matter, words), "not-your-turn")
    if row.member_id != by.member_id:
        return no(_("现在没有轮到你办理，不能提问。"), "not-your-turn")
    return yes


def _is_open(asked: Consultation) -> Verdict:
    if asked.state == State.WITHDRAWN:
        words = _("{asker}已撤回这个问题，不用答复。")
        return no(words.format(asker=asked.asker_name), "withdrawn")
    if asked.state == State.LAPSED:
        words = _("{who}这个问题已过期，无需答复。")
        return no(told_late(asked.matter, words), "lapsed")
    return yes


def _are_here(matter: Matter, people: Iterable[int]) -> Verdict:
    wanted = set(people)
    rows = Member.objects.filter(organisation=matter.organisation_id, pk__in=wanted)
    found = {who.pk: who for who in rows}
    left = [who.name for who in found.values() if who.state == Member.State.LEFT]
    if left:
        return no(_("{names}已经离职，请另选一人。").format(names="、".join(left)), "left")
    if len(found) < len(wanted):
        return no(_("选的人不在本单位或已离开，请重新选择。"), "not-here")
    return yes


def _owe_nothing(seat: Seat, people: Collection[int]) -> Verdict:
    rows = Consultation.objects.open().filter(seat=seat, member__in=people).order_by("id")
    names = "、".join(rows.values_list("member_name", flat=True))
    if names:
        words = _("{names}还没有答复你上一个问题。等答复后再问，或撤回后重问。")
        return no(words.format(names=names), "owes")
    return yes


def _may_see(by: Actor, matter: Matter, people: Collection[int]) -> Verdict:
    new = strangers(matter, people)
    allowed = may_circulate(by, matter, new) if new else yes
    if not allowed:
        rows = Member.objects.filter(pk__in=new).order_by("code")
        names = "、".join(rows.values_list("name", flat=True))
        words = _("{names}看不到这件事项，不能问。{reason}")
        return no(words.format(names=names, reason=allowed.reason), allowed.code)
    return yes


def _at(asked: Consultation) -> str:
    moment = asked.settled or asked.at
    return date_format(timezone.localtime(moment), "m-d H:i")
