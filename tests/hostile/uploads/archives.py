"""Archives: bombs, paths that climb, links, lies about themselves."""

import gzip
import io
import stat
import struct
import tarfile
import zipfile
from collections.abc import Iterator

from tests.hostile.uploads.made import EITHER, KEPT, REFUSED, Evil, docx, packed

MB = 1024 * 1024
# Nothing of ours unpacks an archive: such entries are kept as they were packed, for the download.
CLIMBING = (
    "../../etc/cron.d/x", "/etc/passwd", "C:\\Windows\\x.dll", "..\\..\\x", "\\\\host\\share\\x",
    "con", "a\u202egpj.exe", "x" * 5000, "./../x", "~/.ssh/authorized_keys",
)  # fmt: skip


def all_of(_trap: str) -> Iterator[Evil]:
    """Every archive."""
    yield from _bombs()
    yield from (Evil(f"climb{n}.zip", packed({one: b"x"}), KEPT) for n, one in enumerate(CLIMBING))
    yield from _links()
    yield from _lies()
    yield from _others()


def _bombs() -> Iterator[Evil]:
    zeros = bytes(30 * MB)
    flat = packed({"zeros": zeros})
    yield Evil("flat.zip", flat, REFUSED)
    yield Evil("flat.docx", docx(**{"word/media/a": zeros}), REFUSED)
    yield Evil("flat.ofd", packed({"OFD.xml": b"<x/>", "zeros": zeros}), REFUSED)
    yield Evil("flat.odt", packed({"mimetype": b"application/vnd.oasis.opendocument.text",
                                   "zeros": zeros}), REFUSED)  # fmt: skip
    yield Evil("many.zip", packed({str(n): b"" for n in range(1001)}), REFUSED)
    yield Evil("nested.zip", packed({f"{n}.zip": flat for n in range(50)}, 0), KEPT)
    yield Evil("overlapping.zip", overlapping(200), REFUSED)
    yield Evil("overlapping.docx", overlapping(200, "word/{n}"), REFUSED)
    yield Evil("spread.zip", packed({str(n): bytes(MB) for n in range(40)}), REFUSED)
    yield Evil("bomb.gz", gzip.compress(zeros), KEPT)


def overlapping(count: int, names: str = "{n}") -> bytes:
    """An archive whose entries all share the same bytes."""
    one = packed({"[Content_Types].xml": b"<Types/>" + bytes(900_000)})
    at = one.rindex(b"PK\x01\x02")
    local, entry = one[:at], one[at : one.rindex(b"PK\x05\x06")]
    head, rest = bytearray(entry[:46]), entry[46:]
    entries = bytes(head) + rest
    for number in range(count):
        name = names.format(n=number).encode()
        head[28:30] = struct.pack("<H", len(name))
        entries += bytes(head) + name
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count + 1, count + 1, len(entries), at, 0)
    return local + entries + end


def _links() -> Iterator[Evil]:
    for kind in (stat.S_IFLNK, stat.S_IFIFO, stat.S_IFBLK, stat.S_IFCHR, stat.S_IFSOCK):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            entry = zipfile.ZipInfo("passwd")
            entry.external_attr = (kind | 0o777) << 16
            archive.writestr(entry, "/etc/passwd")
        outcome = REFUSED if kind == stat.S_IFLNK else KEPT
        yield Evil(f"special-{kind:o}.zip", out.getvalue(), outcome)


def _lies() -> Iterator[Evil]:
    whole = docx()
    end = whole.rindex(b"PK\x05\x06")
    yield Evil("cut.docx", whole[:-30], REFUSED)
    yield Evil("headless.docx", whole[40:], REFUSED)
    yield Evil("empty.zip", b"PK\x05\x06" + bytes(18), KEPT)
    yield Evil("only-magic.zip", b"PK\x03\x04", REFUSED)
    yield Evil("no-end.zip", whole[:end], REFUSED)
    yield Evil(
        "comment.zip", packed({"a": b"a"})[:-2] + b"\xff\xff" + b"PK\x05\x06" * 16383 + b"abc"
    )
    yield Evil("trailing.docx", whole + b"PK\x05\x06" + bytes(18), REFUSED)
    for at, value in ((8, 65_535), (10, 65_535), (12, 2**32 - 1), (16, 2**32 - 1), (16, 3)):
        lying = bytearray(whole)
        size = 2 if at < 12 else 4
        lying[end + at : end + at + size] = value.to_bytes(size, "little")
        yield Evil(f"lie-{at}-{value}.docx", bytes(lying), EITHER)
    for at, value in ((8, 1), (10, 99), (10, 12), (10, 14), (24, 1), (24, 2**31), (42, 2**31)):
        entry = bytearray(whole)
        place = whole.index(b"PK\x01\x02") + at
        entry[place : place + 2] = (
            value.to_bytes(4, "little")[-2:] if value > 99 else (value.to_bytes(2, "little"))
        )
        yield Evil(f"entry-{at}-{value}.docx", bytes(entry), EITHER)
    broken = bytearray(whole)
    broken[40:60] = bytes(20)
    yield Evil("broken-stream.docx", bytes(broken), EITHER)


def _others() -> Iterator[Evil]:
    for name, kind in (("../../x", tarfile.REGTYPE), ("/x", tarfile.SYMTYPE),
                       ("dev", tarfile.CHRTYPE), ("fifo", tarfile.FIFOTYPE)):  # fmt: skip
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as archive:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd" if kind == tarfile.SYMTYPE else ""
            archive.addfile(entry, io.BytesIO())
        yield Evil(f"{name.strip('./')}-{kind.decode()}.tar", out.getvalue(), KEPT)
    yield Evil("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(50), KEPT)
    yield Evil("a.7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\xff" * 24, KEPT)
    yield Evil("sfx.zip", b"MZ" + bytes(100) + packed({"a": b"a"}), REFUSED)
    yield Evil("a.jar", packed({"META-INF/MANIFEST.MF": b""}), REFUSED)
    yield Evil("renamed.zip", packed({"classes.dex": b"dex", "AndroidManifest.xml": b""}), KEPT)
