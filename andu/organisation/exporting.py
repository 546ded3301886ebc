"""Writing an organisation into a sheet that can be imported again without a change."""

import io
from collections.abc import Iterator

import xlsxwriter

from andu.organisation.importing import cells, known
from andu.organisation.importing.columns import FIELDS
from andu.organisation.importing.known import Held, Known
from andu.organisation.models import Organisation

COLUMNS = (
    "code", "name", "login", "unit", "post", "head", "superior", "mobile", "email", "phone",
    "extra", "charge", "contact", "joined",
)  # fmt: skip
_AS_IS = {"name", "login", "post", "superior", "mobile", "email", "phone", "joined"}


def workbook(organisation: Organisation) -> bytes:
    """The people present, one row each. Every cell is text: nothing is taken for a formula."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    page = book.add_worksheet(organisation.short_name[:31] or "people")
    bold = book.add_format({"bold": True})
    for column, code in enumerate(COLUMNS):
        page.set_column(column, column, FIELDS[code].width)
        page.write_string(0, column, FIELDS[code].label, bold)
    page.freeze_panes(1, 2)
    for number, row in enumerate(rows(organisation), start=1):
        for column, value in enumerate(row):
            page.write_string(number, column, value)
    book.close()
    return stream.getvalue()


def rows(organisation: Organisation) -> Iterator[list[str]]:
    """The rows under the header."""
    there = known.of(organisation)
    mark = _mark(there)
    for code, held in there.people.items():
        if not held.has_left:
            yield [_value(code, held, column, organisation.name, mark) for column in COLUMNS]


def _mark(there: Known) -> str:
    """A mark between levels that no unit's name contains."""
    names = [name for path in there.units for name in path]
    marks: list[str] = cells.WORDS["separators"]["paths"]
    return next((mark for mark in marks if not any(mark in name for name in names)), marks[0])


def _value(code: str, held: Held, column: str, root: str, mark: str) -> str:
    if column == "code" or column in _AS_IS:
        return code if column == "code" else str(getattr(held, column))
    if column == "unit":
        return mark.join((root, *(held.unit or ())))
    if column == "head":
        words = {"head": cells.WORDS["head"][0], "deputy": cells.WORDS["deputy"][0]}
        return str(words.get(held.duty, ""))
    if column == "contact":
        return cells.WORDS["yes"][0] if held.contact else ""
    if column == "charge":
        return "；".join(mark.join((root, *path)) for path in sorted(held.charge))
    return "；".join(f"{mark.join((root, *path))}:{post}" for path, post in sorted(held.extra))
