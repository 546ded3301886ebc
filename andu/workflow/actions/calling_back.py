"""The verbs that call something back or end it: withdraw, take back, terminate."""

from andu.engine.commands import TakeBack, Terminate, Withdraw
from andu.kit.actor import Actor
from andu.kit.transactions import joined
from andu.workflow import rules
from andu.workflow.actions.performing import _perform
from andu.workflow.models import Matter
from andu.workflow.saying import PLAIN, Deed, Said, said_at


@joined
def withdraw(matter: Matter, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """The initiator calls the matter back to themselves (撤回)."""
    return _perform(
        matter, ask=lambda run: rules.may_withdraw(by, run),
        make=lambda run: Withdraw(by.member_id or 0),
        word=lambda run: Said(how="withdrawn", opinion=deed.opinion.strip()), deed=deed, by=by,
    )  # fmt: skip


@joined
def take_back(matter: Matter, seat: int, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """The previous handler calls their own decision back (拿回)."""
    return _perform(
        matter, ask=lambda run: rules.may_take_back(by, run, seat),
        make=lambda run: TakeBack(by.member_id or 0, seat),
        word=lambda run: said_at(run, "taken_back", seat, deed), deed=deed, by=by,
    )  # fmt: skip


@joined
def terminate(matter: Matter, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """End the matter without a decision, with the reason (终止)."""
    return _perform(
        matter, ask=lambda run: rules.may_terminate(by, run, deed.opinion),
        make=lambda run: Terminate(by.member_id or 0),
        word=lambda run: Said(how="terminated", opinion=deed.opinion.strip()), deed=deed, by=by,
    )  # fmt: skip
