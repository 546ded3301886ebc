"""Many files as one archive, made while it is sent: nothing lies together in memory or on disk."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from andu.files.models import File
from andu.files.policy import ZIP_FILES, ZIP_SIZE
from andu.kit.verdict import Verdict, no, require, yes
from andu.policy.reading import value

MB = 1024 * 1024
BLOCK = 1 << 18
# What Windows takes in no name; control characters and reserved names never come so far.
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
LONGEST = 120


def respond_zip(
    entries: Iterable[tuple[str, File]], name: str, organisation: int | None
) -> StreamingHttpResponse:
    """An archive of (folder, file); the room has asked who may have each of them. Refused when it
    is more than the settings allow, or when bytes are missing."""
    chosen = list(entries)
    require(may_pack([file for _folder, file in chosen], organisation))
    response = StreamingHttpResponse(_packed(chosen), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, f"{safe(name)}.zip")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def may_pack(files: list[File], organisation: int | None) -> Verdict:
    """Whether these files make an archive within the settings."""
    most = value(ZIP_FILES, organisation=organisation)
    limit = value(ZIP_SIZE, organisation=organisation)
    if not files:
        return no(_("请先勾选要下载的附件。"), "invalid")
    if len(files) > most:
        words = _("一次最多打包 {most} 个附件，请减少后再下载。")
        return no(words.format(most=most), "too-many")
    if sum(file.size for file in files) > limit * MB:
        words = _("打包的附件合计超过 {limit} MB，请分几次下载。")
        return no(words.format(limit=limit), "size")
    gone = next((file for file in files if not default_storage.exists(file.storage_name)), None)
    if gone is not None:
        words = _("“{name}”的内容在存储中找不到。请联系系统管理员从备份恢复，或不勾选它。")
        return no(words.format(name=gone.name), "missing")
    return yes


def safe(name: str) -> str:
    """A name every system takes: no path, no reserved sign, at most 120 long with its ending."""
    plain = FORBIDDEN.sub("_", name).strip(" .") or "_"
    if len(plain) <= LONGEST:
        return plain
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}" if dot else plain[:LONGEST]


def unique(names: Iterable[str]) -> Iterator[str]:
    """The names with a number where one, also in other letters, was there before."""
    seen: set[str] = set()
    for name in names:
        stem, dot, ending = name.rpartition(".")
        if "/" in ending or not stem:
            stem, dot, ending = name, "", ""
        given, number = name, 1
        while given.casefold() in seen:
            number += 1
            given = f"{stem} ({number}){dot}{ending}"
        seen.add(given.casefold())
        yield given


def _packed(entries: list[tuple[str, File]]) -> Iterator[bytes]:
    names = unique(f"{safe(folder)}/{safe(file.name)}" if folder else safe(file.name)
                   for folder, file in entries)  # fmt: skip
    out: Any = _Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, (_folder, file) in zip(names, entries, strict=True):
            at = timezone.localtime(file.uploaded_at).timetuple()[:6]
            entry = zipfile.ZipInfo(name, at)
            with file.open() as content, archive.open(entry, "w", force_zip64=True) as target:
                while block := content.read(BLOCK):
                    target.write(block)
                    yield out.taken()
    yield out.taken()


class _Pipe:
    """What the archive is written to: holds only what has not been sent yet."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, block: Any) -> int:
        """Take a block; called by the archive."""
        self.waiting.append(bytes(block))
        return len(block)

    def flush(self) -> None:
        """Nothing to do: what is written is sent with the next block."""

    def taken(self) -> bytes:
        """What is waiting, to be sent now."""
        block, self.waiting = b"".join(self.waiting), []
        return block
