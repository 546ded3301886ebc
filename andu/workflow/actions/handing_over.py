"""A person's turns go to somebody else: one item of a handover in each transaction, in a job."""

import logging
from dataclasses import fields
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.jobs import Rank, later
from andu.kit.locks import lock
from andu.kit.verdict import Refused, require
from andu.notify.telling import Note, tell, tell_note
from andu.organisation.models import Member
from andu.workflow import rules_absence as rules
from andu.workflow.actions.passing import FAULT, GONE, _pass
from andu.workflow.events_absence import HandoverBegun, HandoverFinished, HandoverResumed
from andu.workflow.models import Choice, Handover, HandoverItem, Seat
from andu.workflow.notify import HANDOVER
from andu.workflow.succession import administrators_of
from andu.workflow.turns import is_left_out, turns_of

Waiting = HandoverItem.State.WAITING
_log = logging.getLogger(__name__)


@transaction.atomic
def hand_over(member: Member, to: Member, reason: str, *, by: Actor) -> Handover:
    """Give every open turn of a person to a successor (离岗交接), each with its line in the trace.

    The job worker does the work; calling it again later takes what has come since.
    """
    member = lock(member)
    require(rules.may_hand_over(by, member, to, reason))
    made = _begin_handover(
        Handover(
            organisation_id=member.organisation_id, kind=Handover.Kind.LEFT, giver=member,
            taker=to, reason=reason.strip(),
        ),
        turns_of(member.pk), by=by,
    )  # fmt: skip
    if made is None:
        raise Refused(rules.nothing_to_hand_over(member))
    return made


@transaction.atomic
def finish_handover(handover: Handover, *, by: Actor) -> Handover:
    """Every item has been tried: people picked for later steps follow, those concerned are told."""
    handover = lock(handover)
    require(rules.may_finish_handover(handover))
    if handover.kind == Handover.Kind.LEFT:
        _pick_instead(handover)
    handover.state, handover.finished = Handover.State.DONE, timezone.now()
    handover.save(update_fields=["state", "finished"])
    done, failed = _count(handover, "done"), _count(handover, "failed")
    given = handover.items.filter(state="done", words="").count()
    record(HandoverFinished(done=done, failed=failed), by=by, on=handover, basis=handover.reason)
    if given:
        _tell_both(handover, given, by)
    if failed:
        _tell_of_rest(handover, failed, by)
    return handover


@transaction.atomic
def resume_handover(handover: Handover, *, by: Actor) -> Handover:
    """Go on with one whose job was given up after faults: what has been passed on stays so."""
    handover = lock(handover)
    require(rules.may_resume_handover(handover))
    record(HandoverResumed(), by=by, on=handover)
    later(_run_handover, handover.pk, rank=Rank.AWAITED)
    return handover


def _tell_both(handover: Handover, done: int, by: Actor) -> None:
    """The taker hears of it, and a giver who is still here."""
    words = {
        "giver": handover.giver.name, "taker": handover.taker.name, "n": done,
        "kind": handover.get_kind_display(),
    }  # fmt: skip
    title = _("{kind}：{giver}的 {n} 件待办转到你这里").format(**words)
    tell([handover.taker_id], title=title, link="/todo", kind=HANDOVER.code, by=by)
    if handover.kind == Handover.Kind.LEFT:
        title = _("{kind}：你的 {n} 件待办已转给{taker}").format(**words)
        tell([handover.giver_id], title=title, link="/todo", kind=HANDOVER.code, by=by)


def _tell_of_rest(handover: Handover, failed: int, by: Actor) -> None:
    """Whoever asked for it, else who administers flows there, hears that something is left; of
    a delegation's turns the absent person."""
    if handover.kind != Handover.Kind.LEFT:
        _tell_absent(handover, failed, by)
        return
    title = _("{what}：{n} 件未能交接，请看原因").format(what=handover, n=failed)
    link = reverse("workflow:handover", args=[handover.pk])
    note = Note(title=title, link=link, kind=HANDOVER.code, also_self=True)
    tell_note([by.member_id] if by.member_id else administrators_of(handover.giver), note, by=by)


