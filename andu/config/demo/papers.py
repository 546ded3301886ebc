"""Small real files for the demo's attachments, made by our own libraries."""

import io
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from docx import Document
from PIL import Image, ImageDraw

from andu.files.models import File
from andu.files.storing import store
from andu.kit.actor import Actor
from andu.kit.sheet import write_xlsx

WIDTH, HEIGHT, LINES = 720, 460, 9
INK, PAPER, STAMP = (60, 62, 66), (252, 250, 244), (190, 52, 44)


def attach(name: str, title: str, rows: list[list[Any]], *, by: Actor) -> File:
    """A staged file of this name (its ending says what it is), about `title`."""
    make = _MAKERS[name.rpartition(".")[2]]
    return store(ContentFile(make(title, rows), name=name), by=by)


def _docx(title: str, rows: list[list[Any]]) -> bytes:
    paper = Document()
    paper.add_heading(title, level=1)
    for row in rows:
        paper.add_paragraph("  ".join(str(cell) for cell in row))
    return _bytes(paper.save)


def _xlsx(title: str, rows: list[list[Any]]) -> bytes:
    return _bytes(lambda out: write_xlsx(out, [title, ""], rows))


def _picture(rows: list[list[Any]]) -> Image.Image:
    """What a photographed receipt looks like from afar: lines, sums, a round stamp."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((24, 24, WIDTH - 24, HEIGHT - 24), outline=INK, width=2)
    for number in range(LINES):
        top = 84 + number * 36
        pen.line((48, top, WIDTH - 48, top), fill=INK)
        cells = rows[number] if number < len(rows) else []
        said = "   ".join(str(cell) for cell in cells if str(cell).isascii())
        pen.text((WIDTH - 260, top - 18), said, fill=INK)
    pen.ellipse((WIDTH - 220, HEIGHT - 180, WIDTH - 80, HEIGHT - 60), outline=STAMP, width=4)
    return picture


def _png(_title: str, rows: list[list[Any]]) -> bytes:
    return _bytes(lambda out: _picture(rows).save(out, "PNG"))


def _pdf(_title: str, rows: list[list[Any]]) -> bytes:
    return _bytes(lambda out: _picture(rows).save(out, "PDF"))


def _bytes(save: Callable[[io.BytesIO], Any]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


_MAKERS: dict[str, Callable[[str, list[list[Any]]], bytes]] = {
    "docx": _docx, "xlsx": _xlsx, "png": _png, "pdf": _pdf,
}  # fmt: skip
