"""Sends a file as no browser would: its name as it stands, the type it claims."""

import collections
from typing import Any
from urllib.parse import quote

from django.test import Client

from andu.files.arriving import PIECE
from tests.hostile.uploads import Evil

EDGE = "----an-edge-no-file-holds"
FIELD, TO = "f-papers-new", "/forms/upload"
SPECIAL = set('"\\\r\n\0')


def in_a_form(client: Client, evil: Evil) -> Any:
    """As one field of a form; the answer."""
    body = b"\r\n".join((
        f"--{EDGE}".encode(),
        b'Content-Disposition: form-data; name="' + FIELD.encode() + b'"; ' + _named(evil.name),
        f"Content-Type: {evil.claims}".encode(), b"", evil.content, f"--{EDGE}--".encode(), b"",
    ))  # fmt: skip
    return client.generic("POST", TO, body, f"multipart/form-data; boundary={EDGE}")


def in_pieces(client: Client, evil: Evil) -> Any:
    """Begun, sent piece by piece, finished; the last answer, or the first refusal."""
    name = quote(evil.name.encode(errors="surrogatepass"))
    said = f"name={name}&size={len(evil.content)}".encode()
    form = "application/x-www-form-urlencoded"
    begun = client.generic("POST", "/files/uploads", said, form, HTTP_ACCEPT="application/json")
    if begun.status_code != 201:
        return begun
    token = begun.json()["token"]
    for start in range(0, len(evil.content), PIECE):
        piece, at = evil.content[start : start + PIECE], f"/files/uploads/{token}?offset={start}"
        sent = client.put(at, piece, "application/octet-stream")
        if sent.status_code != 200:
            return sent
    return client.post(TO, {FIELD: token})


def read_out(answer: Any) -> None:
    """Read an answer to its end. Closing it would close the story's connection, too."""
    if answer.streaming:
        collections.deque(answer.streaming_content, maxlen=0)


def _named(name: str) -> bytes:
    raw = name.encode(errors="surrogatepass")
    if SPECIAL & set(name):
        return b"filename*=utf-8''" + quote(raw).encode()
    return b'filename="' + raw + b'"'
