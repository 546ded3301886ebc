"""Handwriting for the demo: a word of the brush as lines of the hand, never twice the same."""

import io
import random
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from andu.files.models import File
from andu.files.storing import store
from andu.kit.actor import Actor

SIDE, FINER, INK, WIDTH = 120, 3, (28, 30, 34, 255), 15
AGREED = (  # two characters, each stroke from point to point in a square of a hundred
    (((20, 18), (17, 60), (15, 96)), ((20, 19), (82, 16), (83, 90), (72, 84)),
     ((34, 39), (66, 37)), ((36, 54), (39, 80)), ((36, 55), (64, 53), (61, 77)),
     ((39, 77), (61, 75))),
    (((50, 3), (54, 11)), ((26, 18), (76, 15)), ((38, 23), (42, 32)), ((62, 21), (57, 32)),
     ((10, 38), (92, 35)), ((34, 45), (36, 68)), ((34, 46), (66, 44), (64, 67)),
     ((36, 56), (64, 55)), ((36, 67), (64, 65)), ((22, 78), (15, 92)),
     ((36, 75), (38, 90), (52, 96), (66, 93), (68, 84)), ((49, 72), (54, 80)),
     ((75, 73), (84, 85))),
)  # fmt: skip


def agreed(chance: random.Random, *, by: Actor) -> File:
    """The word of agreement written by hand, as the person's staged picture."""
    large = SIDE * FINER
    picture = Image.new("RGBA", (large * 2, large), (255, 255, 255, 0))
    pen = ImageDraw.Draw(picture)
    for number, strokes in enumerate(AGREED):
        for stroke in strokes:
            _draw(pen, [_place(point, number, chance) for point in stroke])
    out = io.BytesIO()
    picture.resize((SIDE * 2, SIDE), Image.Resampling.LANCZOS).save(out, "PNG")
    return store(ContentFile(out.getvalue(), name=_("手写意见") + ".png"), by=by)


def _place(point: tuple[int, int], number: int, chance: random.Random) -> tuple[float, float]:
    across, down = (each + chance.uniform(-2, 2) for each in point)
    scale = SIDE * FINER / 112
    return (across + 6 + number * 106) * scale, (down + 6 - across * 0.03) * scale


def _draw(pen: Any, points: list[tuple[float, float]]) -> None:
    pen.line(points, fill=INK, width=WIDTH, joint="curve")
    for number, (across, down) in enumerate(points):
        half = WIDTH / (2.6 if number else 1.7)
        pen.ellipse((across - half, down - half, across + half, down + half), fill=INK)
