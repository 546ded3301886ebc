"""What a file really is, told from its bytes."""

import codecs
import zipfile
from typing import BinaryIO

import filetype

HEAD = 65_536
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
ZIP_END, ZIP64_END = b"PK\x05\x06", b"PK\x06\x07"
LONGEST_TAIL = 22 + 65_535 + 20
LARGEST_DIRECTORY = 8 * 1024 * 1024
BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
ODF = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
ALIKE = {"jpeg": "jpg", "tiff": "tif", "dll": "exe"}
NOT_IN_TEXT = set(range(32)) - set(b"\t\n\r\f\x1b")


def kind_of(content: BinaryIO) -> str:
    """One word: pdf, docx, ole, zip, text, jpg, exe …; "data" when nobody knows."""
    content.seek(0)
    head = content.read(HEAD)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(OLE):
        return "ole"
    if head.startswith(ZIP):
        return _kind_of_zip(content)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    # Before the magic numbers: a letter that begins with BM is no picture.
    if is_text(head):
        return "text"
    found = filetype.guess(head)
    return ALIKE.get(found.extension, found.extension) if found else "data"


def is_text(head: bytes) -> bool:
    """Whether bytes read as text in UTF-8, UTF-16 with its mark, or GB18030."""
    return charset(head) != ""


def charset(head: bytes) -> str:
    """The encoding of a text by its first bytes; empty when it is no text."""
    if head.startswith(BOMS):
        return "utf-16" if _decodes(head, "utf-16") else ""
    if NOT_IN_TEXT & set(head):
        return ""
    return next((name for name in ("utf-8", "gb18030") if _decodes(head, name)), "")


def contains(content: BinaryIO, needle: bytes) -> bool:
    """Whether bytes occur anywhere in a file."""
    content.seek(0)
    tail = b""
    while chunk := content.read(1 << 20):
        if needle in tail + chunk:
            return True
        tail = chunk[-len(needle) :]
    return False


def _decodes(head: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        # The head may end within a character.
        decoder.decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError:
        return False
    return True


def _kind_of_zip(content: BinaryIO) -> str:
    if not 0 <= _directory_size(content) <= LARGEST_DIRECTORY:
        return "data"
    try:
        with zipfile.ZipFile(content) as archive:
            return _kind_by_entries(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "data"


def _directory_size(content: BinaryIO) -> int:
    """How many bytes the archive's table of contents takes; -1 when it can't be told.

    Asked before the table is read: a small file can hold a million entries. Archives in the
    64-bit form are not read.
    """
    size = content.seek(0, 2)
    content.seek(max(0, size - LONGEST_TAIL))
    tail = content.read()
    at = len(tail) - 22 if tail[-22:].startswith(ZIP_END) else tail.rfind(ZIP_END)
    if at < 0 or len(tail) < at + 22 or tail[max(0, at - 20) : at].startswith(ZIP64_END):
        return -1
    return int.from_bytes(tail[at + 12 : at + 16], "little")


def _kind_by_entries(archive: zipfile.ZipFile) -> str:
    names = {info.filename for info in archive.infolist()}
    if "[Content_Types].xml" in names:
        for folder, kind in OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return kind
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        return ODF.get(archive.read("mimetype").decode("ascii", "replace"), "zip")
    return "zip"
