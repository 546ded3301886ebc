"""Whether an office document carries macros: by the parts it holds and what its table calls them,
for a macro runs under whatever name its part has."""

import codecs
import html
import struct
import zipfile
import zlib

TABLE = "[Content_Types].xml"
LONGEST_TABLE = 4 * 1024 * 1024  # bytes, unpacked
PARTS = ("vbaproject.bin",)
CALLED = ("vbaproject", "macroenabled", "macrosheet")
TABLED = {"docx", "xlsx", "pptx"}
FOLDERS = dict.fromkeys(("odt", "ods", "odp"), ("Basic/", "Scripts/"))
BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ArithmeticError,
          RuntimeError, ValueError)  # fmt: skip


class Unreadable(Exception):
    """The table of an office document can't be read; no office program would, either."""


def are_in(archive: zipfile.ZipFile, kind: str) -> bool:
    """Whether a document of this kind has any. Raises Unreadable."""
    names = archive.namelist()
    if any(name.lower().endswith(PARTS) for name in names):
        return True
    if kind in FOLDERS:
        return any(name.startswith(FOLDERS[kind]) for name in names)
    if kind not in TABLED:
        return False
    tables = [entry for entry in archive.infolist() if entry.filename.lower() == TABLE.lower()]
    if len(tables) > 1:  # programs differ in which of them they read
        raise Unreadable
    text = _words(archive, tables[0]) if tables else ""
    return any(word in text for word in CALLED)


def _words(archive: zipfile.ZipFile, table: zipfile.ZipInfo) -> str:
    """The table in small letters, its character references resolved."""
    try:
        with archive.open(table) as part:
            raw = part.read(LONGEST_TABLE + 1)
    except BROKEN as error:
        raise Unreadable from error
    if len(raw) > LONGEST_TABLE:
        raise Unreadable
    wide = raw.startswith(BOMS) or b"\0" in raw[:4]
    text = raw.decode("utf-16" if wide else "utf-8", "replace")
    return html.unescape(text).lower()
