"""Reads the words of one file from standard input: `python -m andu.files.words kind …`.

A process of its own without Django: whatever a hostile file does to a parser ends with it.
"""

import json
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any
from xml.etree.ElementTree import XMLPullParser

import pypdfium2
from python_calamine import CalamineWorkbook

PAGES, SHEETS, ROWS = 2000, 50, 100_000
PART = 64 * 1024 * 1024  # bytes unpacked from one entry of a document
BLOCK = 1 << 16
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BREAKS = {f"{WORD}{name}" for name in ("p", "tab", "br", "tc", "cr")}
PARTS = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes",
         "word/comments")  # fmt: skip


def main(kind: str, longest: int, memory: int, seconds: int) -> None:
    """Print the words as one JSON text, at most `longest` characters."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    pieces = {"docx": of_document, "pdf": of_pdf, "text": of_text}.get(kind, of_sheet)
    sys.stdout.write(json.dumps(_upto(pieces(sys.stdin.buffer), longest)))


def of_document(content: IO[bytes]) -> Iterator[str]:
    """A Word document: body with its tables, headers, footers, notes, comments."""
    with zipfile.ZipFile(content) as archive:
        names = [name for name in archive.namelist() if name.startswith(PARTS)]
        order = sorted((name for name in names if name.endswith(".xml")), key=_rank)
        for name in order:
            with archive.open(name) as part:
                yield from _of_xml(part)
            yield "\n"


def of_sheet(content: IO[bytes]) -> Iterator[str]:
    """A workbook, old or new: the names of its sheets and what its cells show."""
    book = CalamineWorkbook.from_filelike(content)
    for name in book.sheet_names[:SHEETS]:
        yield f"{name}\n"
        for number, row in enumerate(book.get_sheet_by_name(name).iter_rows()):
            if number >= ROWS:
                break
            yield "\t".join(str(cell) for cell in row if cell not in ("", None)) + "\n"


def of_pdf(content: IO[bytes]) -> Iterator[str]:
    """The text layer of each page; a scan has none."""
    document = pypdfium2.PdfDocument(content)
    for number in range(min(len(document), PAGES)):
        page = document[number]
        words = page.get_textpage()
        yield words.get_text_range()
        yield "\n"
        words.close()
        page.close()


def of_text(content: IO[bytes]) -> Iterator[str]:
    """A text in UTF-8, UTF-16 with its mark, or GB18030."""
    head = content.read(PART)
    marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        yield head.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        yield head.decode("gb18030", "replace")


def _of_xml(part: Any) -> Iterator[str]:
    """The words of one part, read as a stream. Declarations of entities are refused."""
    seen, parser = 0, XMLPullParser(["end"])  # type: ignore[var-annotated]
    while block := part.read(BLOCK):
        seen += len(block)
        if seen > PART or b"<!DOCTYPE" in block or b"<!ENTITY" in block:
            return
        parser.feed(block)
        events: Any = parser.read_events()
        for _event, element in events:
            if element.tag == f"{WORD}t" and element.text:
                yield element.text
            elif element.tag in BREAKS:
                yield "\n"
            element.clear()


def _rank(name: str) -> tuple[int, str]:
    return next(at for at, part in enumerate(PARTS) if name.startswith(part)), name


def _upto(pieces: Iterable[str], longest: int) -> str:
    """The pieces together, without characters no database takes."""
    found, length = [], 0
    for piece in pieces:
        clean = piece.replace("\x00", "").encode("utf-8", "ignore").decode()
        found.append(clean[: longest - length])
        length += len(found[-1])
        if length >= longest:
            break
    return "".join(found).strip()


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in sys.argv[2:5]))
