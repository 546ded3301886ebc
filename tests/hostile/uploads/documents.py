"""Office documents: macros, what is fetched from elsewhere, parsers to be blown up."""

from collections.abc import Iterator

from tests.hostile.uploads.made import (
    EITHER,
    KEPT,
    REFUSED,
    Evil,
    document,
    docx,
    packed,
    types,
    xlsx,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="{to}" TargetMode="External"/></Relationships>'
)
VBA = '<Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
ENABLED = (
    '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.'
    'macroEnabled.main+xml"/>'
)
SHEET = '<Override PartName="/xl/m/s.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/>'
LAUGHS = b'<!DOCTYPE d [<!ENTITY a "ha">' + b"".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(10)
) + b"]>"  # fmt: skip
ODF = "application/vnd.oasis.opendocument."


def all_of(trap: str) -> Iterator[Evil]:
    """Every document."""
    yield from _macros()
    yield from _fetching(trap)
    yield from _parsers(trap)
    yield from _sheets(trap)
    yield from _old(trap)


def _macros() -> Iterator[Evil]:
    for name in (
        "word/vbaProject.bin",
        "word/VBAPROJECT.BIN",
        "xl/vbaProject.bin",
        "vbaProject.bin",
    ):
        yield Evil("macro.docx", docx(**{name: b"x"}), REFUSED)
    yield Evil("renamed-macro.docx", _typed(VBA), REFUSED)
    yield Evil("renamed-macro.wps", _typed(VBA), REFUSED)
    yield Evil("enabled.docx", _typed(ENABLED), REFUSED)
    yield Evil("shouted.docx", _typed(VBA.replace("vbaProject", "VBAPROJECT")), REFUSED)
    yield Evil("utf16.docx", _typed(VBA, "utf-16"), REFUSED)
    yield Evil("macro.docm", docx(), REFUSED)
    yield Evil("macro.xlsm", xlsx(), REFUSED)
    yield Evil("template.dotm", docx(), REFUSED)
    yield Evil("addin.xlam", xlsx(), REFUSED)
    yield Evil("macrosheet.xlsx", packed({"[Content_Types].xml": types(SHEET),
                                          "xl/m/s.xml": b"<x/>"}), REFUSED)  # fmt: skip
    for ending, kind in (("odt", "text"), ("ods", "spreadsheet"), ("odp", "presentation")):
        entries = {"mimetype": f"{ODF}{kind}".encode(), "Basic/Standard/Module1.xml": b"<x/>"}
        yield Evil(f"basic.{ending}", packed(entries), REFUSED)
        yield Evil(f"python.{ending}", packed({"mimetype": f"{ODF}{kind}".encode(),
                                               "Scripts/python/a.py": b""}), REFUSED)  # fmt: skip


def _typed(more: str, charset: str = "utf-8") -> bytes:
    said = types(more).decode().replace('"1.0"', f'"1.0" encoding="{charset}"').encode(charset)
    return packed({"[Content_Types].xml": said, "word/document.xml": document(b"x"),
                   "word/a.bin": OLE})  # fmt: skip


def _fetching(trap: str) -> Iterator[Evil]:
    for kind in ("attachedTemplate", "image", "oleObject", "frame", "subDocument", "hyperlink"):
        for to in (trap, "file:///etc/passwd", "\\\\127.0.0.1\\share\\x"):
            relation = RELATION.format(kind=kind, to=to).encode()
            yield Evil(f"{kind}.docx", docx(**{"word/_rels/settings.xml.rels": relation}), KEPT)
    html = b"<script>alert(1)</script>"
    yield Evil("altchunk.docx", docx(**{"word/afchunk.mht": html}), KEPT)
    yield Evil("object.docx", docx(**{"word/embeddings/oleObject1.bin": OLE}), KEPT)
    field = b"</w:t></w:r><w:fldSimple w:instr='DDEAUTO c:\\\\x \"/c calc\"'/><w:r><w:t>"
    yield Evil("dde.docx", docx(document(field)), KEPT)


