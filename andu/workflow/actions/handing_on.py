"""The verbs that put somebody else into a seat: transfer (转办) and reassign (改派)."""

from django.db import transaction
from django.utils.translation import gettext as _

from andu.engine.commands import Reassign, Transfer
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, no
from andu.organisation.models import Member
from andu.workflow import rules
from andu.workflow.actions.performing import _perform
from andu.workflow.directory import someone_for
from andu.workflow.models import Matter
from andu.workflow.saying import PLAIN, Deed, said_at


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
    flows."""
    to, me = _receiver(to_member_id), by.member_id or 0
    return _perform(
        matter, ask=lambda run: rules.may_reassign(by, run, seat, to, deed.opinion),
        make=lambda run: Reassign(me, seat, someone_for(to, run)),
        word=lambda run: said_at(run, "reassigned", seat, deed, to.name), deed=deed, by=by,
    )  # fmt: skip


def _receiver(member_id: int) -> Member:
    found = Member.objects.filter(pk=member_id).first()
    if found is None:
        raise Refused(no(_("没有找到要交给的人，请重新选择。"), "no-member"))
    return found
