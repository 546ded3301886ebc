"""加签, 减签, 委派: who may let others sign in their place, take them away, or ask for help."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from andu.engine.commands import AddSigners, Consign, RemoveSigner
from andu.engine.configuration import Someone
from andu.engine.nodes import Mode, TransferRange, Where
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Member
from andu.workflow.levels import (
    Line,
    is_next,
    lines_for,
    may_leap,
    next_or_over,
    passed_by_each,
    step_of,
)
from andu.workflow.loading import Loaded
from andu.workflow.models import Seat
from andu.workflow.rules import against, may
from andu.workflow.transferring import WORDS, add_range_of, addable_at

MOST_ADDED = 50


def may_add(
    by: Actor, loaded: Loaded, seat: int, people: Sequence[Member] | None = None,
    where: Where = Where.BESIDE, mode: Mode = Mode.ALL,
) -> Verdict:  # fmt: skip
    """One's own open turn, people within the range, at most 50 at a time. `people` None: whether at
    all."""
    to = _someone(people)
    verdict = may(by, loaded, AddSigners(by.member_id or 0, seat, to, where, mode))
    if not verdict:
        return _for_reading(verdict)
    if people is not None and len(people) > MOST_ADDED:
        words = _("一次最多加签 {most} 人，请分几次。")
        return no(words.format(most=MOST_ADDED), "too-many")
    return _within_range(loaded, seat, people or (), verdict)


def may_be_added(loaded: Loaded, seat: int, lines: Sequence[Line], who: Member) -> Verdict:
    """Whether somebody may be asked to sign just so: the line keeps out only a higher level, as
    long as anybody would be passed over."""
    verdict = next_or_over(loaded, seat, lines, who)
    return verdict if verdict.code == "leap" else yes


def may_leap_adding(
    loaded: Loaded, seat: int, people: Sequence[Member], mode: Mode, reason: str
) -> Verdict:
    """Somebody of a higher level may be asked to sign when those passed over sign before, with the
    reason (WF-12)."""
    for who, passed in passed_by_each(loaded, seat, people, mode):
        if passed:
            verdict = is_next(step_of(loaded, seat), who, lines_for(loaded, seat))
            verdict = may_leap(loaded, seat, verdict, passed, reason)
            if not verdict:
                return verdict
    return yes


def may_consign(by: Actor, loaded: Loaded, seat: int, to: Member | None = None) -> Verdict:
    """One's own open turn, somebody within the range. `to` None: whether at all."""
    people = None if to is None else (to,)
    verdict = may(by, loaded, Consign(by.member_id or 0, seat, _someone(people)[0]))
    return _within_range(loaded, seat, people or (), verdict) if verdict else _for_reading(verdict)


def may_remove(by: Actor, loaded: Loaded, seat: int) -> Verdict:
    """Whom one has added oneself, until they act; not who must sign because they were passed
    over (WF-12)."""
    row = loaded.seats.get(seat)
    if row is not None and row.added == Seat.Added.LEAP:
        words = _("{who}是越级时必须先加签的上级，不能减签。")
        return no(words.format(who=row.member_name), "passed-over")
    return may(by, loaded, RemoveSigner(by.member_id or 0, seat))


def _for_reading(verdict: Verdict) -> Verdict:
    """Where people only read, others are let read as well."""
    if verdict.code != "for_reading_only":
        return verdict
    return no(_("阅知环节不能加签和委派。要让别人也看，请用“传阅”。"), verdict.code)


def _someone(people: Sequence[Member] | None) -> tuple[Someone, ...]:
    """As the engine names them; anybody (0) where nobody has been chosen yet."""
    if people is None:
        return (Someone(0),)
    return tuple(Someone(who.pk) for who in people)


def _within_range(
    loaded: Loaded, seat: int, people: Sequence[Member], otherwise: Verdict
) -> Verdict:  # fmt: skip
    reach = add_range_of(loaded)
    if reach is TransferRange.NOBODY:
        return no(_("这里不允许加签和委派，请自行办理或退回。"), "no-adding")
    if not people:
        return otherwise
    chosen = addable_at(loaded, seat).filter(pk__in=[who.pk for who in people])
    there = set(chosen.values_list("pk", flat=True))
    for who in people:
        if who.pk not in there:
            words = _("这一环节只能请{whom}，{who}不在其中，请另选一人。")
            outside = no(words.format(whom=WORDS[reach], who=who.name), "out-of-range")
            return against(loaded, who, outside)
    return otherwise
