"""Making what was asked for."""

import contextlib
import datetime
import tempfile
import time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.downloads.makers import GivenUp, Progress, maker
from andu.downloads.models import Download
from andu.downloads.notify import READY
from andu.files.making import keep_made, let_go
from andu.files.models import File
from andu.kit.actor import Actor
from andu.kit.verdict import Refused
from andu.notify.telling import Note, tell_note
from andu.organisation.acting import actor_of, chosen_place
from andu.organisation.models import Member
from andu.realtime.nudging import nudge

PAUSE = 0.5  # seconds between two notes of the progress
FRESH = datetime.timedelta(seconds=5)  # made this soon, nobody needs to be told


def make(pk: int) -> None:
    """Make one download, unless it is made or thrown away; may be called again after a crash."""
    download = Download.objects.under_way().filter(pk=pk).first()
    if download is None:
        return
    Download.objects.under_way().filter(pk=pk).update(state=Download.State.MAKING, done=0, total=0)
    by = _person(download)
    with contextlib.suppress(GivenUp):
        try:
            file = _made(download, by)
        except Refused as refused:
            _end(pk, Download.State.FAILED, said=str(refused.verdict.reason)[:300])
        else:
            _hand_over(download, file, by)


def _person(download: Download) -> Actor:
    """Who asked, with the rights of now, as the appointment of then."""
    member = Member.objects.get(pk=download.member_id)
    return actor_of(member, appointment=chosen_place(member, download.appointment_id))


def _made(download: Download, by: Actor) -> File:
    how = maker(download.maker)
    wish = how.before(by, download.wish) if how.before else download.wish
    with tempfile.TemporaryFile() as out:
        how.make(by, wish, out, _Noted(download.pk))
        out.seek(0)
        return keep_made(out, download.name, how.kind, by=by)


def _hand_over(download: Download, file: File, by: Actor) -> None:
    """The person gets the file, unless it was thrown away, or made by somebody else, meanwhile."""
    try:
        _finish(download, file, by)
    except GivenUp:
        let_go(file)
        raise


@transaction.atomic
def _finish(download: Download, file: File, by: Actor) -> None:
    if not _end(download.pk, Download.State.READY, file=file):
        raise GivenUp
    if timezone.now() - download.asked > FRESH:
        title = _("“{name}”已生成，可以下载").format(name=download.name)
        note = Note(title=title, link="/downloads", kind=READY.code, also_self=True)
        tell_note([download.member_id], note, by=by)


def _end(pk: int, state: str, **changes: object) -> int:
    count = (
        Download.objects.under_way()
        .filter(pk=pk)
        .update(state=state, ended=timezone.now(), **changes)
    )
    owner = Download.objects.filter(pk=pk).values_list("member_id", flat=True).first()
    nudge(f"member:{owner}")
    return count


class _Noted(Progress):
    """Progress written to the row, at most twice a second."""

    def __init__(self, pk: int) -> None:
        self.pk, self.noted, self.total = pk, 0.0, 0

    def expect(self, total: int) -> None:
        self.total = total
        self._note(done=0, total=total)

    def made(self, count: int) -> None:
        if time.monotonic() - self.noted >= PAUSE:
            self._note(done=min(count, self.total))

    def _note(self, **changes: int) -> None:
        self.noted = time.monotonic()
        if not Download.objects.under_way().filter(pk=self.pk).update(**changes):
            raise GivenUp
