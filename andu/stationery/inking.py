"""Makes a signature of the picture on standard input: `python -m andu.stationery.inking …`.

A process of its own without Django, within limits. Paper becomes transparent, strokes become ink;
what lies around them is cut off, and the picture is drawn anew, so that nothing hides in it.
"""

import io
import resource
import sys

from PIL import Image, ImageOps

LARGEST = 60_000_000  # pixels
WIDE, HIGH, WORKING = 600, 240, 1800
INK = (20, 22, 26)
FAINTEST, MOST_COVERED = 40, 0.55  # grey levels between paper and ink; share of the picture
EDGE = 6
BLANK, COVERED = 3, 4  # exit codes


def main(memory: int, seconds: int) -> None:
    """Write the PNG to standard output; exit code 3 when there is no ink, 4 when all is ink."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.buffer.write(inked(sys.stdin.buffer.read()))


def inked(content: bytes) -> bytes:
    """The bytes of the PNG; SystemExit with a code when nothing can be made of it."""
    grey = _grey(content)
    paper, ink = _level(grey, 0.9), _level(grey, 0.002)
    if paper - ink < FAINTEST:
        raise SystemExit(BLANK)
    light, dark = paper - (paper - ink) * 0.25, ink + (paper - ink) * 0.25
    cover = grey.point([_alpha(level, light, dark) for level in range(256)])
    box = cover.point([255 if level > 60 else 0 for level in range(256)]).getbbox()
    if box is None:
        raise SystemExit(BLANK)
    cover = cover.crop(_wider(box, cover.size))
    if sum(n * level for level, n in enumerate(cover.histogram())) > (
        MOST_COVERED * 255 * cover.width * cover.height
    ):
        raise SystemExit(COVERED)
    cover.thumbnail((WIDE, HIGH))
    drawn = Image.new("RGBA", cover.size, (*INK, 0))
    drawn.putalpha(cover)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()


def _grey(content: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = LARGEST
    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as given:
        if given.width * given.height > LARGEST:
            raise ValueError("too many pixels")
        given.draft("RGB", (WORKING, WORKING))
        upright = ImageOps.exif_transpose(given)
    upright.thumbnail((WORKING, WORKING))
    clear = upright.convert("RGBA")
    white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
    return Image.alpha_composite(white, clear).convert("L")


def _level(grey: Image.Image, share: float) -> int:
    """The grey level below which this share of the picture lies."""
    left = share * grey.width * grey.height
    for level, count in enumerate(grey.histogram()):
        left -= count
        if left <= 0:
            return level
    return 255


def _alpha(level: int, light: float, dark: float) -> int:
    return round(255 * min(1.0, max(0.0, (light - level) / (light - dark))))


def _wider(box: tuple[int, int, int, int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    return (
        max(left - EDGE, 0), max(top - EDGE, 0),
        min(right + EDGE, size[0]), min(bottom + EDGE, size[1]),
    )  # fmt: skip


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
