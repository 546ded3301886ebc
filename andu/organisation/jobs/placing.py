"""Writing the people of up to 500 rows: accounts, members, appointments."""

import datetime
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.identity.models import Account
from andu.identity.models.account import normal
from andu.kit import pinyin
from andu.organisation import events
from andu.organisation.importing.checking import wanted_duty
from andu.organisation.importing.known import Known, logins
from andu.organisation.importing.people import Person
from andu.organisation.jobs.opening import posts_named
from andu.organisation.models import Appointment, ImportBatch, ImportRow, Member

Duty, State = Appointment.Duty, Member.State
KEPT = ["name", "pinyin", "initials", "mobile", "phone", "email", "state", "joined_on", "left_on"]
_END = ["until", "unit", "post", "duty", "is_main"]


@dataclass
class Work:
    """What one step needs at hand, read in a few statements."""

    batch: ImportBatch
    there: Known
    posts: dict[str, int]
    members: dict[str, Member]
    places: dict[int, list[Appointment]]
    today: datetime.date = field(default_factory=timezone.localdate)
    ended: list[Appointment] = field(default_factory=list)
    begun: list[Appointment] = field(default_factory=list)


def place(
    batch: ImportBatch, there: Known, rows: list[ImportRow]
) -> list[tuple[events.MemberImported, Member]]:
    """Write these rows; answers what is to be recorded of each person.

    A row whose login name was taken meanwhile is marked as not imported.
    """
    people = _still_free(rows)
    work = _gather(batch, there, people)
    _accounts(work, people)
    new = _members(work, people)
    for person in people:
        _appoint(work, person)
    _save_places(work)
    return [_told(work, person, new) for person in people]


def _still_free(rows: list[ImportRow]) -> list[Person]:
    taken = logins(normal(row.person["login"]) for row in rows)
    codes = {row.code for row in rows}
    owners = dict(
        Member.objects.filter(account__in=set(taken.values())).values_list("account_id", "code")
    )
    people = []
    for row in rows:
        account = taken.get(normal(row.person["login"]))
        if account and owners.get(account) != row.code:
            row.outcome = ImportRow.Outcome.FAULTY
            row.words = _("登录名称在确认之后被别人占用，这一行没有导入。请另起一个再导入一次。")
            row.save(update_fields=["outcome", "words"])
        else:
            people.append(Person.from_json(row.person))
    assert len(codes) == len(rows)
    return people


def _gather(batch: ImportBatch, there: Known, people: list[Person]) -> Work:
    names = {person.post for person in people}
    names |= {extra.post for person in people for extra in person.extra}
    codes = [person.code for person in people]
    members = Member.objects.filter(organisation=batch.organisation_id, code__in=codes)
    found = {member.code: member for member in members.select_related("account").order_by("id")}
    places: dict[int, list[Appointment]] = {}
    current = Appointment.objects.current().filter(member__in=[m.pk for m in found.values()])
    for appointment in current.order_by("id"):
        places.setdefault(appointment.member_id, []).append(appointment)
    assert batch.organisation is not None
    return Work(batch, there, posts_named(batch.organisation, names), found, places)


def _accounts(work: Work, people: list[Person]) -> None:
    """Everybody gets an account that waits for its activation code; no password is made."""
    old, fresh = [], []
    for person in people:
        member = work.members.get(person.code)
        account = member.account if member else None
        if account is None:
            fresh.append(_fresh())
            _called(fresh[-1], person)
            person_account = fresh[-1]
        else:
            person_account = account
            _called(account, person)
            if person.has_left:
                account.state = Account.State.SUSPENDED
            elif member and member.state == State.LEFT:
                account.state, account.password = Account.State.AWAITING, make_password(None)
            old.append(account)
        if member is None:
            member = Member(organisation=work.batch.organisation, code=person.code)
            member.order = person.row  # a personnel list has its order
            work.members[person.code] = member
        member.account = person_account
    Account.objects.bulk_create(fresh)
    _write(Account, old, ["login_name", "login_key", "name", "state", "password"])


def _fresh() -> Account:
    password = make_password(None)
    return Account(state=Account.State.AWAITING, password=password, origin="import")


def _called(account: Account, person: Person) -> None:
    account.name = person.name
    account.login_name, account.login_key = person.login, normal(person.login)


def _members(work: Work, people: list[Person]) -> set[str]:
    new: list[Member] = []
    old: list[Member] = []
    for person in people:
        member = work.members[person.code]
        _describe(member, person, work.today)
        member.account_id = member.account.pk if member.account else None
        (old if member.pk else new).append(member)
    codes = {member.code for member in new}
    Member.objects.bulk_create(new)
    _write(Member, old, [*KEPT, "account"])
    return codes


