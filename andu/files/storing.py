"""Taking uploads in, giving files newer versions, keeping and removing them. Called by other
rooms' actions, which have asked who may."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.files import checking, naming, rules, scanning, sniffing
from andu.files.events import Infected, Removed, Restored, Stored
from andu.files.jobs import draw_later, read_later
from andu.files.models import Chain, File
from andu.files.policy import MAX_SIZE
from andu.files.quarantine import Held, hold
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused, no, require
from andu.organisation.models import Organisation
from andu.policy.reading import value


def store(upload: Any, *, by: Actor, limit: int | None = None) -> File:
    """Take an upload in as a staged file; Refused with the reason when it may not come in.

    `limit` in bytes narrows the organisation's limit (C34). The room attaches the file with
    `keep`; what nobody attaches is cleared away. Call it before your own transaction: on SQLite
    a transaction keeps others waiting while the bytes are written.
    """
    require(rules.may_store(by))
    with _checked(upload, by, limit) as (file, held), transaction.atomic():
        file.chain = Chain.objects.create(organisation_id=by.organisation_id)
        return written(file, held, by)


def replace(file: File, upload: Any, *, by: Actor, limit: int | None = None) -> File:
    """A newer version of the same attachment; the older ones stay. It is kept if `file` is."""
    made = _newer(file, upload, by, limit, file.state)
    if made.state == File.State.KEPT:
        with transaction.atomic():
            read_later([made])
            draw_later([made])
    return made


def stage_newer(file: File, upload: Any, *, by: Actor, limit: int | None = None) -> File:
    """A newer version that the room attaches itself, with `keep`; cleared away if it does not."""
    return _newer(file, upload, by, limit, File.State.STAGED)


@transaction.atomic
def keep(ids: Iterable[int], *, by: Actor) -> list[File]:
    """Attach the person's own staged files, in the order given; Refused when one is not theirs
    or is gone."""
    wanted = list(dict.fromkeys(ids))
    found = File.objects.staged_by(by).select_for_update().in_bulk(wanted)
    if len(found) < len(wanted):
        raise Refused(no(_("有附件已经失效，请重新上传。"), "gone"))
    File.objects.filter(pk__in=wanted).update(state=File.State.KEPT)
    for file in found.values():
        file.state = File.State.KEPT
    read_later(found.values())
    draw_later(found.values())
    return [found[pk] for pk in wanted]


@transaction.atomic
def remove(file: File, *, by: Actor) -> File:
    """Put a draft's file into the bin; it is cleared away some weeks later."""
    file = lock(file)
    require(rules.may_remove(by, file))
    file.state, file.removed_at = File.State.REMOVED, timezone.now()
    file.save(update_fields=["state", "removed_at"])
    record(Removed(), by=by, on=file)
    return file


@transaction.atomic
def restore(file: File, *, by: Actor) -> File:
    """Take a file out of the bin."""
    file = lock(file)
    require(rules.may_restore(by, file))
    file.state, file.removed_at = File.State.KEPT, None
    file.save(update_fields=["state", "removed_at"])
    record(Restored(), by=by, on=file)
    return file


def _newer(file: File, upload: Any, by: Actor, limit: int | None, state: str) -> File:
    require(rules.may_replace(by, file))
    with _checked(upload, by, limit) as (newer, held), transaction.atomic():
        chain = lock(file.chain)
        file.refresh_from_db()
        require(rules.may_replace(by, file))
        chain.newest += 1
        chain.save(update_fields=["newest"])
        newer.chain, newer.version, newer.state = chain, chain.newest, state
        return written(newer, held, by)


@contextmanager
def _checked(upload: Any, by: Actor, limit: int | None) -> Iterator[tuple[File, Held]]:
    """The upload in quarantine, found harmless, and the row it is going to be."""
    place, name = by.organisation_id, naming.clean(upload.name or "")
    most = value(MAX_SIZE, organisation=place) * checking.MB
    most = min(most, limit) if limit else most
    require(checking.may_be_named(name, place))
    require(checking.may_measure(upload.size, most, name))
    with hold(upload) as held:
        require(checking.may_measure(held.size, most, name))
        with held.open() as content:
            kind = sniffing.kind_of(content)
            require(checking.may_hold(content, kind, name, place))
            verdict = scanning.may_pass(content, name)
        if verdict.code == "infected":
            _isolated(held, name, str(verdict.reason), by)
        require(verdict)
        yield File(
            organisation_id=place, name=name, size=held.size, kind=kind, sm3=held.sm3,
            uploaded_by_id=by.member_id, account_id=by.account_id, uploader=by.name,
            uploaded_at=timezone.now(),
        ), held  # fmt: skip


def written(file: File, held: Held, by: Actor) -> File:
    """Move the bytes in and write the row, or neither; the chain is there already."""
    file.storage_name = held.admit()
    try:
        file.save(force_insert=True)
        event = Stored(size=file.size, kind=file.kind, sm3=file.sm3, version=file.version)
        record(event, by=by, on=file)
    except BaseException:
        default_storage.delete(file.storage_name)
        raise
    return file


@transaction.atomic
def _isolated(held: Held, name: str, reason: str, by: Actor) -> None:
    """The bytes stay apart for whoever looks into it; the audit says whose they were."""
    place = held.isolate()
    if by.organisation_id is None:
        return
    event = Infected(name=name, sm3=held.sm3, place=place, reason=reason)
    record(event, by=by, on=Organisation.objects.get(pk=by.organisation_id))
