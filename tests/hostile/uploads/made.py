"""One evil upload, and the bricks they are made of."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from PIL import Image

REFUSED, KEPT, EITHER = "refused", "kept", "either"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/>{more}</Types>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Evil:
    """A file as it is sent: its name, its bytes, the type it claims, what has to come of it."""

    name: str
    content: bytes
    outcome: str = EITHER
    claims: str = "application/octet-stream"


def packed(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of name → bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def types(more: str = "") -> bytes:
    """The table of contents of an office document."""
    return TYPES.format(more=more).encode()


def docx(body: bytes = b"", **more: bytes) -> bytes:
    """A Word document with this text and further entries."""
    entries = {"[Content_Types].xml": types(), "word/document.xml": body or document(b"x")}
    return packed(entries | more)


def xlsx(**more: bytes) -> bytes:
    """A workbook."""
    entries = {"[Content_Types].xml": types(), "xl/workbook.xml": b"<workbook/>"}
    return packed(entries | more)


def document(inside: bytes, before: bytes = b"") -> bytes:
    """The body of a Word document."""
    return (
        before
        + f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>'.encode()
        + inside
        + (b"</w:t></w:r></w:p></w:body></w:document>")
    )


def png(wide: int = 1, high: int = 1, rows: bytes = b"\0\0\0\0", *more: bytes) -> bytes:
    """A picture that says it is so wide and so high; `more` are chunks before the picture."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), *more, chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def chunk(kind: bytes, content: bytes = b"") -> bytes:
    """One part of a PNG."""
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def jpeg(comment: bytes = b"", exif: bytes = b"") -> bytes:
    """A photograph, drawn by Pillow, with a comment."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (20, 90, 60)).save(out, "JPEG", comment=comment, exif=exif)
    return out.getvalue()
