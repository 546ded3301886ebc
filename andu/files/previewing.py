"""How a file is shown in the page: which way, and what there is to show."""

import codecs
import csv
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from andu.files import renditions
from andu.files.models import File
from andu.files.sniffing import charset

IMAGES = {"jpg", "png", "gif", "webp", "bmp", "tif"}
OFFICE = {"docx", "xlsx", "pptx", "odt", "ods", "odp", "rtf"}
OLD_OFFICE = {"doc", "xls", "ppt", "wps", "wpt", "et", "dps"}
READ = 1024 * 1024  # bytes of a text that are shown
ROWS, COLUMNS = 300, 40
LARGEST_OFFICE = 100 * 1024 * 1024


@dataclass(frozen=True)
class Preview:
    """`way`: image, paper (a PDF), text, table, making (a PDF, soon) or none; `said` why none."""

    way: str
    said: str = ""
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)
    cut: bool = False


def preview_of(file: File) -> Preview:
    """What the page shows of a file; asks for nothing to be made."""
    if file.kind in IMAGES:
        return Preview("image")
    if file.kind == "pdf":
        return Preview("paper")
    if file.kind == "text":
        return _text(file)
    if is_office(file):
        return _office(file)
    return Preview("none", _("这种文件不能在页面里预览，请下载后打开。"))


def is_office(file: File) -> bool:
    """Whether LibreOffice can be asked to turn it into a PDF."""
    return file.kind in OFFICE or (file.kind == "ole" and file.extension in OLD_OFFICE)


def has_picture(file: File) -> bool:
    """Whether a thumbnail can be shown."""
    return file.kind in IMAGES


def _office(file: File) -> Preview:
    stands = renditions.stands(file)
    if stands == "ready":
        return Preview("paper")
    if stands == renditions.FAILED:
        return Preview("none", _("这份文档没能转换成可预览的样子（可能已加密），请下载后打开。"))
    if not renditions.soffice():
        return Preview("none", _("服务器没有安装文档转换组件，不能预览，请下载后打开。"))
    if file.size > LARGEST_OFFICE:
        return Preview("none", _("文档太大，不能预览，请下载后打开。"))
    return Preview("making")


def _text(file: File) -> Preview:
    try:
        with file.open() as content:
            head = content.read(READ + 1)
    except FileNotFoundError:
        return Preview("none", _("文件内容在存储中找不到。请联系系统管理员从备份恢复。"))
    cut = len(head) > READ
    text = _decoded(head[:READ])
    if file.extension == "csv":
        rows = _rows(text)
        return Preview("table", rows=rows[:ROWS], cut=cut or len(rows) > ROWS)
    return Preview("text", text=text, cut=cut)


def _decoded(head: bytes) -> str:
    """In UTF-8, UTF-16 with its mark, or GB18030; the end may lie within a character."""
    found = charset(head[:65_536]) or "gb18030"
    if found == "utf-8":
        try:
            codecs.getincrementaldecoder("utf-8")().decode(head)
        except UnicodeDecodeError:
            found = "gb18030"
    decoder = codecs.getincrementaldecoder(found)("replace")
    return decoder.decode(head).lstrip("\ufeff").replace("\x00", "")


def _rows(text: str) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(text.splitlines()):
            rows.append([cell[:300] for cell in row[:COLUMNS]])
            if len(rows) > ROWS:
                break
    except csv.Error:
        return [[line] for line in text.splitlines()[: ROWS + 1]]
    return rows
