"""Bodies of bad faith: what is no JSON, JSON that costs, values of a wrong kind."""

import json
import pickle
from collections.abc import Iterator
from typing import Any

MB = 1024 * 1024
DEEP = 100_000
JSON = "application/json"
STRANGE: tuple[Any, ...] = (
    None, True, "", "x", -1, 0, 2**31, 2**63, 10**400, 1.5, 1e308, [], [[]], [None], ["x"], {},
    {"a": {"b": [1]}}, "\0", "a\0b", "\ud800", "\udfff\ud800", "\u202egpj.exe", "１２",
    "x" * 100_000, ["x"] * 5000, [2**63], [-1], [10**30], float("nan"), float("inf"), "2026-02-30",
    "9" * 5000,
    "' or 1=1 --", "<script>alert(1)</script>", "../../etc/passwd", "{{7*7}}", [True], {"": ""},
)  # fmt: skip


def nested(depth: int, sign: str = "[]") -> bytes:
    """A value within a value within a value."""
    begin = sign[0] if sign == "[]" else '{"a":'
    return (begin * depth + "1" + sign[1] * depth).encode()


def unread(said: Any) -> Iterator[tuple[bytes, str]]:
    """Whole bodies and the kind they claim; `said` is a good one."""
    good = json.dumps(said).encode()
    for raw in (
        b"", b" ", b"null", b"true", b"1", b'"x"', b"[]", b"[{}]", b"{", b"{}}", b"[1,]",
        b"{'a':1}", b"\xef\xbb\xbf" + good, b"\xff\xfe" + good, b'{"\xff": 1}', b"\0" * 100,
        good + b"x",
        good[:-1], good + good, b"NaN", b"-Infinity", b'{"title": NaN}', b"1e999999",
        b'{"seat": ' + b"9" * 10_000 + b"}", b'{"title": "a", "title": {}, "verb": 1, "verb": 2}',
        b'{"__proto__": {"a": 1}, "__class__": "x", "pk": 1}', b'{"title": "\\ud800"}',
        b'{"\\u0000": 1, "title": "\\u0000"}', pickle.dumps({"a": 1}),
        b"--- !!python/object:os.x\n",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        b'{"title": "' + b"x" * 10 * MB + b'"}', b"[" + b"1," * 5 * MB + b"1]", b"x" * 17 * MB,
        nested(DEEP), nested(DEEP, "{}"), b"[" * DEEP, b'{"a":' * DEEP,
        *(b'{"fields": ' + nested(depth, sign) + b"}"
          for depth in (100, 400, 900, 990) for sign in ("[]", "{}")),
        *(b'{"title": "x", "verb": "agree", "fields": {"reason": ' + nested(depth) + b"}}"
          for depth in (100, 900)),
        json.dumps({f"k{n}": n for n in range(100_000)}).encode(),
    ):  # fmt: skip
        yield raw, JSON
    for kind in ("", "text/plain", "text/html", "application/xml", "application/x-yaml", "x", "/",
                 "multipart/form-data", "multipart/form-data; boundary=x",
                 "application/octet-stream",
                 "application/x-www-form-urlencoded", f"{JSON}; charset=evil",
                 f"{JSON}; charset=",
                 f"{JSON}; charset=utf-7",
                 "application/x-www-form-urlencoded; charset=evil",
                 f"{JSON}, text/html"):  # fmt: skip
        yield good, kind
    yield good.decode().encode("utf-16"), f"{JSON}; charset=utf-16"


def torn(raw: bytes, kind: str) -> Iterator[tuple[bytes, str]]:
    """What a good body of another kind becomes on a bad way, or in bad hands."""
    for part in (b"", raw[:1], raw[: len(raw) // 2], raw[:-4], raw + raw, raw[::-1], b"\0" * 1000):
        yield part, kind
    for other in (
        kind.partition(";")[0],
        f"{kind}x",
        JSON,
        "text/plain",
        "",
        f"{kind}; charset=evil",
    ):
        yield raw, other
    yield raw.replace(b"filename=", b"filename*=x''"), kind
    yield raw.replace(b'name="', b'name="\0'), kind
    yield raw.replace(b"filename=", b"nothing="), kind


def wrong(said: dict[str, Any], names: list[str]) -> Iterator[dict[str, Any]]:
    """A good body in which one field has a strange value, or is missing, or is not known."""
    for name in names:
        yield from ({**said, name: value} for value in STRANGE)
        yield {key: value for key, value in said.items() if key != name}
    for name in said.get("fields", {}):
        yield from ({**said, "fields": {**said["fields"], name: value}} for value in STRANGE)
    for name in ("id", "pk", "state", "initiator_id", "_connector", "__class__", "a\0", "\ud800"):
        yield {**said, name: 1}
        yield {**said, "fields": {**said.get("fields", {}), name: 1}}
