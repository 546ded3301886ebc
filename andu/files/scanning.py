"""Asking a virus scanner (clamd) about bytes, over its INSTREAM command; off unless ANDU_CLAMD says
where it listens: unix:/path or host:port."""

import socket
import struct
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from andu.kit.verdict import Verdict, no, yes

BLOCK = 1 << 18
PATIENCE = 120  # seconds for one answer


class Unreachable(Exception):
    """The scanner did not answer as it should."""


def may_pass(content: IO[bytes], name: str) -> Verdict:
    """Whether the scanner finds nothing. A scanner that is set up and does not answer refuses:
    nothing comes in unchecked (FL-05)."""
    if not settings.CLAMD:
        return yes
    try:
        found = finding(content)
    except (OSError, Unreachable):
        words = _("病毒检查暂时不可用，“{name}”没有保存。请稍后再传，或联系系统管理员。")
        return no(words.format(name=name), "unscanned")
    if found:
        words = _("“{name}”带有病毒（{virus}），没有保存。请先用杀毒软件清理这台电脑。")
        return no(words.format(name=name, virus=found), "infected")
    return yes


def finding(content: IO[bytes]) -> str:
    """The name of the virus, or nothing. Raises Unreachable or OSError."""
    content.seek(0)
    with _connected(settings.CLAMD) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        while block := content.read(BLOCK):
            scanner.sendall(struct.pack("!I", len(block)) + block)
        scanner.sendall(struct.pack("!I", 0))
        said = _said(scanner)
    if said == "stream: OK":
        return ""
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return said[8:-6][:80]
    raise Unreachable(said[:80])


def _connected(place: str) -> socket.socket:
    if place.startswith("unix:"):
        made = socket.socket(socket.AF_UNIX)
        made.settimeout(PATIENCE)
        made.connect(place.removeprefix("unix:"))
        return made
    host, _colon, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), PATIENCE)


def _said(scanner: socket.socket) -> str:
    heard = b""
    while len(heard) < 4096 and not heard.endswith(b"\0"):
        piece = scanner.recv(1024)
        if not piece:
            break
        heard += piece
    return heard.rstrip(b"\0\n").decode("utf-8", "replace").strip()
