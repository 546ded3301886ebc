"""线上固化, and the exceptions from it (WF-23)."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.approvals.models import Template
from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.notify.telling import Note, tell_note
from andu.upkeep import rules, rules_online
from andu.upkeep.events import Fixed, Lifted, WaiverAsked, WaiverDecided
from andu.upkeep.models import Fixing, Waiver
from andu.upkeep.notify import WAIVER
from andu.upkeep.owners import administrators_of, owners_of

ONLINE = "/upkeep/online"


@transaction.atomic
def fix_online(template: Template, since: datetime.date, basis: str, *, by: Actor) -> Fixing:
    """From a day on the flow goes online only; paper needs an exception."""
    template = lock(template)
    require(rules_online.may_fix(by, template, basis))
    require(rules.may_begin(since))
    made = Fixing.objects.create(
        template=template, since=since, basis=basis.strip()[:300], member_id=by.member_id,
        fixer=by.words[:80], at=timezone.now(),
    )  # fmt: skip
    record(Fixed(since=since.isoformat(), basis=made.basis), by=by, on=template)
    return made


@transaction.atomic
def lift(template: Template, why: str, *, by: Actor) -> Fixing:
    """Let paper be used again, with a reason; what held before stays in the register."""
    template = lock(template)
    found = template.fixings.standing().first()
    require(rules_online.may_lift(by, template, found, why))
    assert found is not None  # the rule has seen to it
    found.lifted_at, found.lifter = timezone.now(), by.words[:80]
    found.lifted_why = why.strip()[:300]
    found.save(update_fields=["lifted_at", "lifter", "lifted_why"])
    record(Lifted(why=found.lifted_why), by=by, on=template)
    return found


@transaction.atomic
def ask_waiver(template: Template, title: str, reason: str, *, by: Actor) -> Waiver:
    """Ask to let one matter go around on paper."""
    template = lock(template)
    require(rules_online.may_ask(by, template, title, reason))
    made = Waiver.objects.create(
        template=template, title=title.strip()[:200], reason=reason.strip()[:500],
        member_id=by.member_id or 0, applicant=by.name[:80], applicant_unit=by.unit[:200],
        at=timezone.now(),
    )  # fmt: skip
    people = owners_of(template.unit)
    people |= administrators_of(template.organisation_id, template.unit)
    said = _("申请线下办理（{flow}）：{title}").format(flow=template, title=made.title)
    tell_note(people, _note(said, made.reason), by=by)
    record(WaiverAsked(reason=made.reason), by=by, on=made)
    return made


@transaction.atomic
def decide_waiver(waiver: Waiver, outcome: str, words: str, *, by: Actor) -> Waiver:
    """Grant an exception, or deny it with a reason; who asked is told."""
    waiver = lock(waiver)
    require(rules_online.may_decide_waiver(by, waiver, outcome, words))
    waiver.state, waiver.words = outcome, words.strip()[:300]
    waiver.decided_by_id, waiver.decider = by.member_id, by.words[:80]
    waiver.decided_at = timezone.now()
    waiver.save(update_fields=["state", "words", "decided_by", "decider", "decided_at"])
    label = str(waiver.get_state_display())
    said = _("线下办理“{title}”：{outcome}").format(title=waiver.title, outcome=label)
    tell_note([waiver.member_id], _note(said, waiver.words), by=by)
    record(WaiverDecided(outcome=label, words=waiver.words), by=by, on=waiver)
    return waiver


def _note(title: str, words: str) -> Note:
    return Note(title=title, text=words[:200], link=ONLINE, kind=WAIVER.code)
