"""Reporting problems of flows, and handling the reports."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.approvals.models import Request, Template
from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.notify.telling import Note, tell_note
from andu.upkeep import rules_reporting as rules
from andu.upkeep.events import Added, Answered, ReportClosed, Reported
from andu.upkeep.models import Reply, Report
from andu.upkeep.notify import ANSWERED, REPORTED
from andu.upkeep.owners import administrators_of, owners_of
from andu.workflow.models import Matter


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is reported: of which flow or matter, if either is known."""

    kind: str
    words: str
    template: Template | None = None
    matter: Matter | None = None


@transaction.atomic
def report(said: Problem, *, by: Actor) -> Report:
    """Report a problem to the owning department (WF-29, WF-23), or feed it back to it from the
    pages that watch over what runs (WF-25): then its head and OA contacts are told, else also those
    who administer its matters."""
    template = _template_of(said.matter) or said.template  # a matter knows its flow
    require(rules.may_report(by, said.words, said.kind, template, said.matter))
    unit = template.unit if template else said.matter.unit if said.matter else None
    made = Report.objects.create(
        organisation_id=by.organisation_id or 0, unit=unit, template=template, matter=said.matter,
        kind=said.kind, words=said.words.strip(), reporter_id=by.member_id or 0,
        reporter_name=by.name[:80], reporter_unit=by.unit[:200], at=timezone.now(),
    )  # fmt: skip
    _tell_handlers(made, _("流程问题：{about}"), made.words, by)
    record(Reported(kind=said.kind), by=by, on=made)
    return made


@transaction.atomic
def answer_report(report: Report, words: str, *, by: Actor) -> Reply:
    """Say what was done about it, or what to do."""
    report = lock(report)
    require(rules.may_answer(by, report))
    require(rules.may_say(words))
    report.state = Report.State.ANSWERED
    report.save(update_fields=["state"])
    made = _reply(report, words, by)
    _tell_reporter(report, _("流程问题有答复：{about}"), made.words, by)
    record(Answered(words=made.words[:200]), by=by, on=report)
    return made


@transaction.atomic
def add_to_report(report: Report, words: str, *, by: Actor) -> Reply:
    """Who reported it says more; it waits for an answer again."""
    report = lock(report)
    require(rules.may_add(by, report))
    require(rules.may_say(words))
    report.state = Report.State.RECEIVED
    report.save(update_fields=["state"])
    made = _reply(report, words, by)
    _tell_handlers(report, _("流程问题有补充：{about}"), made.words, by)
    record(Added(words=made.words[:200]), by=by, on=report)
    return made


@transaction.atomic
def close_report(report: Report, words: str = "", *, by: Actor) -> Report:
    """Be done with it, with a last word if there is one; both sides are told."""
    report = lock(report)
    require(rules.may_close(by, report))
    words = words.strip()[: rules.LONGEST] or _("已处理。")
    report.state, report.closed_at = Report.State.CLOSED, timezone.now()
    report.save(update_fields=["state", "closed_at"])
    _reply(report, words, by, closes=True)
    if by.member_id == report.reporter_id:
        _tell_handlers(report, _("流程问题已关闭：{about}"), words, by)
    else:
        _tell_reporter(report, _("流程问题已关闭：{about}"), words, by)
    record(ReportClosed(words=words[:200]), by=by, on=report)
    return report


def _template_of(matter: Matter | None) -> Template | None:
    if matter is None:
        return None
    rows = Request.objects.filter(matter=matter).select_related("version__template__unit")
    found = rows.first()
    return found.version.template if found else None


def _reply(report: Report, words: str, by: Actor, *, closes: bool = False) -> Reply:
    return Reply.objects.create(
        report=report, member_id=by.member_id or 0, name=by.words[:80],
        words=words.strip()[: rules.LONGEST], closes=closes, at=timezone.now(),
    )  # fmt: skip


def _tell_handlers(report: Report, title: str, words: str, by: Actor) -> None:
    people = owners_of(report.unit)
    if report.kind != Report.Kind.FEEDBACK or not people:
        people |= administrators_of(report.organisation_id, report.unit)
    tell_note(people, _note(report, title, words, REPORTED.code), by=by)


def _tell_reporter(report: Report, title: str, words: str, by: Actor) -> None:
    tell_note([report.reporter_id], _note(report, title, words, ANSWERED.code), by=by)


def _note(report: Report, title: str, words: str, kind: str) -> Note:
    link = f"/upkeep/reports/{report.pk}"
    return Note(title=title.format(about=report), text=words[:200], kind=kind, link=link)
