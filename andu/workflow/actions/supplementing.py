"""补签: ask somebody whose turn went by to sign afterwards; sign; take the asking back.

It moves nothing in the flow, so the engine does not hear of it: the history has a record without
events. The run's row is locked before the matter's, as a decision passes its gate first.
"""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused, no, require
from andu.notify.telling import Note, tell_note
from andu.workflow import rules_supplement as rules
from andu.workflow import store
from andu.workflow.actions.enclosing import _enclose
from andu.workflow.actions.lapsing import _keep_lines
from andu.workflow.events_supplement import (
    SupplementAsked,
    SupplementLapsed,
    SupplementWithdrawn,
)
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter, Supplement
from andu.workflow.notify import SUPPLEMENT
from andu.workflow.saying import PLAIN, Deed, Said, said_at
from andu.workflow.supplements import Missed, standing_at

State = Supplement.State


@transaction.atomic
def ask_to_sign(matter: Matter, seat: int, words: str = "", *, by: Actor) -> Supplement:
    """Somebody whose turn went by without them has a line in their inbox and is told."""
    loaded = store.locked(matter)
    require(rules.may_ask_to_sign(by, loaded, seat, words))
    missed = _missed(loaded, seat)
    made = Supplement.objects.create(
        **_about(loaded, missed), asker_id=by.member_id, asker_name=by.words[:120],
        words=words.strip(),
    )  # fmt: skip
    _keep_lines(loaded.matter, [made.member_id])
    _tell(made, made.member_id, _("{who}请你补签：{title}"), words, by)
    record(SupplementAsked(whom=made.member_name, step=made.step), by=by, on=loaded.matter)
    return made


@transaction.atomic
def sign_after(
    matter: Matter, seat: int, stance: str = "agree", deed: Deed = PLAIN, *, by: Actor
) -> Matter:
    """The opinion of somebody whose turn went by, with name, signature and time, flagged as 补签;
    what was decided stands. The same click twice signs once."""
    loaded = store.locked(matter, by)
    if loaded.beside.is_answered:
        return loaded.matter
    require(rules.may_sign_after(by, loaded, seat, stance, deed.opinion))
    missed = _missed(loaded, seat)
    rows = store.apply(loaded, (), _said(loaded, missed, stance, deed), by=by)
    if rows is None:  # the run is locked: nobody can have been faster
        raise Refused(no(_("同时办理的人太多，请稍候再点一次。"), "busy"))
    _enclose(rows.history, deed, by)
    asked = standing_at(loaded.matter).get(missed.seat.pk) or Supplement(**_about(loaded, missed))
    asked.state, asked.settled = State.SIGNED, timezone.now()
    asked.sequence = rows.history.sequence
    asked.save()
    _keep_lines(loaded.matter, [asked.member_id])
    for person in {asked.asker_id, loaded.matter.initiator_id} - {None, by.member_id}:
        _tell(asked, person, _("{who}已补签：{title}"), deed.opinion, by)
    return loaded.matter


@transaction.atomic
def withdraw_asking(asked: Supplement, *, by: Actor) -> Supplement:
    """Nobody has to sign any more; the line goes."""
    loaded = store.locked(asked.matter)
    asked = lock(asked)
    require(rules.may_withdraw_asking(by, asked, loaded))
    _settle(asked, State.WITHDRAWN)
    _tell(asked, asked.member_id, _("不用补签了：{title}"), "", by)
    record(SupplementWithdrawn(whom=asked.member_name, step=asked.step), by=by, on=loaded.matter)
    return asked


@transaction.atomic
def lapse_asking(asked: Supplement, *, by: Actor) -> Supplement:
    """It was not signed in time, or nobody can any more; the asker is told."""
    lock(asked.matter)
    asked = lock(asked)
    if asked.state == State.WAITING:
        _settle(asked, State.LAPSED)
        if asked.asker_id:
            _tell(asked, asked.asker_id, _("没有补签，请求已过期：{title}"), "", by)
        words = SupplementLapsed(whom=asked.member_name, step=asked.step)
        record(words, by=by, on=asked.matter)
    return asked


def _missed(loaded: Loaded, seat: int) -> Missed:
    found = rules.missed_at(loaded, seat)
    if found is None:
        raise Refused(rules.NOT_MISSED)
    return found


def _about(loaded: Loaded, missed: Missed) -> dict[str, object]:
    return {
        "matter": loaded.matter, "seat": missed.seat, "member_id": missed.member,
        "member_name": missed.name[:120], "step": missed.seat.step, "why": missed.why[:200],
        "at": timezone.now(),
    }  # fmt: skip


def _said(loaded: Loaded, missed: Missed, stance: str, deed: Deed) -> Said:
    said = said_at(loaded, "signed_after", missed.number, deed)
    more = {**said.more, "supplement": {"stance": stance, "why": missed.why}}
    return replace(said, visit=0, more=more, at=timezone.now())


def _settle(asked: Supplement, state: str) -> None:
    asked.state, asked.settled = state, timezone.now()
    asked.save(update_fields=["state", "settled"])
    _keep_lines(asked.matter, [asked.member_id])


def _tell(asked: Supplement, person: int | None, title: str, text: str, by: Actor) -> None:
    matter = asked.matter
    note = Note(
        title=title.format(who=by.words, title=matter.title),
        text="：".join(filter(None, (asked.step, text)))[:200],
        link=matter.get_absolute_url(), kind=SUPPLEMENT.code, urgency=matter.urgency,
    )  # fmt: skip
    tell_note([person] if person else [], note, by=by)
