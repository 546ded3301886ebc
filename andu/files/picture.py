"""Makes a harmless picture of the one, or of the PDF, on standard input:
`python -m andu.files.picture wide …`.

A process of its own without Django. The picture is drawn anew, upright, at most `wide` pixels in
either direction, without EXIF (place, camera), profiles and whatever hides behind the image.
"""

import io
import resource
import sys
from typing import IO, Any

import pypdfium2
from PIL import Image, ImageOps

# A photograph is decoded at a fraction of its size; other kinds take their full size in memory.
HEAD = 1024  # bytes within which a PDF says that it is one
LARGEST, LARGEST_PHOTO = 50_000_000, 250_000_000


def main(wide: int, memory: int, seconds: int, flat: int) -> None:
    """Write a JPEG, or a PNG when the picture is transparent and not to be `flat`."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.buffer.write(redrawn(sys.stdin.buffer, wide, bool(flat)))


def redrawn(content: IO[bytes], wide: int, flat: bool) -> bytes:
    """The bytes of the new picture, also of a PDF when `flat`; ValueError when it has too many
    pixels."""
    is_pdf = flat and b"%PDF-" in content.read(HEAD)
    content.seek(0)
    drawn = _first_page(content, wide) if is_pdf else _upright(content.read(), wide)
    clear = "A" in drawn.getbands() or "transparency" in drawn.info
    picture = drawn.convert("RGBA" if clear else "RGB")
    if clear and flat:
        below = Image.new("RGBA", picture.size, "white")
        picture, clear = Image.alpha_composite(below, picture).convert("RGB"), False
    picture.info.clear()
    out = io.BytesIO()
    picture.save(out, "PNG" if clear else "JPEG", **({} if clear else {"quality": 85}))
    return out.getvalue()


def _upright(content: bytes, wide: int) -> Any:
    Image.MAX_IMAGE_PIXELS = LARGEST_PHOTO
    with Image.open(io.BytesIO(content)) as given:
        if given.width * given.height > (LARGEST_PHOTO if given.format == "JPEG" else LARGEST):
            raise ValueError("too many pixels")
        given.draft("RGB", (wide, wide))
        upright = ImageOps.exif_transpose(given)
    upright.thumbnail((wide, wide))
    return upright


def _first_page(content: IO[bytes], wide: int) -> Any:
    page = pypdfium2.PdfDocument(content)[0]
    longer = max(page.get_size())
    return page.render(scale=wide / max(longer, 1)).to_pil()


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:5]))
