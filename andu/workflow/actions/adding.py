"""The verbs that let others sign in one's place, take them away again, or ask for help."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from andu.engine.commands import AddSigners, Command, Consign, RemoveSigner
from andu.engine.nodes import Mode, Where
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, Verdict, no
from andu.organisation.models import Member
from andu.workflow import rules_adding as rules
from andu.workflow.actions.handing_on import _leaping
from andu.workflow.actions.performing import _perform
from andu.workflow.directory import someone_for, someones_for
from andu.workflow.levels import passed_by_each
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter
from andu.workflow.saying import PLAIN, Deed, Said, said_at

NAMED = 3


@dataclass(frozen=True)
class Placing:
    """Where added signers sit, seen from whoever adds them, and how they decide."""

    where: Where = Where.BESIDE
    mode: Mode = Mode.ALL


@transaction.atomic
def add_signers(
    matter: Matter, seat: int, people: Sequence[int], placing: Placing, deed: Deed = PLAIN,
    *, by: Actor,
) -> Matter:  # fmt: skip
    """Let others sign as well, before, after or beside one's own turn (加签). Who would be passed
    over signs before whoever is above them, one after another (`deed.leap`, WF-12)."""
    found, me = _members(people), by.member_id or 0
    where, mode = placing.where, placing.mode

    def ask(run: Loaded) -> Verdict:
        may = rules.may_add(by, run, seat, found, where, mode)
        return may and rules.may_leap_adding(run, seat, found, mode, deed.leap)

    def make(run: Loaded) -> Command:
        signers, passed = _with_passed(run, seat, found, mode)
        how = Mode.IN_ORDER if passed else mode
        return AddSigners(me, seat, someones_for(signers, run), where, how)

    def word(run: Loaded) -> Said:
        signers, passed = _with_passed(run, seat, found, mode)
        return _leaping(said_at(run, f"added_{where}", seat, deed, _names(signers)), passed, deed)

    return _perform(matter, ask=ask, make=make, word=word, deed=deed, by=by)


@transaction.atomic
def remove_signer(matter: Matter, seat: int, deed: Deed = PLAIN, *, by: Actor) -> Matter:
    """Take away whom one has added, and whom those have added, before any of them acts (减签)."""
    me = by.member_id or 0
    return _perform(
        matter, ask=lambda run: rules.may_remove(by, run, seat),
        make=lambda run: RemoveSigner(me, seat),
        word=lambda run: said_at(run, "signer_removed", seat, deed, run.seats[seat].who),
        deed=deed, by=by,
    )  # fmt: skip


@transaction.atomic
def consign(
    matter: Matter, seat: int, to_member_id: int, deed: Deed = PLAIN, *, by: Actor
) -> Matter:
    """Let somebody do the work of one's own turn, which then comes back (委派)."""
    (to,), me = _members([to_member_id]), by.member_id or 0
    return _perform(
        matter, ask=lambda run: rules.may_consign(by, run, seat, to),
        make=lambda run: Consign(me, seat, someone_for(to, run)),
        word=lambda run: said_at(run, "consigned", seat, deed, to.name), deed=deed, by=by,
    )  # fmt: skip


def _with_passed(
    run: Loaded, seat: int, people: Sequence[Member], mode: Mode
) -> tuple[list[Member], list[Member]]:
    """Everybody in order, with those who would be passed over before whoever is above them; and
    who those are."""
    found = list(passed_by_each(run, seat, people, mode))
    signers = dict.fromkeys(one for who, passed in found for one in (*passed, who))
    return list(signers), [one for _who, passed in found for one in passed]


def _members(ids: Sequence[int]) -> list[Member]:
    found = Member.objects.in_bulk(ids)
    if len(found) < len(set(ids)):
        raise Refused(no(_("没有找到要请的人，请重新选择。"), "no-member"))
    return [found[pk] for pk in ids]


def _names(people: Sequence[Member]) -> str:
    """沈知远、陈砚秋; of many the first three and how many there are."""
    names = "、".join(who.name for who in people[:NAMED])
    if len(people) <= NAMED:
        return names
    return _("{names}等 {n} 人").format(names=names, n=len(people))
