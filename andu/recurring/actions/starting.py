"""One person's request on an occasion: submitted in their name, or laid before them as a draft."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.approvals import actions as approvals
from andu.approvals.actions.drafts import Typed
from andu.approvals.actions.submitting import Paper
from andu.approvals.models import TemplateVersion
from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused, require
from andu.notify.telling import tell
from andu.organisation.acting import actor_of, chosen_place
from andu.recurring import rules
from andu.recurring.events import StartRefused
from andu.recurring.filling import filled, lacking, raw_today, title_of
from andu.recurring.models import Occasion, Schedule, Start
from andu.recurring.notify import FILL, STARTED
from andu.recurring.planning import wording_of
from andu.recurring.telling import tell_keepers

BESIDE = (
    "member", "occasion__schedule__template__unit", "occasion__schedule__template__organisation",
)  # fmt: skip
TERMINAL = "schedule"
MOST_TRIES = 5


@transaction.atomic
def start_for(start: Start, *, by: Actor) -> Start:
    """Start the request for this person, once: whoever comes second finds it done. A refusal is a
    result like any other, and tells whoever looks after the flow."""
    start = lock(start, *BESIDE)
    if start.state != Start.State.ASKED:
        return start
    try:
        with transaction.atomic():
            told = _start(start, start.occasion.schedule)
    except Refused as refusal:
        return _refuse(start, str(refusal.verdict.reason), by)
    start.at = timezone.now()
    start.save(update_fields=["state", "matter", "draft", "at"])
    tell([start.member], **told, by=by)
    return start


@transaction.atomic
def note_fault(start: Start, *, by: Actor) -> Start:
    """A fault of ours while starting: it is tried again, a few times."""
    start = lock(start, *BESIDE)
    if start.state != Start.State.ASKED:
        return start
    start.tries += 1
    if start.tries < MOST_TRIES:
        start.save(update_fields=["tries"])
        return start
    return _refuse(start, _("系统多次出错，请联系系统管理员查看日志"), by)


def _start(start: Start, schedule: Schedule) -> dict[str, Any]:
    """What the person is told."""
    version, person = schedule.template.current, _person(start)
    assert version is not None  # a template without one takes no schedule
    require(rules.may_start_for(start.member, version, person))
    if schedule.is_submitting:
        return _submit(start, version, person)
    return _lay_down(start, version, person)


def _submit(start: Start, version: TemplateVersion, person: Actor) -> dict[str, Any]:
    occasion, schedule = start.occasion, start.occasion.schedule
    wording = wording_of(schedule)
    cleaned = filled(version, wording, person)
    require(rules.may_be_filled(lacking(version, cleaned)))
    paper = Paper(
        title=title_of(version, wording, occasion.nominal, person), urgency=schedule.urgency,
        cleaned=cleaned, sealed=_sealed(occasion),
    )  # fmt: skip
    start.matter = approvals.submit(version, paper, by=person).matter
    start.state = Start.State.SUBMITTED
    words = _("已按定时发起“{name}”以你的名义提交：{title}")
    return {
        "title": words.format(name=schedule.name, title=paper.title),
        "link": start.matter.get_absolute_url(), "kind": STARTED.code,
    }  # fmt: skip


def _lay_down(start: Start, version: TemplateVersion, person: Actor) -> dict[str, Any]:
    occasion, schedule = start.occasion, start.occasion.schedule
    wording = wording_of(schedule)
    typed = Typed(
        title=title_of(version, wording, occasion.nominal, person), urgency=schedule.urgency,
        raw=raw_today(version, wording),
    )  # fmt: skip
    start.draft = approvals.save_draft(version, typed, by=person)
    start.state = Start.State.DRAFTED
    return {
        "title": _("请填写：{title}").format(title=typed.title),
        "link": start.get_absolute_url(), "kind": FILL.code,
    }  # fmt: skip


def _person(start: Start) -> Actor:
    """The person, as the record of what is done in their name shows it. The key makes the request
    or draft of this start one of a kind."""
    place = chosen_place(start.member, start.appointment)
    person = actor_of(start.member, appointment=place, terminal=TERMINAL)
    return replace(person, operator=_("系统（定时发起）"), key=f"recurring-{start.pk}")


def _sealed(occasion: Occasion) -> dict[str, Any]:
    said = {"name": occasion.schedule.name, "day": occasion.day.isoformat()}
    return {"scheduled": said}


def _refuse(start: Start, why: str, by: Actor) -> Start:
    occasion = start.occasion
    start.state, start.why, start.at = Start.State.REFUSED, why[:300], timezone.now()
    start.save(update_fields=["state", "why", "at", "tries"])
    day = occasion.day.isoformat()
    title = _("定时发起“{name}”（{day}）有没有成功的").format(name=occasion.schedule.name, day=day)
    text = _("{member}：{why}").format(member=start.member.name, why=why)
    tell_keepers(occasion.schedule, title, text, occasion.pk, by)
    said = StartRefused(day=day, member=start.member.name, why=why)
    record(said, by=by, on=occasion.schedule)
    return start
