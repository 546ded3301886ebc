"""Writing an entry: the last step of every action."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from andu.audit.models import Chain, Entry
from andu.kit.actor import Actor
from andu.kit.chain import GENESIS
from andu.kit.events import Event, announce
from andu.kit.together import insert, insert_many

LONGEST_SUBJECT = 300


def record(event: Event, *, by: Actor, on: Model, basis: str = "", is_first: bool = False) -> Entry:
    """Chain an entry for `event` on `on`, in the caller's transaction, then announce the event.

    `is_first`: `on` was made in this very transaction, so nobody can have told of it yet, which
    saves looking. `basis` names the approved application that justifies the act (ID-04). Fails
    when no transaction is open: an entry must stand or fall with the change it tells of.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() needs the transaction of the change it records")
    entry = _entry(event, by, on, basis)
    (_begin if is_first else _append)(entry)
    announce(event, on=on, by=by)
    return entry


def record_many(pairs: Sequence[tuple[Event, Model]], *, by: Actor, basis: str = "") -> list[Entry]:
    """Chain an entry for each (event, subject), a constant number of statements per kind.

    For work in bulk, at most a few hundred at a time. A subject may occur more than once.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record_many() needs the transaction of the changes it records")
    entries = [_entry(event, by, on, basis) for event, on in pairs]
    _append_many(entries)
    for event, on in pairs:
        announce(event, on=on, by=by)
    return entries


def entries_of(subject: Model) -> QuerySet[Entry]:
    """The entries about one object, oldest first."""
    found = Entry.objects.filter(chain__kind=_kind(subject), chain__subject_id=str(subject.pk))
    return found.order_by("sequence")


def _entry(event: Event, by: Actor, on: Model, basis: str) -> Entry:
    details = event.details()
    subject = str(on)[:LONGEST_SUBJECT]
    sentence = str(event.sentence).format(by=by.words, on=subject, **details)
    return Entry(
        at=timezone.now(), event=event.code(), details=details, sentence=sentence, basis=basis,
        kind=_kind(on), subject_id=str(on.pk), subject=subject,
        organisation_id=by.organisation_id, account_id=by.account_id, member_id=by.member_id,
        actor_code=by.code, actor_name=by.name, actor_post=by.post, actor_unit=by.unit,
        on_behalf_of=by.on_behalf_of, operator=by.operator, terminal=by.terminal,
        address=by.address, key=by.key,
    )  # fmt: skip


def _begin(entry: Entry) -> None:
    """The first link of a new chain, which the database refuses should there be one."""
    entry.sequence, entry.previous_hash = 1, GENESIS
    entry.seal()
    chain = Chain(kind=entry.kind, subject_id=entry.subject_id, sequence=1, head=entry.hash)
    entry.chain = insert(chain)
    insert_many([entry])


def _append(entry: Entry) -> None:
    Chain.objects.get_or_create(kind=entry.kind, subject_id=entry.subject_id)
    chain = Chain.objects.select_for_update().get(kind=entry.kind, subject_id=entry.subject_id)
    chain.sequence += 1
    entry.chain, entry.sequence, entry.previous_hash = chain, chain.sequence, chain.head
    entry.seal()
    entry.save(force_insert=True)
    chain.head = entry.hash
    chain.save(update_fields=["sequence", "head"])


def _append_many(entries: list[Entry]) -> None:
    chains = _chains({(entry.kind, entry.subject_id) for entry in entries})
    for entry in entries:
        chain = chains[entry.kind, entry.subject_id]
        chain.sequence += 1
        entry.chain, entry.sequence, entry.previous_hash = chain, chain.sequence, chain.head
        entry.seal()
        chain.head = entry.hash
    Entry.objects.bulk_create(entries)
    Chain.objects.bulk_create(
        chains.values(), update_conflicts=True, unique_fields=["id"],
        update_fields=["sequence", "head"],
    )  # fmt: skip


def _chains(subjects: set[tuple[str, str]]) -> dict[tuple[str, str], Chain]:
    """The chains of these subjects, made where missing, locked in the order of their keys."""
    wanted = [Chain(kind=kind, subject_id=subject) for kind, subject in sorted(subjects)]
    Chain.objects.bulk_create(wanted, ignore_conflicts=True)
    found: dict[tuple[str, str], Chain] = {}
    for kind in sorted({kind for kind, _subject in subjects}):
        ids = sorted(subject for each, subject in subjects if each == kind)
        rows = Chain.objects.select_for_update().filter(kind=kind, subject_id__in=ids)
        found.update({(kind, row.subject_id): row for row in rows.order_by("id")})
    return found


def _kind(subject: Model) -> str:
    return subject._meta.label_lower
