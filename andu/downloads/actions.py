"""The verbs of this room: all of them about one's own downloads."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from andu.audit.recording import record
from andu.downloads import jobs, rules
from andu.downloads.events import Asked, Taken, ThrownAway
from andu.downloads.makers import maker
from andu.downloads.models import Download
from andu.files.making import let_go
from andu.kit.actor import Actor
from andu.kit.jobs import Rank, later
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation.models import Member

SHOULD_BE_MADE = datetime.timedelta(minutes=2)  # what is made at once is long made by then


@transaction.atomic
def ask(
    code: str, name: str, wish: Mapping[str, Any], *, by: Actor, at_once: bool = False
) -> Download:
    """Ask for something to take away, made by a job.

    `name` is the file's name without its ending. `at_once`: the caller makes it as soon as this is
    committed (`delivering.made_now`), the job only if that did not come to its end. Refused when
    too many are under way.
    """
    how = maker(code)
    Member.objects.select_for_update().filter(pk=by.member_id or 0).first()  # count, then add
    require(rules.may_ask(by))
    download = Download.objects.create(
        organisation_id=by.organisation_id or 0, member_id=by.member_id or 0, maker=code,
        name=f"{name[:150]}.{how.ending}", wish=dict(wish), appointment_id=by.appointment_id,
        asked=timezone.now(),
    )  # fmt: skip
    record(Asked(maker=code), by=by, on=download)
    when = timezone.now() + SHOULD_BE_MADE if at_once else None
    later(jobs.make, download.pk, run_after=when, rank=Rank.BULK)
    return download


@transaction.atomic
def take(download: Download, *, by: Actor) -> Download:
    """Take the file away; the audit keeps who took what (exports leave the system)."""
    download = lock(download)
    require(rules.may_take(by, download))
    record(Taken(maker=download.maker), by=by, on=download)
    return download


@transaction.atomic
def throw_away(download: Download, *, by: Actor) -> Download:
    """Give up what is still being made, or remove what is made."""
    download = lock(download)
    require(rules.may_throw_away(by, download))
    file, download.file = download.file, None
    download.state = Download.State.GONE
    download.save(update_fields=["state", "file"])
    if file is not None:
        let_go(file)
    record(ThrownAway(), by=by, on=download)
    return download
