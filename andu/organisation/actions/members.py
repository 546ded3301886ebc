"""People: added, edited, appointed, seen out."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.identity import actions as identity
from andu.identity.models import Account
from andu.kit import pinyin
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused, no, require
from andu.organisation import events, rules
from andu.organisation.models import Appointment, Member, Post, Unit

Duty = Appointment.Duty


@dataclass(frozen=True)
class About:
    """What is known of a person."""

    name: str
    mobile: str = ""
    phone: str = ""
    email: str = ""
    order: int = 0


@dataclass(frozen=True)
class NewPlace:
    """A place a person is to have."""

    unit: Unit
    post: Post | None = None
    duty: str = Duty.MEMBER
    is_main: bool = False
    superior: Member | None = None


@transaction.atomic
def add_member(
    code: str, about: About, place: NewPlace, *, by: Actor, basis: str, login: str = ""
) -> Member:
    """A new person with a main place and an account that waits for its activation code."""
    organisation = place.unit.organisation
    require(rules.may_place(by, organisation.pk, place.unit))
    if Member.objects.filter(organisation=organisation, code=code).exists():
        raise Refused(no(_("工号 {code} 已有人使用，请核对。").format(code=code), "invalid"))
    account = identity.open_account(login or code, about.name, by=by, basis=basis)
    member = Member(organisation=organisation, code=code, account=account)
    _describe(member, about)
    member.save()
    _begin(member, place, is_main=True)
    record(events.MemberAdded(number=code, unit=place.unit.name), by=by, on=member, basis=basis)
    return member


@transaction.atomic
def edit_member(member: Member, about: About, *, by: Actor) -> Member:
    """Name and ways to reach a person."""
    member = lock(member)
    require(rules.may_keep(by, member))
    before = {name: getattr(member, name) for name in vars(about)}
    _describe(member, about)
    member.save(
        update_fields=["name", "pinyin", "initials", "mobile", "phone", "email", "order"]
    )  # fmt: skip
    if member.account and member.account.name != member.name:
        Account.objects.filter(pk=member.account_id).update(name=member.name)
    changed = [name for name, held in before.items() if held != getattr(about, name)]
    fields = [Member._meta.get_field(each) for each in changed]
    labels = [str(getattr(field, "verbose_name", "")) for field in fields]
    record(events.MemberEdited(what="、".join(labels) or _("资料")), by=by, on=member)
    return member


@transaction.atomic
def appoint(member: Member, place: NewPlace, *, by: Actor, basis: str = "") -> Appointment:
    """A further place, or another main place: then the former one ends yesterday."""
    member = lock(member)
    require(rules.may_appoint(by, member, place.unit))
    if place.superior and place.superior.organisation_id != member.organisation_id:
        raise Refused(no(_("直接上级不在本机构，请另选一人。"), "invalid"))
    if place.superior and place.superior.pk == member.pk:
        raise Refused(no(_("直接上级不能是本人，请另选一人。"), "invalid"))
    if place.is_main:
        for former in member.appointments.current().filter(is_main=True):
            _end(former)
    made = _begin(member, place, is_main=place.is_main)
    event = events.Appointed(
        unit=place.unit.name, post=place.post.name if place.post else "",
        duty=str(made.get_duty_display()),
    )  # fmt: skip
    record(event, by=by, on=member, basis=basis)
    return made


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: Actor, basis: str = "") -> Member:
    """A place ends; the main one only when another has taken its turn."""
    member = lock(appointment.member)
    require(rules.may_keep(by, member))
    if appointment.is_main:
        raise Refused(no(_("主职不能直接免去，请先任命新的主职，或办理离职。"), "main"))
    _end(appointment)
    event = events.AppointmentEnded(unit=appointment.unit.name, post=appointment.title)
    record(event, by=by, on=member, basis=basis)
    return member


@transaction.atomic
def see_out(member: Member, *, by: Actor, basis: str) -> Member:
    """Somebody leaves: every place ends, the account is suspended, the history stays."""
    member = lock(member)
    require(rules.may_see_out(by, member))
    for place in member.appointments.current():
        _end(place)
    member.state, member.left_on = Member.State.LEFT, timezone.localdate()
    member.save(update_fields=["state", "left_on"])
    if member.account and member.account.state in {"active", "awaiting"}:
        identity.suspend(member.account, by=by, basis=basis)
    record(events.MemberLeft(), by=by, on=member, basis=basis)
    return member


def _describe(member: Member, about: About) -> None:
    for name, said in vars(about).items():
        setattr(member, name, said)
    member.pinyin = pinyin.full(about.name, name=True)[:200]
    member.initials = pinyin.initials(about.name, name=True)[:40]


def _begin(member: Member, place: NewPlace, *, is_main: bool) -> Appointment:
    return Appointment.objects.create(
        member=member, unit=place.unit, post=place.post, duty=place.duty, is_main=is_main,
        superior=place.superior, since=timezone.localdate(),
    )  # fmt: skip


def _end(place: Appointment) -> None:
    """A place that began today never was; others end yesterday."""
    today = timezone.localdate()
    if place.since and place.since >= today:
        place.delete()
    else:
        place.until = today - datetime.timedelta(days=1)
        place.save(update_fields=["until"])
