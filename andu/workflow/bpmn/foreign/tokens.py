"""The words of a foreign expression: what wraps it, and its tokens."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

LONGEST = 2000
JUEL = re.compile(r"[$#]\{([^{}]*)\}\Z", re.DOTALL)
TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)
    |(?P<sign>&&|\|\||[=!<>]=|\.\.|[=<>!()\[\],.+\-*/%?:@≥≤≠]))""",
    re.VERBOSE,
)  # fmt: skip
NAME = re.compile(r"[^\W\d]\w*\Z")


class Unfit(Exception):
    """An expression that our grammar does not have; says why in words people read."""


@dataclass(frozen=True)
class Token:
    """A piece of an expression: number, text (without its quotes), name, sign, or the end."""

    kind: str
    text: str


END = Token("end", "")


def wrapped(text: str) -> tuple[str, str]:
    """What stands inside ${…}, #{…} or after "=", and the language: juel, feel, or "" for none."""
    text = text.strip()
    found = JUEL.match(text)
    if found:
        return found[1].strip(), "juel"
    if text.startswith("=") and not text.startswith("=="):
        return text[1:].strip(), "feel"
    return text, ""


def is_expression(text: str) -> bool:
    """Whether a value is computed rather than written out."""
    return bool(wrapped(text)[1]) or "${" in text or "#{" in text


def variable_in(text: str) -> str:
    """The variable that is all of an expression; "" when it is more or none."""
    inside, language = wrapped(text)
    return inside if language and NAME.match(inside) else ""


def tokens(text: str) -> list[Token]:
    """The tokens of what stands inside an expression. Raises Unfit."""
    if len(text) > LONGEST:
        raise Unfit(_("表达式太长"))
    found, at = list[Token](), 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if match is None:
            raise Unfit(_("不认识“{part}”").format(part=text[at:].strip()[:20]))
        kind = str(match.lastgroup)
        found.append(Token(kind, _bare(kind, match[kind])))
        at = match.end()
    return found


def _bare(kind: str, written: str) -> str:
    return re.sub(r"\\(.)", r"\1", written[1:-1]) if kind == "text" else written
