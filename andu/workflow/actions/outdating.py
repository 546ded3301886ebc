"""A proposal lapses with the act that leaves it without ground. Part of that act."""

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.notify.telling import Note, tell_note
from andu.todo.writing import asked_in
from andu.workflow import store
from andu.workflow.actions.lapsing import _keep_lines
from andu.workflow.events_proposing import ProposalLapsed
from andu.workflow.loading import Loaded
from andu.workflow.models import Proposal, Run
from andu.workflow.notify import PROPOSED
from andu.workflow.proposing import moved, seconds_for, waiting_in


def _outdate(loaded: Loaded, by: Actor) -> None:
    """Look again at what waits for a second person, where anything does; the proposer and those
    who were to confirm are told. A matter without proposals costs no statement."""
    if not loaded.run.proposed:
        return
    matter = lock(loaded.matter)
    proposal = waiting_in(matter)
    happened = moved(store.load(matter.pk), proposal) if proposal else ""
    if proposal is None or not happened:
        return
    people = [proposal.proposer_id, *_seconds(proposal)]
    _settle(proposal, Proposal.State.LAPSED, happened, "")
    title = _("提请已失效：{title}").format(title=matter.title)
    text = _("{what}。{why}。").format(what=proposal.what, why=happened)
    note = Note(title=title, text=text[:200], link=matter.get_absolute_url(), kind=PROPOSED.code)
    tell_note(people, note, by=by)
    record(ProposalLapsed(what=proposal.what, why=happened), by=by, on=matter)


def _seconds(proposal: Proposal) -> list[int]:
    """Who may confirm it, by id."""
    found = seconds_for(proposal.matter, proposal.proposer_id, proposal.verb)
    return list(found.values_list("pk", flat=True))


def _settle(proposal: Proposal, state: str, answer: str, name: str) -> None:
    """It waits no more; nobody's inbox asks about it."""
    proposal.state, proposal.answer, proposal.settled_by = state, answer, name[:120]
    proposal.settled = timezone.now()
    proposal.save(update_fields=["state", "answer", "settled_by", "settled"])
    Run.objects.filter(matter=proposal.matter_id).update(proposed=False)
    _keep_lines(proposal.matter, asked_in(proposal.matter_id))
