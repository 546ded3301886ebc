"""The verbs of whoever has a request before them: what they say and what they fill in are one
act (WF-14, WF-15)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from andu.approvals import rules
from andu.approvals.actions.indexing import _index
from andu.approvals.events import Filed
from andu.approvals.facts import facts_of
from andu.approvals.models import Request
from andu.audit.recording import record
from andu.engine.nodes import ReturnWay
from andu.forms.actions import save_record
from andu.forms.filling import Cleaned
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
    whom it mentions (member id → name), and why it comes late (WF-19)."""

    verb: str
    seat: int = 0
    opinion: str = ""
    to: str = ""
    way: ReturnWay | None = None
    cleaned: Cleaned | None = None
    files: tuple[Enclosed, ...] = ()
    mentions: Mapping[int, str] = field(default_factory=dict)
    late_reason: str = ""


@transaction.atomic
def decide(request: Request, act: Act, *, by: Actor) -> Matter:
    """Save what this step changed in the form, then do what was said with the facts as they are
    now; refused together. The trace holds the hash of the content before and after (WF-02)."""
    request = lock(request)
    require(rules.may_say(act.opinion))
    deed = _deed(request, act, by)
    matter = _said(request.matter, act, deed, by)
    if deed.content_before != deed.content_after:
        _index(request)
    return matter


@transaction.atomic
def file_away(request: Request, *, by: Actor) -> Request:
    """A finished request is complete: from now on it is only read (办结归档)."""
    request = lock(request)
    matter = lock(request.matter)
    require(rules.may_file_away(matter))
    matter.filed = timezone.now()
    matter.save(update_fields=["filed"])
    record(Filed(), by=by, on=request)
    return request


def _deed(request: Request, act: Act, by: Actor) -> Deed:
    kept = request.record
    before = after = kept.current
    if act.cleaned is not None and (act.cleaned.changes or act.cleaned.errors):
        after = save_record(kept, act.cleaned, by=by)
    return Deed(
        opinion=act.opinion, facts=facts_of(kept.definition, after.values),
        content_before=before.hash, content_after=after.hash,
        files=act.files, mentions=act.mentions,
        late_reason=act.late_reason,
    )  # fmt: skip


def _said(matter: Matter, act: Act, deed: Deed, by: Actor) -> Matter:
    if act.verb in ("withdraw", "terminate"):
        return {"withdraw": flow.withdraw, "terminate": flow.terminate}[act.verb](
            matter, deed, by=by
        )
    if act.verb == "return":
        return flow.return_(matter, act.seat, Back(act.to, act.way), deed, by=by)
    verbs = {
        "agree": flow.agree, "disagree": flow.disagree, "read": flow.mark_read,
        "resubmit": flow.resubmit, "take_back": flow.take_back,
    }  # fmt: skip
    return verbs[act.verb](matter, act.seat, deed, by=by)
