"""From bytes to rows of text: .xlsx and .csv as offices keep them, hostile files refused."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from andu.organisation.importing import cells

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000
MOST_CELLS = 6_000_000
MOST_COLUMNS = 300
MOST_UNPACKED = 400 * 1024 * 1024
MOST_SHEETS = 20
LONGEST_CELL = 2000

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_CHUNK = 1 << 20
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Za-z]{1,3})(\d{1,7})[\"'][^>]*>")
_MASKED = re.compile(rb"\br=[\"'][^\"'>]{0,40}&")


class Unreadable(Exception):
    """The file can't be read; the words say why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """One sheet as text. `rows[0]` is row 1 of the file."""

    name: str
    rows: list[list[str]]


def read(data: bytes, filename: str) -> list[Sheet]:
    """The visible sheets of a file, first to last; Unreadable when it can't be one of ours."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("文件超过 20 MB。请去掉图片和不用的工作表，或分成几个文件导入。"))
    if not data.strip():
        raise Unreadable(_("文件是空的。请检查是否选错了文件。"))
    if data.startswith(_OLD_EXCEL):
        raise Unreadable(
            _("这是旧格式（.xls）或加了密码的表格。请用 Excel 打开，另存为不加密码的 .xlsx。")
        )
    if data.startswith(b"PK"):
        return _workbook(data)
    if PurePath(filename).suffix.lower() in {".xlsx", ".xlsm"}:
        raise Unreadable(_("文件名是 .xlsx，内容却不是。请用 Excel 重新另存为 .xlsx 再上传。"))
    return [_csv(data, filename)]


def _workbook(data: bytes) -> list[Sheet]:
    try:
        _inspect(data)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = [
                each.name for each in book.sheets_metadata
                if each.visible == SheetVisibleEnum.Visible
            ]  # fmt: skip
            return [_grid(book.get_sheet_by_name(name)) for name in names[:MOST_SHEETS]]
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise Unreadable(
            _("表格文件已损坏，无法读取。请用 Excel 打开后重新另存为 .xlsx。")
        ) from error
    except NotImplementedError as error:
        raise Unreadable(_("表格文件的压缩方式不支持。请用 Excel 重新另存为 .xlsx。")) from error


def _inspect(data: bytes) -> None:
    """Unpack everything once, counting: a bomb or a sheet spread to the far corner ends here.

    The reader keeps a dense grid up to the last filled cell, so the corner decides its memory.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > 5000 or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unreadable(_("表格解开后过大，已拒绝读取。请只保留人员一张工作表再上传。"))
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable(_("表格加了密码。请去掉密码后再上传。"))
        for part in parts:
            sheet = part.filename.lower().startswith("xl/worksheets/")
            with archive.open(part) as stream:
                _measure(stream, sheet)


def _measure(stream: IO[bytes], sheet: bool) -> None:
    rows = columns = 0
    tail = b""
    while chunk := stream.read(_CHUNK):
        if not sheet:
            continue
        block = tail + chunk
        if _MASKED.search(block):
            raise Unreadable(
                _("表格的单元格地址写法异常，已拒绝读取。请用 Excel 重新另存为 .xlsx。")
            )
        for found in _CELL.finditer(block):
            if not found.group().endswith(b"/>"):
                rows = max(rows, int(found.group(2)))
                columns = max(columns, _column(found.group(1)))
        tail = block[block.rfind(b"<") :][-4096:]
    _bounded(rows, columns)


def _bounded(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise Unreadable(
            _("表格超过 20 万行。请删去末尾多余的行，或分成几个文件导入。")
        )  # fmt: skip
    if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise Unreadable(_("表格的列太多。请只保留人员信息所在的列再上传。"))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _grid(sheet: CalamineSheet) -> Sheet:
    _bounded(sheet.total_height, sheet.total_width)
    rows = [
        [cells.text(cell)[:LONGEST_CELL] for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    _fill_merged(rows, sheet.merged_cell_ranges or [])
    return Sheet(sheet.name, rows)


def _fill_merged(
    rows: list[list[str]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    """A value merged over several rows counts for each of them."""
    for (top, left), (bottom, _right) in ranges:
        if top < len(rows) and left < len(rows[top]) and bottom > top:
            for row in rows[top + 1 : bottom + 1]:
                if not row[left]:
                    row[left] = rows[top][left]


def _csv(data: bytes, filename: str) -> Sheet:
    content = _decoded(data)
    if "\x00" in content:
        raise Unreadable(_("这不是表格文件。请上传 .xlsx 或 .csv。"))
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content))
    rows: list[list[str]] = []
    try:
        for row in reader:
            _bounded(len(rows) + 1, len(row))
            rows.append([cells.text(cell)[:LONGEST_CELL] for cell in row])
    except csv.Error as error:
        raise Unreadable(
            _("第 {row} 行附近的引号或分隔符不成对，请用 Excel 另存为 .xlsx 再上传。").format(
                row=reader.line_num
            )
        ) from error
    return Sheet(PurePath(filename).stem, rows)


def _decoded(data: bytes) -> str:
    tries = ["utf-16"] if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "gb18030"]
    for encoding in tries:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("认不出文件的文字编码。请用 Excel 另存为 .xlsx 或“CSV UTF-8”再上传。"))


def _delimiter(content: str) -> str:
    head = content[:20_000]
    return max([",", "\t", ";"], key=head.count)
