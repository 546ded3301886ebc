"""Makes a picture of a page light: at most 256 colours, chosen by how often they are seen."""

import base64
import struct
import zlib
from pathlib import Path

from playwright.sync_api import Page

INDEXED = Path(__file__).with_name("palette.js").read_text(encoding="utf-8")


def lighten(path: Path, page: Page) -> None:
    """Write the picture again with a palette; `page` is any blank page of the browser."""
    told = page.evaluate(
        INDEXED, "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode()
    )
    head = struct.pack(">IIBBBBB", told["width"], told["height"], 8, 3, 0, 0, 0)
    body = zlib.compress(base64.b64decode(told["lines"]), 9)
    chunks = [(b"IHDR", head), (b"PLTE", bytes(told["palette"])), (b"IDAT", body), (b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
