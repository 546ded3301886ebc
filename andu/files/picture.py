"""Makes a harmless picture of the one on standard input: `python -m andu.files.picture wide …`.

A process of its own without Django. The picture is drawn anew, upright, at most `wide` pixels in
either direction, without EXIF (place, camera), profiles and whatever hides behind the image.
"""

import io
import resource
import sys

from PIL import Image, ImageOps

# A photograph is decoded at a fraction of its size; other kinds take their full size in memory.
LARGEST, LARGEST_PHOTO = 50_000_000, 250_000_000


def main(wide: int, memory: int, seconds: int) -> None:
    """Write a JPEG, or a PNG when the picture is transparent, to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.buffer.write(redrawn(sys.stdin.buffer.read(), wide))


def redrawn(content: bytes, wide: int) -> bytes:
    """The bytes of the new picture; ValueError when it has too many pixels."""
    Image.MAX_IMAGE_PIXELS = LARGEST_PHOTO
    with Image.open(io.BytesIO(content)) as given:
        if given.width * given.height > (LARGEST_PHOTO if given.format == "JPEG" else LARGEST):
            raise ValueError("too many pixels")
        given.draft("RGB", (wide, wide))
        upright = ImageOps.exif_transpose(given)
    upright.thumbnail((wide, wide))
    clear = "A" in upright.getbands() or "transparency" in upright.info
    picture = upright.convert("RGBA" if clear else "RGB")
    picture.info.clear()
    out = io.BytesIO()
    picture.save(out, "PNG" if clear else "JPEG", **({} if clear else {"quality": 85}))
    return out.getvalue()


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:4]))
