"""检核 and 责任认定: report a deviation and return the matter, find a step at fault, withdraw that.

The matter's row is locked before the finding is written, so that nothing is found twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.engine.commands import Return
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Verdict, require
from andu.notify.telling import Note, tell_note
from andu.organisation.models import Appointment, Member, Unit
from andu.realtime.nudging import nudge
from andu.workflow import checking, store
from andu.workflow import rules_checking as rules
from andu.workflow.actions.deciding import Back
from andu.workflow.actions.performing import _perform
from andu.workflow.checking import Around, Part
from andu.workflow.events_checking import FaultFound, FindingWithdrawn
from andu.workflow.loading import Loaded
from andu.workflow.models import Finding, Matter, Responsibility, Seat
from andu.workflow.notify import RESPONSIBLE
from andu.workflow.saying import PLAIN, Deed, said_at


@dataclass(frozen=True)
class Fault:
    """What is found: at which step, why, and by which regulation."""

    node: str
    reason: str
    basis: str = ""


@transaction.atomic
def report_deviation(
    matter: Matter, seat: int, back: Back, deed: Deed = PLAIN, *, by: Actor
) -> Matter:
    """The next handler finds on receipt that the flow was not followed: the matter returns to the
    step that did not, which is recorded; those before it answer alike, and who has confirmed it."""
    held = store.locked(matter)
    node = back.to or held.definition.drafting.key
    command = Return(by.member_id or 0, seat, back.to, back.way)
    found = checking.around(held, node)
    name = found.at.name if found else ""
    sealed = {**deed.sealed, "deviation": {"step": name, "node": node}}
    deed = replace(deed, sealed=sealed)

    def ask(run: Loaded) -> Verdict:
        return rules.may_report(by, run, command, deed.opinion)

    done = _perform(
        matter, ask=ask, make=lambda run: command,
        word=lambda run: said_at(run, "returned", seat, deed, back.to), deed=deed, by=by,
    )  # fmt: skip
    if found is not None and checking.standing_on(held.matter, found.at) is None:
        _find(held, found, Fault(node, deed.opinion), by, is_report=True)
    return done


@transaction.atomic
def find_fault(matter: Matter, fault: Fault, *, by: Actor) -> Finding:
    """Whoever keeps the flow finds a step at fault: its handlers, those before it and those after
    it have the same entry."""
    held = store.locked(matter)
    require(rules.may_find(by, held, fault.node, fault.reason, fault.basis))
    found = checking.around(held, fault.node)
    assert found is not None
    return _find(held, found, fault, by)


@transaction.atomic
def withdraw_finding(finding: Finding, reason: str, *, by: Actor) -> Finding:
    """It counts no more; the entries stay, marked, with the reason."""
    lock(finding.matter)
    finding = lock(finding)
    require(rules.may_withdraw_finding(by, finding, reason))
    finding.state, finding.why = Finding.State.WITHDRAWN, reason.strip()
    finding.withdrawn, finding.withdrawn_by = timezone.now(), by.words[:120]
    finding.save(update_fields=["state", "why", "withdrawn", "withdrawn_by"])
    _tell(finding, _("责任认定已撤销：{title}"), finding.why, by)
    record(FindingWithdrawn(step=finding.step, reason=finding.why), by=by, on=finding.matter)
    return finding


def _find(
    held: Loaded, found: Around, fault: Fault, by: Actor, *, is_report: bool = False
) -> Finding:
    matter, place = held.matter, found.at
    made = Finding.objects.create(
        matter=matter, node=place.node, step=place.name[:120], visit=place.visit,
        reason=fault.reason.strip(), basis=fault.basis.strip(), is_report=is_report,
        finder_id=by.member_id or 0, finder_name=by.words[:120], at=timezone.now(),
    )  # fmt: skip
    rows = Responsibility.objects.bulk_create(_entries(held, found, made, by))
    _tell(made, _("记入责任记录：{title}"), f"{made.step}：{made.reason}", by)
    people = tuple(row.member_name for row in rows)
    record(FaultFound(step=made.step, reason=made.reason, people=people), by=by, on=matter)
    return made


def _entries(held: Loaded, found: Around, made: Finding, by: Actor) -> list[Responsibility]:
    """One entry for each person, for what they answer most; none for who reports it."""
    rows: dict[int, Responsibility] = {}
    acted: dict[int, int | None] = {}
    for part, place in found.parts:
        for member, appointment in _people(held, place.seats):
            if made.is_report and member.pk == by.member_id and part != Part.FAULT:
                continue
            if member.pk not in rows:
                acted[member.pk] = appointment
                rows[member.pk] = Responsibility(
                    finding=made, member=member, member_name=member.name, step=place.name[:120],
                    part=part, at=made.at,
                )  # fmt: skip
    for pk, unit in _units(acted).items():
        rows[pk].unit_name, rows[pk].unit_path = unit.name, unit.path
    return list(rows.values())


def _people(held: Loaded, seats: tuple[Seat, ...]) -> list[tuple[Member, int | None]]:
    if not seats:
        return [(held.matter.initiator, held.run.initiator_appointment)]
    people = Member.objects.in_bulk({seat.member_id for seat in seats})
    return [(people[seat.member_id], seat.appointment_id) for seat in seats]


def _units(acted: Mapping[int, int | None]) -> dict[int, Unit]:
    """In which unit each of these members (by id, with their appointment) acted; else where they
    mainly are."""
    rows = Appointment.objects.filter(member__in=acted).select_related("unit")
    held = rows.filter(pk__in=[pk for pk in acted.values() if pk])
    mine = [one for one in held if acted[one.member_id] == one.pk]
    found: dict[int, Unit] = {}
    for place in (*mine, *rows.current().order_by("-is_main", "id")):
        found.setdefault(place.member_id, place.unit)
    return found


def _tell(finding: Finding, title: str, text: str, by: Actor) -> None:
    matter = finding.matter
    people = finding.entries.values_list("member", flat=True)
    note = Note(
        title=title.format(title=matter.title), text=text[:200],
        link=matter.get_absolute_url(), kind=RESPONSIBLE.code, urgency=matter.urgency,
    )  # fmt: skip
    tell_note(set(people), note, by=by)
    nudge(f"matter:{matter.pk}")
