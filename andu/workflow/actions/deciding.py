"""The verbs of a handler: agree, disagree, mark read, return; and the initiator's resubmit."""

from dataclasses import dataclass

from andu.engine.commands import Agree, Complete, Disagree, MarkRead, Resubmit, Return
from andu.engine.nodes import ReturnWay
from andu.kit.actor import Actor
from andu.kit.transactions import joined
from andu.kit.verdict import Verdict
from andu.workflow import rules
from andu.workflow.actions.performing import _perform
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter
from andu.workflow.saying import PLAIN, Deed, said_at


@dataclass(frozen=True)
class Back:
    """Where a return goes: a step's key, or "" for the initiator; and how it comes forward again
    (straight 直达 or rewalk 重走; None leaves it to the step)."""

    to: str = ""
    way: ReturnWay | None = None


@joined
def agree(matter: Matter, seat: int, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Say 同意 at one's own seat, with an opinion (WF-14), when all is filled in."""
    me = by.member_id or 0

    def ask(run: Loaded) -> Verdict:
        return rules.may_agree(by, run, seat, deed.opinion) and rules.may_leave(run, seat)

    return _perform(
        matter, ask=ask,
        make=lambda run: Agree(me, seat), word=lambda run: said_at(run, "agreed", seat, deed),
        deed=deed, by=by,
    )  # fmt: skip


@joined
def disagree(matter: Matter, seat: int, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Say 不同意 at one's own seat, with the reason."""
    me = by.member_id or 0
    return _perform(
        matter, ask=lambda run: rules.may_disagree(by, run, seat, deed.opinion),
        make=lambda run: Disagree(me, seat),
        word=lambda run: said_at(run, "disagreed", seat, deed), deed=deed, by=by,
    )  # fmt: skip


@joined
def complete(matter: Matter, seat: int, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Say 办毕: the work of a step is done, or what somebody consigned is given back to them."""
    me = by.member_id or 0

    def ask(run: Loaded) -> Verdict:
        asked = rules.may_complete(by, run, seat, deed.opinion)
        return asked and (asked if run.seats[seat].helps else rules.may_leave(run, seat))

    return _perform(
        matter, ask=ask,
        make=lambda run: Complete(me, seat), word=lambda run: said_at(run, "completed", seat, deed),
        deed=deed, by=by,
    )  # fmt: skip


@joined
def mark_read(matter: Matter, seat: int, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Say 已阅: completes a reading step; on an approval step it counts as the policy says."""
    me = by.member_id or 0
    return _perform(
        matter, ask=lambda run: rules.may_read(by, run, seat),
        make=lambda run: MarkRead(me, seat, rules.read_counts(run)),
        word=lambda run: said_at(run, "read", seat, deed), deed=deed, by=by,
    )  # fmt: skip


@joined
def return_(matter: Matter, seat: int, back: Back, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Send the matter back to the initiator or an earlier step, with the reason (退回)."""
    command = Return(by.member_id or 0, seat, back.to, back.way)
    return _perform(
        matter, ask=lambda run: rules.may_return(by, run, command, deed.opinion),
        make=lambda run: command,
        word=lambda run: said_at(run, "returned", seat, deed, back.to), deed=deed, by=by,
    )  # fmt: skip


@joined
def resubmit(matter: Matter, seat: int, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Submit again after a return or a withdrawal."""
    me = by.member_id or 0
    return _perform(
        matter, ask=lambda run: rules.may_resubmit(by, run, seat),
        make=lambda run: Resubmit(me, seat),
        word=lambda run: said_at(run, "submitted", seat, deed), deed=deed, by=by,
    )  # fmt: skip
