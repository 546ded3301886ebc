"""The verbs that put somebody else into a seat: transfer (转办) and reassign (改派)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from andu.engine.commands import AddSigners, Command, Reassign, Transfer
from andu.engine.decision import Decided
from andu.engine.events import SeatOpened
from andu.engine.nodes import Mode, Where
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, Verdict, no
from andu.organisation.models import Member
from andu.workflow import rules
from andu.workflow.actions.performing import Ask, _perform
from andu.workflow.deciding import Sequel
from andu.workflow.directory import someone_for, someones_for
from andu.workflow.levels import lines_for, passed_over
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter
from andu.workflow.rules_proposing import may_alone
from andu.workflow.saying import PLAIN, Deed, Said, said_at


@transaction.atomic
def transfer(
    matter: Matter, seat: int, to_member_id: int, deed: Deed = PLAIN, *, by: Actor
) -> Matter:
    """Hand one's own turn to somebody within the range; it can be taken back until they act. Who
    is passed over on the way up signs first (`deed.leap`, WF-12)."""
    to, me = _receiver(to_member_id), by.member_id or 0

    def make(run: Loaded) -> Command | Sequel:
        command = Transfer(me, seat, someone_for(to, run))
        passed = _passed(run, seat, to, deed)
        return Sequel(command, partial(_signing_first, run, seat, passed)) if passed else command

    def word(run: Loaded) -> Said:
        passed = _passed(run, seat, to, deed)
        how = "leapt" if passed else "transferred"
        return _leaping(said_at(run, how, seat, deed, to.name), passed, deed)

    return _perform(
        matter, ask=lambda run: rules.may_transfer(by, run, seat, to, deed.leap), make=make,
        word=word, deed=deed, by=by,
    )  # fmt: skip


@transaction.atomic
def reassign(
    matter: Matter, seat: int, to_member_id: int, deed: Deed = PLAIN, *, by: Actor
) -> Matter:
    """Put somebody else into an open or waiting seat, with the reason; for whoever administers
    flows, where the policy asks for no second person."""
    to = _receiver(to_member_id)

    def ask(run: Loaded) -> Verdict:
        asked = rules.may_reassign(by, run, seat, to, deed.opinion)
        return asked and may_alone(by, run, "reassign")

    return _reassign(matter, seat, to, deed, ask=ask, by=by)


def _reassign(
    matter: Matter, seat: int, to: Member, deed: Deed, *, ask: Ask, by: Actor
) -> Matter:  # fmt: skip
    return _perform(
        matter, ask=ask, make=lambda run: Reassign(by.member_id or 0, seat, someone_for(to, run)),
        word=lambda run: said_at(run, "reassigned", seat, deed, to.name), deed=deed, by=by,
    )  # fmt: skip


def _passed(run: Loaded, seat: int, to: Member, deed: Deed) -> list[Member]:
    return passed_over(run, seat, lines_for(run, seat), to) if deed.leap.strip() else []


def _signing_first(run: Loaded, seat: int, people: list[Member], made: Decided) -> AddSigners:
    """Those passed over, before whoever has just got the turn."""
    got = next(e for e in made.events if isinstance(e, SeatOpened) and e.instead_of == seat)
    signers = someones_for(people, run)
    return AddSigners(got.who.member, got.seat, signers, Where.BEFORE, Mode.IN_ORDER)


def _leaping(said: Said, passed: Sequence[Member], deed: Deed) -> Said:
    """The words of an act over somebody's head: flagged, with the reason."""
    if not passed:
        return said
    leap = {"passed": [who.name for who in passed], "members": [who.pk for who in passed]}
    words = "\n".join(filter(None, (deed.leap.strip(), said.opinion)))
    return replace(said, opinion=words, more={**said.more, "leap": leap})


def _receiver(member_id: int) -> Member:
    found = Member.objects.filter(pk=member_id).first()
    if found is None:
        raise Refused(no(_("没有找到要交给的人，请重新选择。"), "no-member"))
    return found
