"""跳转, 唤醒: an administrator sets a matter to a step, or lets it go on after its end."""

from dataclasses import replace

from django.db import transaction

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict
from andu.workflow.actions.performing import Ask, _perform
from andu.workflow.landing import command_to, name_of, standing_at
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter
from andu.workflow.rules_leaping import may_jump, may_revive
from andu.workflow.rules_proposing import may_alone
from andu.workflow.saying import PLAIN, Deed, Said


@transaction.atomic
def jump(matter: Matter, to: str, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Set a running matter to a step of what stands, where the policy asks for no second person."""

    def ask(run: Loaded) -> Verdict:
        return may_jump(by, run, to, deed.opinion) and may_alone(by, run, "jump")

    return _leap(matter, to, deed, ask=ask, by=by)


@transaction.atomic
def revive(matter: Matter, to: str, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Let a matter that is over go on from a step, where the policy asks for no second person."""

    def ask(run: Loaded) -> Verdict:
        return may_revive(by, run, to, deed.opinion) and may_alone(by, run, "revive")

    return _leap(matter, to, deed, ask=ask, by=by)


def _leap(matter: Matter, to: str, deed: Deed, *, ask: Ask, by: Actor) -> Matter:
    """Whichever of the two fits."""

    def word(run: Loaded) -> Said:
        kept = {"left": standing_at(run), "where": name_of(run, to), **deed.sealed}
        content = run.beside.content.hash
        return Said(
            how="revived" if run.run.outcome else "jumped", opinion=deed.opinion.strip(),
            target=to, content_before=content, content_after=content, more=kept,
        )  # fmt: skip

    return _perform(
        matter, ask=ask, make=lambda run: command_to(run, by.member_id or 0, to), word=word,
        deed=replace(deed, as_it_stands=True), by=by,
    )  # fmt: skip
