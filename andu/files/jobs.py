"""Slow work on files, done by the worker: reading their words, turning them into PDF."""

import logging
from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone

from andu.files import renditions, thumbs
from andu.files.extracting import Unreadable, has_text, text_of
from andu.files.models import File, FileText
from andu.kit.jobs import Rank, later

log = logging.getLogger(__name__)
Listener = Callable[[list[int]], None]
_listeners: list[Listener] = []


def when_read(listener: Listener) -> None:
    """Call `listener(ids of files)` in the worker when words of these files have been read; the
    words themselves are in `queries.texts_of`."""
    if listener not in _listeners:
        _listeners.append(listener)


def read_later(files: Iterable[File]) -> None:
    """Have the words of these files read after this transaction; call within one."""
    ids = [file.pk for file in files if has_text(file)]
    if ids:
        later(read_words, ids, rank=Rank.BULK)


def read_words(ids: list[int]) -> None:
    """Read the words of each content that has not been read before, and tell who listens."""
    files = list(File.objects.filter(pk__in=ids))
    known = set(FileText.objects.filter(sm3__in={file.sm3 for file in files}).values_list("sm3"))
    for content in {file.sm3: file for file in files if (file.sm3,) not in known}.values():
        _read(content)
    for listener in _listeners:
        listener([file.pk for file in files])


def _read(file: File) -> None:
    try:
        text, state = text_of(file), FileText.State.READ
    except (Unreadable, FileNotFoundError) as error:
        log.warning("words of file %s not read: %s", file.pk, error)
        text, state = "", FileText.State.FAILED
    FileText.objects.get_or_create(
        sm3=file.sm3, defaults={"text": text, "state": state, "read_at": timezone.now()}
    )


def draw_later(files: Iterable[File]) -> None:
    """Have the small pictures of these files drawn after this transaction; call within one."""
    for file in files:
        thumb_soon(file)


def thumb_soon(file: File) -> bool:
    """Have the small picture of a file drawn when it has none, asked for once an hour at most;
    whether one is to come."""
    is_due = thumbs.is_due(file)
    if is_due:
        with transaction.atomic():
            key = f"thumb-{file.sm3[:40]}-{timezone.now():%Y%m%d%H}"
            later(draw_thumb, file.pk, key=key, rank=Rank.BULK)
    return is_due


def draw_thumb(pk: int) -> None:
    """Draw the small picture of a file; once for each content."""
    file = File.objects.filter(pk=pk).first()
    if file is not None:
        _draw(file)


def _draw(file: File) -> None:
    try:
        thumbs.draw(file)
    except FileNotFoundError as error:
        log.warning("no small picture of file %s: %s", file.pk, error)


def make_paper(pk: int) -> None:
    """Turn an office document into a PDF to be shown; once for each content."""
    file = File.objects.filter(pk=pk).first()
    if file is not None:
        renditions.make_paper(file)
        _draw(file)


def paper_soon(file: File) -> None:
    """Have the PDF of an office document made, asked for once an hour at most."""
    hour = timezone.now().strftime("%Y%m%d%H")
    with transaction.atomic():
        key = f"paper-{file.sm3[:40]}-{hour}"
        later(make_paper, file.pk, key=key, rank=Rank.AWAITED)