def _parsers(trap: str) -> Iterator[Evil]:
    yield Evil("two-tables.docx", docx(**{"[content_types].xml": types(VBA)}), REFUSED)
    for name, before, inside in (
        ("xxe", b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;"),
        ("xxe-far", f'<!DOCTYPE d [<!ENTITY x SYSTEM "{trap}">]>'.encode(), b"&x;"),
        ("dtd-far", f'<!DOCTYPE d SYSTEM "{trap}x.dtd">'.encode(), b"x"),
        ("parameter", f'<!DOCTYPE d [<!ENTITY % x SYSTEM "{trap}"> %x;]>'.encode(), b"x"),
        ("laughs", LAUGHS, b"&k;"),
        ("quadratic", b'<!DOCTYPE d [<!ENTITY a "' + b"a" * 100_000 + b'">]>', b"&a;" * 10_000),
        ("deep", b"", b"<w:r>" * 20_000),
        ("include", b"", b'<i:include xmlns:i="http://www.w3.org/2001/XInclude" '
         b'href="file:///etc/passwd"/>'),
        ("nul", b"", b"\0\x01\xff"),
        ("utf7", b'<?xml version="1.0" encoding="UTF-7"?>', b"+ADw-script+AD4-"),
        ("unknown", b'<?xml version="1.0" encoding="evil"?>', b"x"),
        ("attributes", b"", b"<w:r " + b" ".join(b"a%d='x'" % n for n in range(20_000)) + b"/>"),
    ):  # fmt: skip
        yield Evil(f"{name}.docx", docx(document(inside, before)), KEPT)
    yield Evil("body-missing.docx", docx(b"<x"), KEPT)
    for charset in ("utf-16", "utf-32", "cp037"):
        yield Evil(f"{charset}.docx", docx("<w>x</w>".encode(charset)), KEPT)


def _sheets(trap: str) -> Iterator[Evil]:
    huge = b'<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">' + (
        b'<c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    yield Evil("huge.xlsx", xlsx(**{"xl/worksheets/sheet1.xml": huge}), KEPT)
    linked = RELATION.format(kind="externalLinkPath", to=trap).encode()
    yield Evil("linked.xlsx", xlsx(**{"xl/externalLinks/_rels/e.xml.rels": linked}), KEPT)
    yield Evil("query.xlsx", xlsx(**{"xl/connections.xml": f'<x url="{trap}"/>'.encode()}), KEPT)
    yield Evil("laughs.xlsx", xlsx(**{"xl/sharedStrings.xml": LAUGHS + b"<sst>&k;</sst>"}), KEPT)
    cells = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", f'=WEBSERVICE("{trap}")', "\t=1+1",
             f'=HYPERLINK("{trap}","x")', "%0A-3+3")  # fmt: skip
    for number, cell in enumerate(cells):
        yield Evil(f"formula{number}.csv", f'name,"{cell}"\n'.encode(), KEPT)
    yield Evil("wide.csv", b"," * 500_000, KEPT)
    yield Evil("quote.csv", b'"' + b"x\n" * 300_000, KEPT)
    yield Evil("nul.csv", b"a\0b", EITHER)


def _old(trap: str) -> Iterator[Evil]:
    macro = OLE + "_VBA_PROJECT".encode("utf-16-le")
    for ending in ("doc", "xls", "ppt", "wps", "et", "dps", "wpt"):
        yield Evil(f"macro.{ending}", macro, REFUSED)
    yield Evil("far-macro.doc", OLE + bytes(2 * 1024 * 1024 - 5) + macro, REFUSED)
    yield Evil("installer.doc", OLE[:8] + b"\xff" * 3000, KEPT)
    yield Evil("plain.docx", OLE, REFUSED)
    yield Evil("object.rtf", b"{\\rtf1{\\object\\objautlink\\objupdate{\\*\\objdata 0105}}}", KEPT)
    yield Evil("template.rtf", f"{{\\rtf1{{\\*\\template {trap}}}}}".encode(), KEPT)
    yield Evil("deep.rtf", b"{\\rtf1" + b"{" * 200_000, KEPT)
    yield Evil("page.doc", b"<html><script>alert(1)</script>", REFUSED)
    yield Evil("slk.xls", b"ID;P\nO;E\nNN;NAuto_open;ER1C1;KOut Flank;F\n", REFUSED)
    yield Evil("a.slk", b"ID;P\n", REFUSED)
    yield Evil("a.iqy", f"WEB\n1\n{trap}".encode(), REFUSED)
