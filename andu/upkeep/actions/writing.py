"""What stands behind a flow in writing."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from andu.approvals.models import Template, TemplateVersion
from andu.audit.recording import record
from andu.files import storing
from andu.files.models import File
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.upkeep import rules
from andu.upkeep.events import Grounded, RuleWritten
from andu.upkeep.models import Basis, WrittenRule
from andu.workflow.models import Matter


@dataclass(frozen=True, kw_only=True)
class Regulation:
    """A written rule as somebody enters it; `file` is one they have staged."""

    name: str
    valid_from: datetime.date
    document_number: str = ""
    link: str = ""
    basis: str = ""
    file: File | None = None


@transaction.atomic
def write_rule(template: Template, said: Regulation, *, by: Actor) -> WrittenRule:
    """From a day on the flow follows this regulation; those before stay as they were (WF-28)."""
    template = lock(template)
    require(rules.may_write_rule(by, template, said.name, said.link))
    require(rules.may_begin(said.valid_from))
    last = template.written_rules.order_by("-number").first()
    made = WrittenRule(
        template=template, number=last.number + 1 if last else 1, name=said.name.strip()[:120],
        document_number=said.document_number.strip()[:60], link=said.link.strip()[:400],
        basis=said.basis.strip()[:300], valid_from=said.valid_from,
        member_id=by.member_id, writer=by.words[:80], at=timezone.now(),
    )  # fmt: skip
    if said.file is not None:
        (made.file,) = storing.keep([said.file.pk], by=by)
    made.save()
    event = RuleWritten(rule=made.cited, valid_from=said.valid_from.isoformat())
    record(event, by=by, on=template)
    return made


@transaction.atomic
def ground(
    version: TemplateVersion, words: str, matter: Matter | None = None, *, by: Actor
) -> Basis:
    """Say what a version came from; said again, the newest holds (WF-07)."""
    template = lock(version.template)
    require(rules.may_ground(by, template, words, matter))
    made = Basis.objects.create(
        version=version, words=words.strip()[:300], matter=matter, member_id=by.member_id,
        writer=by.words[:80], at=timezone.now(),
    )  # fmt: skip
    record(Grounded(number=version.number, words=made.words), by=by, on=template)
    return made
