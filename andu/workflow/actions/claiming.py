"""The verbs of a pool: claim, release; and another order for those to come."""

from collections.abc import Sequence

from django.db import transaction

from andu.engine.commands import Release, Reorder
from andu.kit.actor import Actor
from andu.workflow import rules_claiming as rules
from andu.workflow.actions.performing import _perform
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter
from andu.workflow.pools import is_from_pool
from andu.workflow.saying import PLAIN, Deed, Said, said_at


@transaction.atomic
def claim(matter: Matter, seat: int, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Take the work for oneself where whoever acts first decides; the others wait (抢办). From a
    pool one takes it as what one is a candidate."""
    return _perform(
        matter, ask=lambda run: rules.may_claim(by, run, seat),
        make=lambda run: rules.claiming(by, run, seat),
        word=lambda run: _said(run, seat, deed, "claimed", "taken"), deed=deed, by=by,
    )  # fmt: skip


@transaction.atomic
def release(matter: Matter, seat: int, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Give up what one has claimed; everybody may act again, or take it from the pool."""
    me = by.member_id or 0
    return _perform(
        matter, ask=lambda run: rules.may_release(by, run, seat),
        make=lambda run: Release(me, seat),
        word=lambda run: _said(run, seat, deed, "released", "put_back"), deed=deed, by=by,
    )  # fmt: skip


@transaction.atomic
def reorder(matter: Matter, seats: Sequence[int], deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Let those who are still to come in an ordered step come in this order."""
    me, order = by.member_id or 0, tuple(seats)
    return _perform(
        matter, ask=lambda run: rules.may_reorder(by, run, order),
        make=lambda run: Reorder(me, order),
        word=lambda run: _reordered(run, order, deed), deed=deed, by=by,
    )  # fmt: skip


def _said(run: Loaded, seat: int, deed: Deed, how: str, from_pool: str) -> Said:
    return said_at(run, from_pool if is_from_pool(run, seat) else how, seat, deed)


def _reordered(run: Loaded, order: tuple[int, ...], deed: Deed) -> Said:
    """At the step, of nobody's seat; with the names in their new order."""
    row, names = run.seats[order[0]], [run.seats[number].who for number in order]
    return Said(
        how="reordered", visit=row.visit, node=row.node, step=row.step,
        opinion=deed.opinion.strip(), target="、".join(names)[:120],
    )  # fmt: skip
