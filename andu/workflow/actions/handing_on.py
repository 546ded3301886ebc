"""The verbs that put somebody else into a seat: transfer (转办) and reassign (改派)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from andu.engine.commands import Reassign, Transfer
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, Verdict, no
from andu.organisation.models import Member
from andu.workflow import rules
from andu.workflow.actions.performing import Ask, _perform
from andu.workflow.directory import someone_for
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter
from andu.workflow.rules_proposing import may_alone
from andu.workflow.saying import PLAIN, Deed, Said, said_at


@transaction.atomic
def transfer(
    matter: Matter, seat: int, to_member_id: int, deed: Deed = PLAIN, *, by: Actor
) -> Matter:
    """Hand one's own turn to somebody within the range; it can be taken back until they act."""
    to, me = _receiver(to_member_id), by.member_id or 0
    return _perform(
        matter, ask=lambda run: rules.may_transfer(by, run, seat, to),
        make=lambda run: Transfer(me, seat, someone_for(to, run)),
        word=lambda run: said_at(run, "transferred", seat, deed, to.name), deed=deed, by=by,
    )  # fmt: skip


@transaction.atomic
def reassign(
    matter: Matter, seat: int, to_member_id: int, deed: Deed = PLAIN, *, by: Actor
) -> Matter:
    """Put somebody else into an open or waiting seat, with the reason; for whoever administers
    flows, where the policy asks for no second person."""
    to = _receiver(to_member_id)

    def ask(run: Loaded) -> Verdict:
        return rules.may_reassign(by, run, seat, to, deed.opinion) and may_alone(run, "reassign")

    return _reassign(matter, seat, to, deed, ask=ask, by=by)


def _reassign(
    matter: Matter, seat: int, to: Member, deed: Deed, *, ask: Ask, by: Actor,
    more: Mapping[str, Any] | None = None,
) -> Matter:  # fmt: skip
    """`more` goes into the record."""

    def word(run: Loaded) -> Said:
        said = said_at(run, "reassigned", seat, deed, to.name)
        return replace(said, more={**said.more, **(more or {})})

    return _perform(
        matter, ask=ask, make=lambda run: Reassign(by.member_id or 0, seat, someone_for(to, run)),
        word=word, deed=deed, by=by,
    )  # fmt: skip


def _receiver(member_id: int) -> Member:
    found = Member.objects.filter(pk=member_id).first()
    if found is None:
        raise Refused(no(_("没有找到要交给的人，请重新选择。"), "no-member"))
    return found
