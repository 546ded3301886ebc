"""Text with formatting: what an editor sends is kept only as far as a strict list allows (C31).

The editor marks its post with MARK and sends it behind the plain words of the box; anything else is
plain text, typed without scripts.
"""

import html
import re

import nh3
from django.utils.safestring import SafeString

MARK = "<!--rich-->"
LONGEST_HTML, LONGEST_WORDS = 60_000, 20_000
TAGS = {
    "p", "br", "strong", "em", "u", "s", "h3", "h4", "ul", "ol", "li", "blockquote", "a",
}  # fmt: skip
_BLOCK_ENDS = re.compile(r"</(?:p|h3|h4|li|blockquote)>|<br>")
_TAG = re.compile(r"<[^>]*>")


def clean(text: str) -> str:
    """HTML that is safe to show anywhere; "" when no words are in it."""
    kept = nh3.clean(
        text, tags=TAGS, attributes={"a": {"href"}}, clean_content_tags={"script", "style"},
        url_schemes={"http", "https", "mailto"}, link_rel="noopener noreferrer nofollow",
    ).replace("\0", "")  # fmt: skip
    return kept if words(kept).strip() else ""


def from_plain(text: str) -> str:
    """Typed paragraphs as HTML."""
    blocks = (block.strip() for block in re.split(r"\n{2,}", text.strip()))
    return "".join(f"<p>{html.escape(block).replace(chr(10), '<br>')}</p>" for block in blocks)


def shown(text: str) -> SafeString:
    """Kept text for a page: cleaned once more, for it goes there as it is."""
    return SafeString(clean(text))  # nosec B703: cleaned by nh3 in this very line


def words(text: str) -> str:
    """The words of cleaned HTML, one block on a line."""
    lines = html.unescape(_TAG.sub("", _BLOCK_ENDS.sub("\n", text))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def as_typed(text: str) -> str:
    """Cleaned HTML as somebody without scripts edits it: paragraphs apart."""
    return "\n\n".join(words(text).splitlines())