def _tell_absent(handover: Handover, failed: int, by: Actor) -> None:
    """What a pause, or a second voice in the same step, has kept where it was."""
    if handover.kind == Handover.Kind.DELEGATED:
        title = _("委托{taker}代办：{n} 件待办没有转过去，仍由你办理")
    else:
        title = _("委托结束：{n} 件待办没有退回，还在{giver}处，可以收回自办")
    names = {"taker": handover.taker.name, "giver": handover.giver.name, "n": failed}
    absent = handover.giver_id if handover.kind == Handover.Kind.DELEGATED else handover.taker_id
    failures = handover.items.filter(state="failed").values_list("words", flat=True)
    note = Note(
        title=title.format(**names), text="；".join(dict.fromkeys(failures))[:200], link="/todo",
        kind=HANDOVER.code, also_self=True,
    )  # fmt: skip
    tell_note([absent], note, by=by)


def _begin_handover(handover: Handover, seats: QuerySet[Seat], *, by: Actor) -> Handover | None:
    """Note every turn and hand the work to the job worker; None when there is none."""
    rows = [seat for seat in seats.select_related("run__matter") if not is_left_out(seat, handover)]
    if not rows:
        return None
    handover.total, handover.actor = len(rows), _kept(by)
    handover.save()
    HandoverItem.objects.bulk_create(
        HandoverItem(handover=handover, matter_id=seat.run.matter_id, seat=seat.number)
        for seat in rows
    )
    record(HandoverBegun(count=len(rows)), by=by, on=handover, basis=handover.reason)
    later(_run_handover, handover.pk, rank=Rank.AWAITED)
    return handover


def _run_handover(handover_id: int) -> None:
    """The job: item by item until none waits; called again after a kill it goes on there."""
    handover = Handover.objects.get(pk=handover_id)
    by = Actor(**handover.actor)
    for pk in handover.items.filter(state=Waiting).values_list("pk", flat=True):
        _take_item(pk, by)
    handover.refresh_from_db(fields=["state"])
    if handover.is_running:
        finish_handover(handover, by=by)


@transaction.atomic
def _take_item(pk: int, by: Actor) -> None:
    rows = HandoverItem.objects.select_for_update(of=("self",)).select_related("handover")
    item = rows.get(pk=pk)
    if item.state != Waiting:
        return
    try:
        with transaction.atomic():
            passed = _pass(item, by=by)
        item.state = HandoverItem.State.DONE if passed else HandoverItem.State.GONE
        item.words = item.words if passed else str(GONE)
    except Refused as refused:
        item.state, item.words = HandoverItem.State.FAILED, str(refused.verdict.reason)[:200]
    except (OperationalError, InterfaceError):
        raise  # the database is away or busy: the worker comes back to it
    except Exception:  # a fault with this one must not keep the others waiting for ever
        _log.exception("item %s of handover %s failed", pk, item.handover_id)
        item.state, item.words = HandoverItem.State.FAILED, str(FAULT)
    item.save(update_fields=["state", "words"])


def _pick_instead(handover: Handover) -> None:
    """Where the initiator picked the departed for a later step, the successor is picked."""
    rows = Choice.objects.filter(member=handover.giver_id, run__outcome="")
    there = Choice.objects.filter(member=handover.taker_id, run__in=rows.values("run"))
    double = set(there.values_list("run_id", "step"))
    for choice in rows:
        if (choice.run_id, choice.step) not in double:
            choice.member_id = handover.taker_id
            choice.save(update_fields=["member"])


def _count(handover: Handover, state: str) -> int:
    return handover.items.filter(state=state).count()


def _kept(by: Actor) -> dict[str, Any]:
    """Who asked, in the words of the moment, for the job that does it; rights, duties and
    key stay out."""
    left_out = {"rights", "duties", "key"}
    names = [each.name for each in fields(Actor) if each.name not in left_out]
    return {name: getattr(by, name) for name in names}