def _describe(member: Member, person: Person, today: datetime.date) -> None:
    member.name = person.name
    member.pinyin = pinyin.full(person.name, name=True)[:200]
    member.initials = pinyin.initials(person.name, name=True)[:40]
    for each in ("mobile", "phone", "email"):
        setattr(member, each, getattr(person, each) or getattr(member, each))
    if person.joined:
        member.joined_on = datetime.date.fromisoformat(person.joined)
    if person.has_left:
        member.state, member.left_on = State.LEFT, today
    elif member.state == State.LEFT:
        member.state, member.left_on = State.PRESENT, None


def _appoint(work: Work, person: Person) -> None:
    member = work.members[person.code]
    held = work.places.get(member.pk, [])
    if person.has_left:
        for place in held:
            _end(work, place)
        return
    main = _main(work, person, member, next((p for p in held if p.is_main), None))
    wanted: set[tuple[int, int | None, str]]
    beside = [place for place in held if not place.is_main]
    if person.extra:
        wanted = {
            (_unit(work, e.unit), work.posts.get(e.post), Duty.MEMBER.value) for e in person.extra
        }
        others = [p for p in beside if p.duty not in (Duty.LEADER, Duty.CONTACT)]
        _only(work, member, others, wanted)
    if person.charge:
        wanted = {(_unit(work, unit), None, Duty.LEADER.value) for unit in person.charge}
        _only(work, member, [p for p in beside if p.duty == Duty.LEADER], wanted)
    if person.contact is not None:
        wanted = {(main.unit_id, None, Duty.CONTACT.value)} if person.contact else set()
        _only(work, member, [p for p in beside if p.duty == Duty.CONTACT], wanted)


def _main(work: Work, person: Person, member: Member, held: Appointment | None) -> Appointment:
    unit = (
        _unit(work, person.unit) if person.unit or person.at_root or held is None else held.unit_id
    )
    post = work.posts.get(person.post) if person.post else held.post_id if held else None
    duty = wanted_duty(person.duty, held.duty) if held and person.duty else person.duty
    duty = duty or (held.duty if held else Duty.MEMBER.value)
    if held and (held.unit_id, held.post_id, held.duty) == (unit, post, duty):
        return held
    if held:
        _end(work, held)
    fresh = Appointment(member=member, unit_id=unit, post_id=post, duty=duty, is_main=True)
    fresh.superior_id = held.superior_id if held else None
    fresh.since = work.today if held else None
    work.begun.append(fresh)
    return fresh


def _only(
    work: Work, member: Member, held: list[Appointment], wanted: set[tuple[int, int | None, str]]
) -> None:
    """End the places that are not wanted, begin those that are missing."""
    has = set()
    for place in held:
        key = (place.unit_id, place.post_id, str(place.duty))
        has.add(key)
        if (key if key[2] != "head" and key[2] != "deputy" else (*key[:2], "member")) not in wanted:
            _end(work, place)
    since = work.today if work.places.get(member.pk) else None
    for unit, post, duty in sorted(wanted - has, key=str):
        work.begun.append(
            Appointment(member=member, unit_id=unit, post_id=post, duty=duty, since=since)
        )


def _end(work: Work, place: Appointment) -> None:
    place.until = work.today - datetime.timedelta(days=1)
    work.ended.append(place)


def _unit(work: Work, path: list[str]) -> int:
    return work.there.units[tuple(path)]


def _save_places(work: Work) -> None:
    """A place that began today and ends today never was."""
    never = [place.pk for place in work.ended if place.since == work.today]
    if never:
        Appointment.objects.filter(pk__in=never).delete()
    past = [place for place in work.ended if place.since != work.today]
    Appointment.objects.bulk_update(past, ["until"], batch_size=500)
    for place in work.begun:
        place.member_id = place.member.pk
    Appointment.objects.bulk_create(work.begun)


def _write(model: type, rows: list, fields: list[str]) -> None:  # type: ignore[type-arg]
    """Save these fields of rows that exist, in one statement."""
    if rows:
        model.objects.bulk_create(  # type: ignore[attr-defined]
            rows, update_conflicts=True, unique_fields=["pk"], update_fields=fields
        )


def _told(work: Work, person: Person, new: set[str]) -> tuple[events.MemberImported, Member]:
    what = _("离职") if person.has_left else _("新增") if person.code in new else _("变更")
    event = events.MemberImported(
        what=what, unit="/".join(person.unit), post=person.post, source=work.batch.filename
    )
    return event, work.members[person.code]
