"""The verbs that stop a matter for a while or undo its effect: suspend, resume, void."""

from django.db import transaction

from andu.engine.commands import Resume, Suspend, Void
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict
from andu.workflow import rules
from andu.workflow.actions.performing import Ask, _perform
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter
from andu.workflow.rules_proposing import may_alone
from andu.workflow.saying import PLAIN, Deed, Said


@transaction.atomic
def suspend(matter: Matter, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Nobody can act until it is resumed; every open line leaves its inbox (挂起)."""
    return _perform(
        matter, ask=lambda run: rules.may_suspend(by, run, deed.opinion),
        make=lambda run: Suspend(by.member_id or 0),
        word=lambda run: Said(how="suspended", opinion=deed.opinion.strip()), deed=deed, by=by,
    )  # fmt: skip


@transaction.atomic
def resume(matter: Matter, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Go on where it stood; what was due is due later by the working time of the pause (恢复)."""
    return _perform(
        matter, ask=lambda run: rules.may_resume(by, run),
        make=lambda run: Resume(by.member_id or 0),
        word=lambda run: Said(how="resumed", opinion=deed.opinion.strip()), deed=deed, by=by,
    )  # fmt: skip


@transaction.atomic
def void(matter: Matter, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Declare a running or finished matter void, with the reason; its number stays (作废). Where
    the policy asks for no second person."""

    def ask(run: Loaded) -> Verdict:
        return rules.may_void(by, run, deed.opinion) and may_alone(by, run, "void")

    return _void(matter, deed, ask=ask, by=by)


def _void(matter: Matter, deed: Deed, *, ask: Ask, by: Actor) -> Matter:
    return _perform(
        matter, ask=ask, make=lambda run: Void(by.member_id or 0),
        word=lambda run: Said(how="voided", opinion=deed.opinion.strip(), more=deed.sealed),
        deed=deed, by=by,
    )  # fmt: skip
