"""Submitting a request: record, number, matter, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from andu.approvals import rules
from andu.approvals.actions.copying import send_copies
from andu.approvals.copying import moments_of
from andu.approvals.events import Submitted
from andu.approvals.facts import facts_of
from andu.approvals.indexing import item_of_new
from andu.approvals.models import Draft, Request, Template, TemplateVersion
from andu.approvals.models.request import KIND, key_of
from andu.audit.models import Chain
from andu.audit.recording import record
from andu.forms.actions import create_record
from andu.forms.filling import Cleaned
from andu.forms.models import Record, RecordVersion
from andu.kit import editions, series
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.together import flush, insert, together
from andu.kit.verdict import require
from andu.organisation import known
from andu.search.indexing import put_new
from andu.search.models import Entry
from andu.workflow.actions import relate, start
from andu.workflow.actions.starting import Subject
from andu.workflow.contents import Asked
from andu.workflow.models import Circulation, Matter, Run
from andu.workflow.saying import Deed

SCOPE = "approvals:{}"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What is submitted: the title, the urgency, the form as cleaned within the access of the
    initiator's step, whom they picked for later steps, a word to the handlers, the matters it
    belongs to, the digest of the form as sent, where the sender may send it again, why they picked
    over somebody's head (WF-12), and what is sealed with it: what started it by the clock."""

    title: str
    cleaned: Cleaned
    urgency: int = 0
    choices: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    opinion: str = ""
    related: tuple[Matter, ...] = ()
    digest: str = ""
    leap: str = ""
    sealed: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def submit(
    version: TemplateVersion, paper: Paper, draft: Draft | None = None, *, by: Actor
) -> Request:
    """Save the form, draw a number, start the flow; the draft is gone with it (WF-01, WF-08).

    Two submissions of one draft make one matter: the second is refused. A repeated click (the same
    request key) gets the first one's request.
    """
    version.template = template = lock(version.template)
    if found := Request.objects.submitted_by(by).first():
        return found
    with editions.held(editions.now()):
        _take(draft, by)
        require(rules.may_submit(by, version, paper.title, paper.urgency))
        require(rules.may_say(paper.opinion))
        return _submitted(version, template, paper, by)


def _submitted(version: TemplateVersion, template: Template, paper: Paper, by: Actor) -> Request:
    with together(Record, RecordVersion, Matter, Run, Request, Entry, Chain, Chain):
        return _made(version, template, paper, by)


def _made(version: TemplateVersion, template: Template, paper: Paper, by: Actor) -> Request:
    kept = create_record(version.form_version, paper.cleaned, by=by)
    subject = _subject(version, template, paper)
    facts = Asked(lambda: facts_of(kept.definition, kept.current.values))
    deed = Deed(
        opinion=paper.opinion, facts=facts, choices=paper.choices,
        content_after=kept.current.hash, leap=paper.leap, sealed=paper.sealed,
    )  # fmt: skip
    matter = start(version.flow_version, subject, deed, by=by)
    made = Request(matter=matter, version=version, record=kept, key=key_of(by), digest=paper.digest)
    request = insert(made)
    if paper.related:
        relate(matter, paper.related, by=by)
    put_new(item_of_new(request, paper.opinion.strip(), by=by))
    record(Submitted(serial=subject.serial), by=by, on=request, is_first=True)
    if (Circulation.Moment.SUBMITTED, "") in moments_of(version.flow_version_id):
        flush()
        send_copies(request, Circulation.Moment.SUBMITTED, by=by)
    return request


def _subject(version: TemplateVersion, template: Template, paper: Paper) -> Subject:
    serial = series.number(template.numbering, SCOPE.format(template.pk), timezone.localdate())
    return Subject(
        kind=KIND, title=paper.title, label=template.name, serial=serial,
        urgency=paper.urgency, unit=known.units([template.unit_id])[template.unit_id],
        is_text=version.layout == TemplateVersion.Layout.MEMO,
    )  # fmt: skip


def _take(draft: Draft | None, by: Actor) -> None:
    """The draft belongs to this submission alone."""
    if draft is None:
        return
    try:
        lock(draft).delete()
    except Draft.DoesNotExist:
        require(rules.may_go_on_with(None))
