"""Tables for a spreadsheet: .xlsx, and CSV that Excel opens in Chinese; neither runs a formula."""

import csv
import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from django.http import StreamingHttpResponse
from django.utils import timezone

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
USUAL_WIDTH = 18  # characters
LONGEST_CELL = 32_767  # what a cell of .xlsx holds
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Line:
    """What csv writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def csv_answer(
    name: str, heads: Iterable[Any], rows: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """A download `name`.csv, sent line by line."""
    response = StreamingHttpResponse(lines(heads, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def lines(heads: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The table as lines of text."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow([harmless(head) for head in heads])
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell: Any) -> str:
    """The cell as text; what a spreadsheet would take for a formula gets a quote before it."""
    text = str(cell).replace("\x00", "")
    return f"'{text}" if text.startswith(BEGINS_FORMULA) else text


def write_csv(out: BinaryIO, heads: Iterable[Any], rows: Iterable[Iterable[Any]]) -> None:
    """The table as CSV into a binary file."""
    for line in lines(heads, (map(_plain, row) for row in rows)):
        out.write(line.encode())


def write_xlsx(
    out: BinaryIO, heads: Iterable[Any], rows: Iterable[Iterable[Any]],
    widths: Sequence[int] = (),
) -> None:  # fmt: skip
    """The table as .xlsx into a binary file, in little memory. Numbers and dates stay such; every
    text is written as text, so nothing in it is ever taken for a formula or a link. `widths` are
    those of the columns, in characters."""
    book = xlsxwriter.Workbook(out, {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd hh:mm",
    })  # fmt: skip
    page = book.add_worksheet()
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for column, head in enumerate(heads):
        page.write_string(0, column, str(head), bold)
        page.set_column(column, column, widths[column] if widths else USUAL_WIDTH)
    page.freeze_panes(1, 0)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            _write(page, (number, column), cell, day)
    book.close()


def _write(page: Any, at: tuple[int, int], cell: Any, day: Any) -> None:
    if isinstance(cell, bool) or cell is None:
        page.write_string(*at, "" if cell is None else str(cell))
    elif isinstance(cell, int | float | Decimal):
        page.write_number(*at, cell)
    elif isinstance(cell, datetime.datetime):
        page.write_datetime(*at, timezone.localtime(cell).replace(tzinfo=None))
    elif isinstance(cell, datetime.date):
        page.write_datetime(*at, cell, day)
    else:
        page.write_string(*at, _CONTROL.sub("", str(cell))[:LONGEST_CELL])


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime.datetime):
        return timezone.localtime(cell).strftime("%Y-%m-%d %H:%M")
    return "" if cell is None else cell
