"""The verbs of a draft: keep, drop. Nobody else ever sees one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from andu.approvals import rules
from andu.approvals.models import Draft, TemplateVersion
from andu.forms.filling import Raw
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was typed so far, right or wrong."""

    title: str = ""
    urgency: int = 0
    raw: Raw = field(default_factory=dict)
    choices: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    leap: str = ""


@transaction.atomic
def save_draft(
    version: TemplateVersion, typed: Typed, draft: Draft | None = None, *, by: Actor
) -> Draft:
    """Keep what was typed, as a new draft or over an old one of one's own. A form whose first
    answer was lost comes again without its draft, and finds it by its key."""
    require(rules.may_draft(by, version, draft))
    begun = draft or (_begun(version, by) if by.key else None)
    kept = lock(begun) if begun else Draft(member_id=by.member_id or 0)
    kept.version, kept.title, kept.urgency = version, typed.title[:200], typed.urgency
    kept.raw, kept.updated = typed.raw, timezone.now()
    kept.choices = {step: list(ids) for step, ids in typed.choices.items()}
    kept.leap = typed.leap[:2000]
    kept.save()
    return kept


def _begun(version: TemplateVersion, by: Actor) -> Draft:
    """The one draft of a form, however often and however soon it comes again."""
    new = {"version": version, "updated": timezone.now()}
    return Draft.objects.get_or_create(member_id=by.member_id or 0, key=by.key, defaults=new)[0]


@transaction.atomic
def drop_draft(draft: Draft, *, by: Actor) -> None:
    """Throw a draft of one's own away."""
    draft = lock(draft)
    require(rules.may_draft(by, draft.version, draft))
    draft.delete()
