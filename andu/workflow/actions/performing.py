"""What all verbs of a running matter share: load, decide, apply; again when somebody was faster."""

from collections.abc import Callable
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.engine.commands import Command
from andu.engine.nodes import Step
from andu.kit import editions
from andu.kit.actor import Actor
from andu.kit.events import announce
from andu.kit.verdict import Refused, Verdict, no, require
from andu.workflow import matrices, store
from andu.workflow.actions.choosing import _keep_choices
from andu.workflow.actions.enclosing import _enclose
from andu.workflow.actions.errands import _keep_errands
from andu.workflow.actions.lapsing import _lapse
from andu.workflow.actions.lateness import _keep_late
from andu.workflow.actions.mentioning import _mention
from andu.workflow.actions.outdating import _outdate
from andu.workflow.actions.pooling import _keep_pools
from andu.workflow.actions.vacancies import _note_vacant
from andu.workflow.checking import is_checked, with_check
from andu.workflow.deciding import Sequel, asking_of, decided_on
from andu.workflow.events import (
    Ended,
    Resumed,
    Returned,
    Revived,
    StepPassed,
    StepReached,
    Suspended,
)
from andu.workflow.foreseeing import foreseen
from andu.workflow.lateness import explained, late_act, may_be_late
from andu.workflow.leaping_picks import leaps_of, with_leaps, with_signers
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter, Visit
from andu.workflow.overtaking import with_who
from andu.workflow.rules_choosing import may_choose, may_have_picked, who_picks
from andu.workflow.saying import Deed, Said
from andu.workflow.sparing import with_spared
from andu.workflow.writing import Rows

TRIES = 8


Ask = Callable[[Loaded], Verdict]
Make = Callable[[Loaded], Command | Sequel]
Word = Callable[[Loaded], Said]


def _perform(matter: Matter, *, ask: Ask, make: Make, word: Word, deed: Deed, by: Actor) -> Matter:
    """Lock-free: whoever passes the run's version first wins, the others decide anew."""
    for _try in range(TRIES):
        loaded = store.load(matter.pk, by)
        if loaded.beside.is_answered:
            return loaded.matter
        with editions.held(loaded.beside.edition):
            require(with_who(loaded, ask(loaded), by))
            if _done(loaded, make(loaded), word(loaded), deed, by):
                return loaded.matter
    raise Refused(no(_("同时办理的人太多，请稍候再点一次。"), "busy"))


def _done(loaded: Loaded, command: Command | Sequel, said: Said, deed: Deed, by: Actor) -> bool:
    """Whether it was written, with all that follows; not when somebody was faster."""
    late = late_act(loaded, said, deed.late_reason)
    require(may_be_late(loaded, late))
    require(is_checked(loaded, said, deed))
    asking = asking_of(loaded, deed, insists=who_picks(command))
    if deed.choices:
        require(may_choose(loaded, command, asking, by, deed.leap))
        _keep_choices(loaded.run, deed, leaps_of(loaded, asking, deed.leap))
    now = timezone.now()
    made = decided_on(loaded, command, asking, now)
    made, leaps = with_signers(loaded, made, asking, now)
    require(may_have_picked(loaded, command, asking))
    if said.how == "submitted" and any(matrices.rules_in(loaded.definition)):
        foreseen(replace(loaded, configuration=made.configuration), asking)  # no hole on the way
    said = with_check(loaded, explained(said, late), deed)
    said = matrices.grounded(said, made.events, asking.grounds)
    said = with_leaps(with_spared(said, made.events, asking), leaps)
    rows = store.apply(loaded, made.events, said, by=by)
    if rows is None:
        return False
    _lapse(loaded, rows, by)
    _outdate(loaded, by)
    _keep_late(rows, late, by)
    _enclose(rows.history, deed, by)
    _mention(loaded.matter, deed, by)
    _note_vacant(loaded, made.events, rows, by)
    _keep_errands(loaded, rows, by)
    _keep_pools(loaded, rows, asking)
    _announce(loaded, rows, by)
    return True


def _announce(loaded: Loaded, rows: Rows, by: Actor) -> None:
    matter = loaded.matter
    _announce_passed(loaded, rows, by)
    _announce_reached(loaded, rows, by)
    if rows.change.outcome:
        announce(Ended(outcome=rows.matter["state"]), on=matter, by=by)
    elif rows.change.revives:
        announce(Revived(), on=matter, by=by)
    elif rows.change.suspends or rows.change.resumes:
        announce(Suspended() if rows.change.suspends else Resumed(), on=matter, by=by)
    elif _is_sent_back(loaded, rows):
        announce(Returned(), on=matter, by=by)


def _announce_passed(loaded: Loaded, rows: Rows, by: Actor) -> None:
    """Each step of people that was passed with this act."""
    for visit in rows.visits:
        node = loaded.definition.nodes.get(visit.node)
        drafting = visit.node == loaded.definition.drafting.key
        if visit.state == Visit.State.PASSED and isinstance(node, Step) and not drafting:
            announce(StepPassed(node=node.key, step=node.name), on=loaded.matter, by=by)


def _announce_reached(loaded: Loaded, rows: Rows, by: Actor) -> None:
    """Each step of people that begins with this act."""
    drafting = loaded.definition.drafting.key
    for key in dict.fromkeys(rows.change.entered):
        node = loaded.definition.nodes.get(key)
        if isinstance(node, Step) and key != drafting:
            announce(StepReached(node=key, step=node.name), on=loaded.matter, by=by)


def _is_sent_back(loaded: Loaded, rows: Rows) -> bool:
    """Somebody else has sent it back: neither withdrawn nor submitted again."""
    back = rows.brings_back_to(loaded.definition.drafting.key)
    return back and rows.history.how != "withdrawn"
