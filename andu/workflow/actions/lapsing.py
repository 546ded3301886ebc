"""What becomes of questions: the lines of those who owe an answer, and the end of questions that
need none any more. Part of the acts that bring it about."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record_many
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.notify.telling import Note, tell_note
from andu.organisation.models import Member
from andu.realtime.nudging import nudge
from andu.todo.models import FAR_FUTURE, Todo
from andu.todo.writing import close_asked, open_rows
from andu.workflow.events_consulting import ConsultationLapsed
from andu.workflow.loading import Loaded
from andu.workflow.models import Consultation, Matter, Participant, Proposal, Supplement
from andu.workflow.notify import ANSWERED, ASKED
from andu.workflow.proposing import seconds_for, waiting_in
from andu.workflow.writing import Rows


def _lapse(loaded: Loaded, rows: Rows, by: Actor) -> None:
    """The turns that are over with this act wait for no answer any more; the asked are told. Whose
    seat never asked anything costs no statement."""
    over = [] if rows.change.suspends else rows.change.over()
    asking = [number for number in over if loaded.seats[number].consulted]
    if not asking:
        return
    lock(loaded.matter)
    found = Consultation.objects.filter(seat__run=loaded.run, seat__number__in=asking)
    ended = _end(found, by)
    if ended:
        title = _("不用再答复：{title}").format(title=loaded.matter.title)
        text = _("提问的人已不再办理，问题已过期。")
        link = loaded.matter.get_absolute_url()
        note = Note(title=title, text=text, link=link, kind=ASKED.code)
        tell_note({each.member_id for each in ended}, note, by=by)


def _let_go(member: Member, by: Actor) -> None:
    """Nobody waits for an answer of somebody who has left; the askers are told."""
    mine = Consultation.objects.filter(member=member.pk)
    for matter in sorted(set(mine.open().values_list("matter", flat=True))):
        lock(Matter(pk=matter))
    for each in _end(mine, by):
        words = _("{name}已离职，没有答复你的问题，请另问他人：{title}")
        note = Note(
            title=words.format(name=member.name, title=each.matter.title),
            link=each.matter.get_absolute_url(), kind=ANSWERED.code,
        )  # fmt: skip
        tell_note([each.asker_id], note, by=by)


def _end(found: QuerySet[Consultation], by: Actor) -> list[Consultation]:
    """Those of these in which somebody still owed a word, now lapsed."""
    rows = found.filter(state__in=Consultation.OPEN).select_for_update(of=("self",))
    ended = list(rows.select_related("matter").order_by("id"))
    now = timezone.now()
    kept = Consultation.objects.filter(pk__in=[each.pk for each in ended])
    kept.update(state=Consultation.State.LAPSED, settled=now)
    by_matter: dict[Matter, list[Consultation]] = defaultdict(list)
    for each in ended:
        by_matter[each.matter].append(each)
    for matter, threads in by_matter.items():
        _keep_lines(matter, {each.member_id for each in threads})
    events = [
        (ConsultationLapsed(whom=tuple(each.member_name for each in threads)), matter)
        for matter, threads in by_matter.items()
    ]
    record_many(events, by=by)
    return ended


def _keep_lines(matter: Matter, people: Collection[int]) -> None:
    """One line for each of these people who owes an answer, the most pressing limit on it, one for
    each who may confirm what somebody proposes, one for each who is to sign afterwards; none for
    the others."""
    close_asked(people, matter.pk)
    waiting: dict[int, list[Consultation]] = defaultdict(list)
    rows = Consultation.objects.waiting().filter(matter=matter, member__in=people)
    for each in rows.order_by("id"):
        waiting[each.member_id].append(each)
    open_rows(_line(matter, threads) for threads in waiting.values())
    proposal = waiting_in(matter)
    if proposal is not None:
        seconds = seconds_for(matter, proposal.proposer_id, proposal.verb)
        seconds = seconds.filter(pk__in=people)
        open_rows(_line_to_confirm(matter, proposal, who) for who in seconds)
    askings = Supplement.objects.waiting().filter(matter=matter, member__in=people)
    open_rows(_line_to_sign(matter, one) for one in _one_each(askings.order_by("id")))
    _nudge(matter, people)


def _one_each(askings: Iterable[Supplement]) -> list[Supplement]:
    """The first of each person's."""
    found: dict[int, Supplement] = {}
    for each in askings:
        found.setdefault(each.member_id, each)
    return list(found.values())


def _forget_asked(matter: Matter, member: int) -> None:
    """Who was asked nothing that stands takes no part any more, as one who was asked."""
    if not Consultation.objects.standing().filter(matter=matter, member=member).exists():
        mine = Participant.objects.filter(matter=matter, member_id=member)
        mine.filter(capacity=Participant.Capacity.CONSULTED).delete()


def _line(matter: Matter, threads: list[Consultation]) -> Todo:
    due = min((each.due for each in threads if each.due), default=None)
    names = "、".join(dict.fromkeys(each.asker_name for each in threads))
    return Todo(
        organisation_id=matter.organisation_id, assignee_id=threads[0].member_id,
        kind=Todo.Kind.TODO, due=due or FAR_FUTURE, matter_id=matter.pk, title=matter.title,
        serial=matter.serial, label=matter.label, initiator=matter.initiator_name,
        step=_("答复{names}").format(names=names)[:80], urgency=matter.urgency,
        link=matter.get_absolute_url(), arrived=timezone.now(),
    )  # fmt: skip


def _line_to_confirm(matter: Matter, proposal: Proposal, who: Member) -> Todo:
    return Todo(
        organisation_id=matter.organisation_id, assignee=who, kind=Todo.Kind.TODO,
        due=FAR_FUTURE, matter_id=matter.pk, title=matter.title, serial=matter.serial,
        label=matter.label, initiator=matter.initiator_name, urgency=matter.urgency,
        step=_("确认{verb}").format(verb=proposal.get_verb_display())[:80],
        link=matter.get_absolute_url(), arrived=proposal.at,
    )  # fmt: skip


def _line_to_sign(matter: Matter, asked: Supplement) -> Todo:
    return Todo(
        organisation_id=matter.organisation_id, assignee_id=asked.member_id, kind=Todo.Kind.TODO,
        due=FAR_FUTURE, matter_id=matter.pk, title=matter.title, serial=matter.serial,
        label=matter.label, initiator=matter.initiator_name, urgency=matter.urgency,
        step=_("待补签：{step}").format(step=asked.step)[:80], link=matter.get_absolute_url(),
        arrived=asked.at,
    )  # fmt: skip


def _nudge(matter: Matter, members: Iterable[int]) -> None:
    for member in members:
        nudge(f"member:{member}")
    nudge(f"matter:{matter.pk}")
