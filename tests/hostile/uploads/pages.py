"""Pages and programs: with script, under their own endings and under false ones."""

from collections.abc import Iterator

from tests.hostile.uploads.made import KEPT, REFUSED, Evil

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
PAGES = {
    "html": b"<!doctype html><script>alert(document.cookie)</script>", "svg": SVG,
    "xhtml": b'<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
    "mht": b"MIME-Version: 1.0\nContent-Type: text/html\n\n<script>alert(1)</script>",
    "xsl": b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl" type="text/xsl"?><x/>',
    "utf7": b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "utf16": "<script>alert(1)</script>".encode("utf-16"),
}  # fmt: skip
FALSE = ("png", "jpg", "gif", "webp", "pdf", "docx", "zip", "mp4", "ofd", "rtf")
# Texts are kept: they are shown as text, and only that.
TEXTS = ("txt", "csv", "md", "log", "json", "xml", "bpmn", "eml", "ics")
FOREIGN = [
    "html",
    "htm",
    "xhtml",
    "shtml",
    "svg",
    "svgz",
    "mht",
    "mhtml",
    "hta",
    "php",
    "phtml",
    "php5",
    "phar",
    "jsp",
    "jspx",
    "asp",
    "aspx",
    "cgi",
    "pl",
    "py",
    "sh",
    "exe",
    "dll",
    "com",
    "scr",
    "bat",
    "cmd",
    "ps1",
    "vbs",
    "js",
    "mjs",
    "wsf",
    "msi",
    "jar",
    "lnk",
    "url",
    "scf",
    "desktop",
    "reg",
    "swf",
    "xap",
    "htaccess",
    "config",
    "so",
    "app",
    "dmg",
    "apk",
    "iso",
    "vhd",
    "img",
    "xll",
    "ppam",
    "chm",
    "hlp",
    "cpl",
    "inf",
    "application",
    "library-ms",
]
TRICKS = (
    "shell.php.jpg.php", "shell.jpg\0.php", "shell.php\0.exe", "shell.asp;.jsp", "shell.php::$DATA",
    "shell.pHp", "shell.php.", "shell.php ", "shell.txt/.php", ".htaccess", "web.config",
    "shell.jpg\u202etxt.php", "shell.ph\u200bp", "shell.php\uff0ejpg",
)  # fmt: skip


def all_of(_trap: str) -> Iterator[Evil]:
    """Every page and program."""
    for kind, content in PAGES.items():
        yield from (Evil(f"{kind}.{ending}", content, REFUSED, "text/html") for ending in FALSE)
        yield from (Evil(f"{kind}.{ending}", content, KEPT, "text/html") for ending in TEXTS)
    yield from (Evil(f"x.{ending}", PAGES["html"], REFUSED, "text/plain") for ending in FOREIGN)
    yield from (Evil(name, b"<?php system($_GET['c']);", REFUSED) for name in TRICKS)
    for ending in TEXTS:
        yield Evil(f"program.{ending}", b"MZ\x90\0" + bytes(200), REFUSED, "text/plain")
        yield Evil(f"nothing.{ending}", b"", REFUSED)
