"""岗位变动: turns follow the rules that named their holders, or are listed for the administrator.

Called by the job for one matter at a time; what has been done is found done the next time.
"""

from collections.abc import Collection
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.engine.commands import Reassign
from andu.engine.configuration import Someone
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused, Verdict, no, yes
from andu.organisation.models import Member
from andu.workflow import store
from andu.workflow.actions.performing import _perform
from andu.workflow.actions.pooling import _refill
from andu.workflow.actions.vacancies import _keep
from andu.workflow.events_reseating import Displaced
from andu.workflow.loading import Loaded
from andu.workflow.models import Displacement, Matter, Seat
from andu.workflow.models.run import signed
from andu.workflow.owning import policy_of
from andu.workflow.policy import RESEAT
from andu.workflow.reseating import Move, move_of, moves_in
from andu.workflow.saying import AS_IT_STANDS, Said, said_at
from andu.workflow.vacancies import rules_in_words

CHANGED = no(_("岗位又有变动，请刷新页面。"), "changed")
LIST, RECOMPUTE, KEEP = "list", "recompute", "keep"


def reseat(matter: Matter, *, by: Actor) -> list[Displacement]:
    """Look at every open and coming turn of a matter; what the policy says, and what cannot be
    moved is listed. Returns what is newly listed."""
    loaded = store.load(matter.pk)
    wish = policy_of(loaded.matter, RESEAT)
    listed: list[Displacement] = []
    if wish != KEEP:
        _refill_pools(loaded)
    found = [] if wish == KEEP else moves_in(loaded)
    for move in found:
        why = _try(matter, move, by) if wish == RECOMPUTE else ""
        if why is not None:
            listed += _list(loaded, move, why, by=by)
    _forget(loaded, {move.seat.pk for move in found})
    return listed


@transaction.atomic
def _refill_pools(loaded: Loaded) -> None:
    """A pool has no holder to be kept: its people are always those the rules name now."""
    many = [row for row in loaded.seats.values() if row.is_pool and row.state == Seat.State.OPEN]
    if many:
        lock(loaded.matter)
    for seat in many:
        _refill(loaded, seat)


def _try(matter: Matter, move: Move, by: Actor) -> str | None:
    """Move one turn; None when that was done, or somebody was faster; else why it stays."""
    if move.to is None:
        return _("没有可以接办的人") if not move.named else _("按规则应办理的人已在这一环节")
    try:
        take_over(matter, move.seat.number, by=by)
    except Refused as refused:
        gone = refused.verdict.code in ("seat_gone", "ended", "changed", "handed_on")
        return None if gone else str(refused.verdict.reason)
    return None


@transaction.atomic
def take_over(matter: Matter, seat: int, *, by: Actor) -> Matter:
    """Whoever the rules name now has the turn instead of whom they no longer name; asked again of
    the matter as it stands behind the gate, so that an act in the meantime counts."""
    moves: dict[int, Move] = {}

    def ask(run: Loaded) -> Verdict:
        move = move_of(run, seat)
        if move is None or move.to is None:
            return CHANGED if _is_live(run, seat) else no(_("这一环节已由他人办理。"), "seat_gone")
        moves[seat] = move
        return yes

    def word(run: Loaded) -> Said:
        move = moves[seat]
        to = "".join(_names([move.to] if move.to else []))
        said = said_at(run, "reseated", seat, AS_IT_STANDS, to)
        rules = rules_in_words(run.definition, move.seat.node, run.matter)
        more = {"reseated": {"from": move.seat.who, "rules": rules}}
        return replace(said, more={**said.more, **more})

    done = _perform(
        matter, ask=ask, make=lambda _run: Reassign(0, seat, moves[seat].to or Someone(0)),
        word=word, deed=AS_IT_STANDS, by=by,
    )  # fmt: skip
    if moves[seat].is_resort:
        fresh = Seat.objects.get(run__matter=matter, instead_of=seat)
        _keep(store.load(matter.pk), fresh.node, fresh, by)
    return done


def _is_live(run: Loaded, seat: int) -> bool:
    return run.seats[seat].state in (Seat.State.OPEN, Seat.State.WAITING)


@transaction.atomic
def _list(loaded: Loaded, move: Move, why: str, *, by: Actor) -> list[Displacement]:
    lock(loaded.matter)
    names = "、".join(dict.fromkeys(_names(move.named)))[:200]
    said = {"names": names, "why": why[:200]}
    reason = rules_in_words(loaded.definition, move.seat.node, loaded.matter)
    made, is_new = Displacement.objects.update_or_create(
        seat=move.seat, defaults=said, create_defaults={
            **said, "run": loaded.run, "step": move.seat.step, "holder": move.seat.who[:120],
            "reason": reason, "at": timezone.now(),
        },
    )  # fmt: skip
    if not is_new:
        return []
    event = Displaced(step=made.step, holder=made.holder, names=names or _("（没有人）"))
    record(event, by=by, on=loaded.matter)
    return [made]


@transaction.atomic
def _forget(loaded: Loaded, kept: set[int]) -> None:
    """Whom the rules name again is listed no more."""
    Displacement.objects.filter(run=loaded.run).exclude(seat__in=kept).delete()


def _names(people: Collection[Someone]) -> list[str]:
    ids = {pk for who in people for pk in (who.member, who.on_behalf_of or 0)}
    known = dict(Member.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [signed(known[who.member], known.get(who.on_behalf_of or 0, "")) for who in people]
