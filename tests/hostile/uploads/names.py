"""Harmless bytes under names that climb, deceive, break headers or cost much."""

from collections.abc import Iterator

from tests.hostile.uploads.made import EITHER, KEPT, REFUSED, Evil

WITH_ENDING = (
    "../../../../tmp/x", "..\\..\\..\\x", "/etc/cron.d/x", "C:\\Windows\\System32\\x",
    "\\\\host\\share\\x", "....//....//x", "..;/x", "%2e%2e%2fx", "..%c0%afx", "..\u2215x",
    "．．／x", "~root/x", "con", "NUL", "aux.x", "com1", "lpt9.tar", "COM¹", "x:y", "x\0y", "x\ny",
    "x\r\nSet-Cookie: a=b", 'x"; filename="y', "x'; drop table andu;--", "$(id)", "`id`", "; id #",
    "| id", "-rf", "--help", "*", "?", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "{{7*7}}", "{% debug %}", "${jndi:ldap://127.0.0.1/x}", "%s%n%x", "photo\u202egnp",
    "\u2066x\u2069",
    "\ufeffx", "x\u200b", "x\u00ad", "\x1b[2Jx", "x" * 255, "字" * 255, "a\u0301" * 300,
    "👨\u200d👩\u200d👧", "x.....", "x    ", " x", ". . .", "..", ".", "x\u2028y", "\U000e0041x",
    "İ", "ﬀ", "x\u0085y", "a.b.c.d.e.f", "x\u3000", "?q=1#f", "&amp;",
)  # fmt: skip
UNREADABLE = ("字" * 10_000, "x\ud800", "\udc00", "\ufffe")  # a form with such a name is no form
BARE = (".", "..", "...", " ", "\0", "\u202e", "/", "\\", "x", "x.", "x/", "README", "txt", ".txt")


def all_of(_trap: str) -> Iterator[Evil]:
    """Every name."""
    yield from (Evil(f"{name}.txt", b"harmless", KEPT) for name in WITH_ENDING)
    yield from (Evil(f"{name}.txt", b"harmless", EITHER) for name in UNREADABLE)
    yield from (Evil(name, b"harmless", REFUSED) for name in BARE)
    yield from (Evil(f"x.txt{after}", b"harmless", KEPT) for after in (".", " ", "...", " . ."))
    yield from (
        Evil(f"x.{'t' * long}", b"harmless", REFUSED) for long in (13, 255, 70_000)
    )  # fmt: skip
