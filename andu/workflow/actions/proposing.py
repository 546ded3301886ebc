"""Four eyes: propose to jump, revive, reassign or void; confirm, and thereby do it; decline;
withdraw.

The run's row is locked before the matter's and the proposal's, as a decision passes its gate first.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.engine.commands import Command, Reassign, Void
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Verdict, require
from andu.notify.telling import Note, tell_note
from andu.workflow import rules_proposing as rules
from andu.workflow import store
from andu.workflow.actions.handing_on import _reassign, _receiver
from andu.workflow.actions.lapsing import _keep_lines
from andu.workflow.actions.leaping import _leap
from andu.workflow.actions.outdating import _seconds, _settle
from andu.workflow.actions.pausing import _void
from andu.workflow.deciding import asking_of, decided_on
from andu.workflow.directory import someone_for
from andu.workflow.events_proposing import (
    ProposalConfirmed,
    ProposalDeclined,
    ProposalWithdrawn,
    Proposed,
)
from andu.workflow.landing import command_to
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter, Proposal, Run
from andu.workflow.notify import PROPOSED
from andu.workflow.proposing import Verb, Wish, stands, waiting_in, what_of, wish_of
from andu.workflow.saying import AS_IT_STANDS, Deed

State = Proposal.State


@transaction.atomic
def propose(matter: Matter, wish: Wish, reason: str, *, by: Actor) -> Proposal:
    """Ask a second person to agree to what one wants done; it is tried first whether it can be. The
    same again is the first one."""
    loaded = store.locked(matter)
    reason = reason.strip()
    standing = waiting_in(loaded.matter) if loaded.run.proposed else None
    if standing and _is_same(standing, wish, reason, by):
        return standing
    require(rules.may_propose(by, loaded, wish, reason))
    command = _command(loaded, wish, by)
    decided_on(loaded, command, asking_of(loaded, AS_IT_STANDS), timezone.now())
    store.pass_gate(matter.pk)  # who decides without knowing of it decides anew, and it may lapse
    made = _made(loaded, wish, reason, by)
    people = _seconds(made)
    _keep_lines(made.matter, people)
    title = _("{who}提请{verb}，请你确认：{title}")
    _tell(people, made, title, f"{made.what}。{reason}", by)
    record(Proposed(what=made.what, reason=reason), by=by, on=loaded.matter)
    return made


@transaction.atomic
def confirm(proposal: Proposal, words: str = "", *, by: Actor) -> Matter:
    """The second person agrees, with words if they like: it is done, and the trace names both."""
    loaded, proposal = _held(proposal)
    require(rules.may_confirm(by, loaded, proposal))
    _settle(proposal, State.CONFIRMED, words.strip(), by.name)
    matter = _carry_out(proposal, by)
    _tell([proposal.proposer_id], proposal, _("{who}已确认{verb}：{title}"), words, by)
    said = ProposalConfirmed(
        what=proposal.what, proposer=proposal.proposer_name, answer=words.strip()
    )
    record(said, by=by, on=matter)
    return matter


@transaction.atomic
def decline(proposal: Proposal, words: str, *, by: Actor) -> Proposal:
    """The second person does not agree, with the reason: nothing is done."""
    loaded, proposal = _held(proposal)
    require(rules.may_decline(by, loaded, proposal, words))
    _settle(proposal, State.DECLINED, words.strip(), by.name)
    _tell([proposal.proposer_id], proposal, _("{who}没有同意{verb}：{title}"), words, by)
    said = ProposalDeclined(
        what=proposal.what, proposer=proposal.proposer_name, answer=words.strip()
    )
    record(said, by=by, on=proposal.matter)
    return proposal


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by: Actor) -> Proposal:
    """Whoever proposed it thinks otherwise; those who were to confirm are told."""
    _loaded, proposal = _held(proposal)
    require(rules.may_withdraw_proposal(by, proposal))
    people = _seconds(proposal)
    _settle(proposal, State.WITHDRAWN, "", by.name)
    _tell(people, proposal, _("{who}撤回了提请，不用确认：{title}"), proposal.what, by)
    record(ProposalWithdrawn(what=proposal.what), by=by, on=proposal.matter)
    return proposal


def _held(proposal: Proposal) -> tuple[Loaded, Proposal]:
    """The matter as it stands, and the proposal read afresh behind the locks."""
    loaded = store.locked(proposal.matter)
    found = lock(proposal)
    found.matter = loaded.matter
    return loaded, found


def _is_same(standing: Proposal, wish: Wish, reason: str, by: Actor) -> bool:
    mine = standing.proposer_id == by.member_id
    return mine and wish_of(standing) == wish and standing.reason == reason


def _command(loaded: Loaded, wish: Wish, by: Actor) -> Command:
    me = by.member_id or 0
    if wish.verb == Verb.VOID:
        return Void(me)
    if wish.verb == Verb.REASSIGN:
        return Reassign(me, wish.seat, someone_for(_receiver(wish.to), loaded))
    return command_to(loaded, me, wish.target)


def _made(loaded: Loaded, wish: Wish, reason: str, by: Actor) -> Proposal:
    made = Proposal.objects.create(
        matter=loaded.matter, verb=wish.verb, target=wish.target, seat=wish.seat,
        to_id=wish.to or None, what=what_of(loaded, wish)[:300], reason=reason,
        proposer_id=by.member_id or 0, proposer_name=by.name[:120], at=timezone.now(),
        stood=stands(loaded, wish), sequence=loaded.run.sequence,
    )  # fmt: skip
    Run.objects.filter(matter=loaded.matter).update(proposed=True)
    return made


def _carry_out(proposal: Proposal, by: Actor) -> Matter:
    """What was proposed, under the name of who confirmed it; both stand in the record."""
    wish, reason, matter = wish_of(proposal), proposal.reason, proposal.matter
    proposed = {"proposer": proposal.proposer_name, "second": by.name,
                "at": proposal.at.isoformat(), "answer": proposal.answer}  # fmt: skip
    deed = Deed(opinion=reason, sealed={"proposed": proposed})

    def ask(run: Loaded) -> Verdict:
        return rules.still_possible(by, run, wish, reason)

    if wish.verb == Verb.VOID:
        return _void(matter, deed, ask=ask, by=by)
    if wish.verb == Verb.REASSIGN:
        return _reassign(matter, wish.seat, _receiver(wish.to), deed, ask=ask, by=by)
    return _leap(matter, wish.target, deed, ask=ask, by=by)


def _tell(people: Iterable[int], proposal: Proposal, title: str, text: str, by: Actor) -> None:
    matter, verb = proposal.matter, proposal.get_verb_display()
    note = Note(
        title=title.format(who=by.name, verb=verb, title=matter.title), text=text[:200],
        link=matter.get_absolute_url(), kind=PROPOSED.code, urgency=matter.urgency,
    )  # fmt: skip
    tell_note(people, note, by=by)
