"""Pictures: bombs, halves, other things in a picture's clothes."""

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.hostile.uploads.made import EITHER, KEPT, REFUSED, Evil, chunk, jpeg, packed, png

PHP = b"<?php system($_GET['c']); ?>"
SCRIPT = b"<script>alert(1)</script>"
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00"
TAIL = b"\x00\x02\x02D\x01\x00;"


def all_of(_trap: str) -> Iterator[Evil]:
    """Every picture."""
    yield from _bombs()
    yield from _halves()
    yield from _clothes()
    yield from _lies()


def _bombs() -> Iterator[Evil]:
    yield Evil("50000.png", png(50_000, 50_000), KEPT)
    yield Evil("limit.png", png(2**31 - 1, 2**31 - 1), KEPT)
    yield Evil("zero.png", png(0, 0), KEPT)
    yield Evil("rows.png", png(12_000, 12_000, bytes(36_012_000)), KEPT)
    text = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(20_000_000)))
    yield Evil("text.png", png(1, 1, b"\0\0\0\0", text), KEPT)
    profile = chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(20_000_000)))
    yield Evil("profile.png", png(1, 1, b"\0\0\0\0", profile), KEPT)
    yield Evil("huge.gif", b"GIF89a\xff\xff\xff\xff" + GIF[10:] + TAIL, KEPT)
    yield Evil("frames.gif", GIF[:19] + (GIF[19:] + TAIL[:-1]) * 20_000 + b";", KEPT)
    yield Evil("huge.bmp", _bmp(60_000, 60_000), KEPT)
    yield Evil("negative.bmp", _bmp(-1, -(2**31)), KEPT)
    yield Evil("huge.tif", _tiff(60_000), KEPT)
    yield Evil("loop.tif", b"II*\0\x08\0\0\0\0\0\x08\0\0\0", EITHER)
    frame = b"\xff\xc0\x00\x11\x08"
    small, huge = frame + b"\x00\x08\x00\x08", frame + b"\xff" * 4
    yield Evil("huge.jpg", jpeg().replace(small, huge), KEPT)
    yield Evil(
        "huge.webp", b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\xff\xff\xff\xff" + bytes(9), KEPT
    )


def _bmp(wide: int, high: int) -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, wide, high, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 58, 0, 0, 54) + head + b"\xff\0\xff\0"


def _tiff(side: int) -> bytes:
    tags = ((256, side), (257, side), (258, 8), (259, 1), (262, 1), (273, 8), (278, side), (279, 1))
    rows = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + rows + bytes(4)


def _halves() -> Iterator[Evil]:
    for kind in ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF"):
        out = io.BytesIO()
        Image.effect_noise((64, 64), 80).save(out, kind)
        whole, ending = out.getvalue(), {"JPEG": "jpg", "TIFF": "tif"}.get(kind, kind.lower())
        yield Evil(f"half.{ending}", whole[: len(whole) // 2], KEPT)
        yield Evil(f"head.{ending}", whole[:14], EITHER)
        yield Evil(f"bent.{ending}", whole[:30] + b"\xff" * 40 + whole[70:], EITHER)


def _clothes() -> Iterator[Evil]:
    yield Evil(
        "code.gif", b"GIF89a/*" + GIF[8:] + TAIL + b"*/=1;alert(1)//", KEPT, "text/javascript"
    )
    yield Evil("code.jpg", jpeg(PHP), KEPT, "application/x-httpd-php")
    yield Evil("page.jpg", jpeg(SCRIPT), KEPT, "text/html")
    yield Evil("page.png", png(1, 1, b"\0\0\0\0", chunk(b"iTXt", SCRIPT)), KEPT, "text/html")
    yield Evil("after.png", png() + SCRIPT + PHP, KEPT, "text/html")
    yield Evil("code.bmp", b"BM/*" + _bmp(1, 1)[4:] + b"*/;alert(1)", KEPT, "text/javascript")
    yield Evil("archive.png", png() + packed({"a.php": PHP}), KEPT)
    yield Evil("archive.jpg", jpeg() + packed({"META-INF/MANIFEST.MF": b""}), KEPT)
    yield Evil("paper.jpg", jpeg(b"%PDF-1.4 1 0 obj<</JS(app.alert(1))>>"), KEPT)
    exif = Image.Exif()
    exif[0x010E], exif[0x0112], exif[0x9286] = "<script>alert(1)</script>", 6, b"\0" * 8 + SCRIPT
    yield Evil("exif.jpg", jpeg(exif=exif.tobytes()), KEPT)
    yield Evil("bent-exif.jpg", jpeg(exif=b"Exif\0\0II*\0\xff\xff\xff\xff"), KEPT)
    yield Evil("vector.jpg", jpeg(b"<svg onload=alert(1)>"), KEPT, "image/svg+xml")


def _lies() -> Iterator[Evil]:
    ghost = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n(%pipe%id) (w) file\n"
    for ending in ("png", "jpg", "gif", "bmp", "webp", "tif"):
        yield Evil(f"ghost.{ending}", ghost, REFUSED, f"image/{ending}")
        yield Evil(f"magick.{ending}", b"push graphic-context\nfill 'url(|id)'\n", REFUSED)
        yield Evil(f"program.{ending}", b"\x7fELF\x02\x01\x01" + bytes(200), REFUSED)
        if ending != "png":
            yield Evil(f"other.{ending}", png(), REFUSED)
    yield Evil("a.ico", b"\0\0\1\0" + bytes(40), REFUSED)
    yield Evil("a.psd", b"8BPS" + bytes(40), REFUSED)
    yield Evil("a.eps", ghost, REFUSED)
    yield Evil("fake.heic", b"\0\0\0\x18ftypmp42" + bytes(40), REFUSED)
    yield Evil("fake.mp4", b"\0\0\0\x18ftypheic" + bytes(40), REFUSED)
    yield Evil("list.mp4", b"#EXTM3U\nfile:///etc/passwd", REFUSED)
    yield Evil("list.avi", b"#EXTM3U\nfile:///etc/passwd", REFUSED)
