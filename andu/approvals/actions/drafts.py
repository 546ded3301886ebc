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


@transaction.atomic
def save_draft(
    version: TemplateVersion, typed: Typed, draft: Draft | None = None, *, by: Actor
) -> Draft:
    """Keep what was typed, as a new draft or over an old one of one's own."""
    require(rules.may_draft(by, version, draft))
    kept = lock(draft) if draft else Draft(member_id=by.member_id or 0)
    kept.version, kept.title, kept.urgency = version, typed.title[:200], typed.urgency
    kept.raw, kept.updated = typed.raw, timezone.now()
    kept.choices = {step: list(ids) for step, ids in typed.choices.items()}
    kept.save()
    return kept


@transaction.atomic
def drop_draft(draft: Draft, *, by: Actor) -> None:
    """Throw a draft of one's own away."""
    draft = lock(draft)
    require(rules.may_draft(by, draft.version, draft))
    draft.delete()
