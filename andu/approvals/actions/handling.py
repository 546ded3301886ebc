"""The verbs of whoever has a request before them: what they say and what they fill in are one
act (WF-14, WF-15)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils.translation import gettext as _

from andu.approvals import rules
from andu.approvals.actions.indexing import _index
from andu.approvals.facts import facts_of
from andu.approvals.models import Request
from andu.engine.nodes import ReturnWay
from andu.forms.actions import save_record
from andu.forms.filling import Cleaned
from andu.forms.queries import newest_of
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.workflow import actions as flow
from andu.workflow.actions.deciding import Back
from andu.workflow.models import Matter
from andu.workflow.saying import Deed, Enclosed


@dataclass(frozen=True, kw_only=True)
class Act:
    """What somebody does: the verb, at which seat, the opinion, where a return goes and how it
    comes forward, what they changed in the form (None: nothing), what is enclosed with the opinion,
    whom it mentions (member id → name), why it comes late (WF-19), whether the step before was
    `checked` (WF-21), and, with a resubmission, title,
    urgency (None: as they were), whom the initiator picks for later steps, and why over
    somebody's head (`leap`)."""

    verb: str
    seat: int = 0
    opinion: str = ""
    to: str = ""
    way: ReturnWay | None = None
    cleaned: Cleaned | None = None
    files: tuple[Enclosed, ...] = ()
    mentions: Mapping[int, str] = field(default_factory=dict)
    late_reason: str = ""
    checked: bool = False
    leap: str = ""
    title: str | None = None
    urgency: int | None = None
    choices: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether it may change the form, or the matter itself."""
        filled = self.cleaned is not None and (self.cleaned.changes or self.cleaned.errors)
        return bool(filled) or self.verb == "resubmit"


@transaction.atomic
def decide(request: Request, act: Act, *, by: Actor) -> Matter:
    """Save what this step changed in the form, then do what was said with the facts as they are
    then; refused together. The trace holds the hash of the content before and after (WF-02).

    Where nothing is changed nothing is locked: the run's version is the gate, and the verbs of the
    flow read the matter afresh by its number.
    """
    require(rules.may_act(act.verb))
    require(rules.may_say(act.opinion))
    if not act.changes:
        return _said(Matter(pk=request.matter_id), act, _words(act), by)
    held, request = request, lock(request)
    request.matter = held.matter
    named = _rename(request, act, by) if act.verb == "resubmit" else {}
    deed = replace(_deed(request, act, by), particulars=named)
    matter = _said(request.matter, act, deed, by)
    if named or deed.content_before != deed.content_after:
        _index(request)
    return matter


def _rename(request: Request, act: Act, by: Actor) -> dict[str, tuple[str, str]]:
    """Title and urgency as the initiator has them now; what changed, in words, for the trace."""
    request.matter = matter = lock(request.matter)
    title = matter.title if act.title is None else act.title
    urgency = matter.urgency if act.urgency is None else act.urgency
    if (title, urgency) == (matter.title, matter.urgency):
        return {}
    require(rules.may_be_named(by, title, urgency, matter.urgency))
    words = {str(_("标题")): (matter.title, title),
             str(_("紧急程度")): (_urgency(matter.urgency), _urgency(urgency))}  # fmt: skip
    matter.title, matter.urgency = title, urgency
    matter.save(update_fields=["title", "urgency"])
    return {label: pair for label, pair in words.items() if pair[0] != pair[1]}


def _urgency(level: int) -> str:
    return str(Matter.Urgency(level).label)


def _words(act: Act) -> Deed:
    return Deed(
        opinion=act.opinion, files=act.files, mentions=act.mentions, late_reason=act.late_reason,
        checked=act.checked, leap=act.leap,
        choices=act.choices, as_it_stands=True,
    )  # fmt: skip


def _deed(request: Request, act: Act, by: Actor) -> Deed:
    before = after = newest_of(request.record_id)
    kept = before.record
    if act.cleaned is not None and (act.cleaned.changes or act.cleaned.errors):
        after = save_record(kept, act.cleaned, by=by)
    return replace(
        _words(act), as_it_stands=False, facts=facts_of(kept.definition, after.values),
        content_before=before.hash, content_after=after.hash,
    )  # fmt: skip


def _said(matter: Matter, act: Act, deed: Deed, by: Actor) -> Matter:
    if act.verb in ("withdraw", "terminate"):
        return {"withdraw": flow.withdraw, "terminate": flow.terminate}[act.verb](
            matter, deed, by=by
        )
    if act.verb == "return":
        return flow.return_(matter, act.seat, Back(act.to, act.way), deed, by=by)
    verbs = {
        "agree": flow.agree, "disagree": flow.disagree, "complete": flow.complete,
        "read": flow.mark_read,
        "resubmit": flow.resubmit, "take_back": flow.take_back,
    }  # fmt: skip
    return verbs[act.verb](matter, act.seat, deed, by=by)
