"""Telling people: called inside other rooms' actions, in their transaction."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from andu.kit.actor import Actor
from andu.kit.jobs import later
from andu.notify import delivering
from andu.notify.channels import all_channels
from andu.notify.models import UNREAD, Delivery, Notice, Preference
from andu.notify.rhythms import beats_of
from andu.organisation.models import Member
from andu.realtime.nudging import nudge

# What goes outside waits, so that 撤销 can still call the act back.
OUTSIDE_WAITS = datetime.timedelta(seconds=5)
AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Note:
    """What is told. `link` is a path of this site; `dedupe` (with the person) tells it once;
    the one who acts is left out unless `also_self`."""

    title: str
    link: str
    kind: str
    text: str = ""
    source: str = ""
    urgency: int = 0
    dedupe: str = ""
    also_self: bool = False


@dataclass(frozen=True)
class Drafted:
    """A note to several people, before its notices are written; `places`: their organisations."""

    note: Note
    notices: list[Notice] = field(default_factory=list)
    places: Mapping[int, int] = field(default_factory=dict)


def tell(
    members: Iterable[Member | int], *, title: str, link: str, kind: str, by: Actor,
    dedupe: str = "",
) -> int:  # fmt: skip
    """Tell people one thing; returns how many are told. The one who acts is left out."""
    return tell_note(members, Note(title=title, link=link, kind=kind, dedupe=dedupe), by=by)


def present(members: Iterable[int]) -> dict[int, int]:
    """Of these people those who work here, by id, with their organisation: who can be told."""
    rows = Member.objects.present().filter(pk__in=set(members))
    return dict(rows.values_list("pk", "organisation_id"))


def tell_note(
    members: Iterable[Member | int], note: Note, *, by: Actor,
    known: Mapping[int, int] | None = None,
) -> int:  # fmt: skip
    """Tell people a note with all its parts, in a constant number of statements for each 500
    people; their pages and the outbox hear of it once the transaction is committed. `known`: the
    answer of `present` about them, when that has been asked already."""
    drafted = draft(members, note, by=by, known=known)
    if drafted.notices:
        made = Notice.objects.bulk_create(
            drafted.notices, batch_size=AT_ONCE, ignore_conflicts=bool(note.dedupe)
        )
        follow_up(Drafted(note, made, drafted.places))
    return len(drafted.places)


def draft(
    members: Iterable[Member | int], note: Note, *, by: Actor,
    known: Mapping[int, int] | None = None,
) -> Drafted:  # fmt: skip
    """The notices of a note, for whoever writes them together with other rows and then calls
    `follow_up`."""
    wanted = {member if isinstance(member, int) else member.pk for member in members}
    if by.member_id and not note.also_self:
        wanted.discard(by.member_id)
    if not wanted:
        return Drafted(note)
    known = present(wanted) if known is None else known
    places = {member: known[member] for member in known if member in wanted}
    notices = [_notice(member, place, note, by) for member, place in places.items()]
    return Drafted(note, notices, places)


def follow_up(drafted: Drafted) -> None:
    """The notices are written: outbox and open pages follow."""
    if drafted.notices and all_channels():
        _send_out(drafted.notices, drafted.note, drafted.places)
    for member in drafted.places:
        nudge(f"member:{member}")


def _notice(member_id: int, organisation_id: int, note: Note, by: Actor) -> Notice:
    return Notice(
        member_id=member_id, organisation_id=organisation_id, kind=note.kind,
        title=note.title[:300], text=note.text[:500], link=note.link, urgency=note.urgency,
        source=(note.source or by.words)[:80], dedupe=note.dedupe, created=timezone.now(),
        read_at=UNREAD,
    )  # fmt: skip


def _send_out(made: list[Notice], note: Note, places: Mapping[int, int]) -> None:
    """Fill the outbox. What was told before has its delivery already and gets no second one."""
    ways = _ways({notice.member_id for notice in made}, note.kind)
    if not ways:
        return
    if note.dedupe:  # rows that were there already have no key here
        made = list(Notice.objects.filter(member__in=ways.keys(), dedupe=note.dedupe))
    now = timezone.now()
    beats = beats_of({member: places[member] for member in ways})
    when = {
        member: max(now + OUTSIDE_WAITS, beat.goes_at(now, note.urgency))
        for member, beat in beats.items()
    }
    rows = [
        Delivery(notice=notice, channel=code, next_at=when[notice.member_id])
        for notice in made for code in ways.get(notice.member_id, ())
    ]  # fmt: skip
    Delivery.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    later(delivering.deliver_due, run_after=min(when.values()))


def _ways(members: set[int], kind: str) -> dict[int, list[str]]:
    """Member → the channels through which they want to hear of this kind."""
    chosen = {
        (row.member_id, row.channel): row.wanted
        for row in Preference.objects.filter(member__in=members, kind=kind)
    }
    ways = {
        member: [
            way.code for way in all_channels() if chosen.get((member, way.code), way.by_default)
        ]
        for member in members
    }
    return {member: codes for member, codes in ways.items() if codes}
