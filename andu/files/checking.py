"""Whether a file may come in: its name against its content, its size, what it carries inside."""

import stat
import zipfile
from typing import BinaryIO

from django.utils.translation import gettext as _

from andu.files import macros, naming, sniffing
from andu.files.policy import ARCHIVE_ENTRIES, ARCHIVE_SIZE, MACROS, TYPES
from andu.kit.verdict import Verdict, no, yes
from andu.policy.reading import value

MB = 1024 * 1024
RATIO = 100
SMALL = MB
MACRO = "_VBA_PROJECT".encode("utf-16-le")
SEALED = "EncryptedPackage".encode("utf-16-le")
OFFICE = {"docx", "xlsx", "pptx"}
PACKED = OFFICE | {"zip", "ofd", "odt", "ods", "odp"}

# Which contents an ending may have; an ending not listed may hold what no other ending claims.
TEXTS = ["txt", "csv", "md", "log", "json", "xml", "bpmn", "eml", "ics"]
CONTENTS = {
    **{ending: {"text"} for ending in TEXTS},
    **{ending: {"ole"} for ending in ("doc", "xls", "ppt")},
    **{ending: {"ole", "docx", "xlsx", "pptx"} for ending in ("wps", "wpt", "et", "dps")},
    **{ending: {ending, "ole"} for ending in OFFICE},
    "docm": {"docx"}, "dotx": {"docx"}, "xlsm": {"xlsx"}, "xltx": {"xlsx"}, "pptm": {"pptx"},
    "jpeg": {"jpg"}, "tiff": {"tif"},
    "mp4": {"mp4", "m4v", "mov"}, "mov": {"mov", "mp4"}, "m4a": {"m4a", "mp4"},
    "mp3": {"mp3", "data"}, "heic": {"heic", "heif"},
}  # fmt: skip
SAME = {
    "pdf", "ofd", "odt", "ods", "odp", "rtf", "jpg", "png", "gif", "bmp", "webp", "tif", "wav",
    "amr", "avi", "zip", "rar", "7z", "gz", "tar",
}  # fmt: skip
UNCLAIMED = {"data", "text", "zip", "ole"}


def may_be_named(name: str, organisation: int | None) -> Verdict:
    """Whether the ending is one the organisation takes."""
    ending = naming.extension(name)
    if ending in value(TYPES, organisation=organisation).lower().split():
        return yes
    if not ending:
        return no(_("“{name}”没有扩展名，请补上扩展名后再上传。").format(name=name), "type")
    words = _("不接收 .{ending} 文件。请转成 PDF 或常用文档格式后再上传“{name}”。")
    return no(words.format(ending=ending, name=name), "type")


def may_measure(size: int, limit: int, name: str) -> Verdict:
    """Whether the size is within `limit` bytes; an empty file is refused."""
    if size <= 0:
        return no(_("“{name}”是空文件，请检查后重新选择。").format(name=name), "empty")
    if size > limit:
        words = _("“{name}”有 {size}，超过 {limit} 的上限。请压缩或拆分后再上传。")
        return no(words.format(name=name, size=_mb(size), limit=_mb(limit)), "size")
    return yes


def may_hold(content: BinaryIO, kind: str, name: str, organisation: int | None) -> Verdict:
    """Whether the content is what the name says, and carries neither macros nor a bomb."""
    ending = naming.extension(name)
    if not _fits(kind, ending) or (
        kind == "ole" and ending in OFFICE and not sniffing.contains(content, SEALED)
    ):
        return _lying(name)
    if kind == "ole" and not _macros_allowed(organisation) and sniffing.contains(content, MACRO):
        return _no_macros(name)
    return _may_unpack(content, kind, name, organisation) if kind in PACKED else yes


def _fits(kind: str, ending: str) -> bool:
    claimed = {ending} if ending in SAME else UNCLAIMED | {ending}
    return kind in CONTENTS.get(ending, claimed)


def _may_unpack(content: BinaryIO, kind: str, name: str, organisation: int | None) -> Verdict:
    content.seek(0)
    with zipfile.ZipFile(content) as archive:
        verdict = _may_open(archive, content.seek(0, 2), name, organisation)
        if not verdict or _macros_allowed(organisation):
            return verdict
        try:
            return _no_macros(name) if macros.are_in(archive, kind) else yes
        except macros.Unreadable:
            return _lying(name)


def _may_open(
    archive: zipfile.ZipFile, packed: int, name: str, organisation: int | None
) -> Verdict:
    entries = archive.infolist()
    if _is_bomb(entries, packed, organisation):
        words = _("“{name}”解开后过大或文件过多，不能上传。请拆成几个再传。")
        return no(words.format(name=name), "bomb")
    if any(_is_link(entry) for entry in entries):
        return no(_("“{name}”里有链接，不能上传。请去掉链接后再打包。").format(name=name), "link")
    return yes


def _is_bomb(entries: list[zipfile.ZipInfo], packed: int, organisation: int | None) -> bool:
    total = sum(entry.file_size for entry in entries)
    return (
        len(entries) > value(ARCHIVE_ENTRIES, organisation=organisation)
        or total > value(ARCHIVE_SIZE, organisation=organisation) * MB
        or (total > SMALL and total > packed * RATIO)
        or any(
            entry.file_size > SMALL and entry.file_size > entry.compress_size * RATIO
            for entry in entries
        )
        # Entries that share the same bytes unpack to more than they say.
        or sum(entry.compress_size for entry in entries) > packed
    )  # fmt: skip


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _macros_allowed(organisation: int | None) -> bool:
    return bool(value(MACROS, organisation=organisation))


def _lying(name: str) -> Verdict:
    words = _("“{name}”的内容不是 .{ending} 文件。请用原来的软件另存为 .{ending} 后再上传。")
    return no(words.format(name=name, ending=naming.extension(name)), "lying")


def _no_macros(name: str) -> Verdict:
    return no(_("“{name}”带有宏，不能上传。请另存为不带宏的文档。").format(name=name), "macros")


def _mb(size: int) -> str:
    return _("{size} MB").format(size=f"{size / MB:.1f}".removesuffix(".0"))
