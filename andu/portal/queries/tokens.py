"""A list and the place in it as one word, carried by the pages of its matters: todo?urgency=1."""

from django.http import QueryDict
from django.urls import reverse

from andu.kit import plain
from andu.portal.queries.criteria import Criteria
from andu.portal.queries.sources import SOURCES

LONGEST = 2000


def token_of(code: str, asked: Criteria, after: str = "") -> str:
    """The word for one page of a list as it is filtered and sorted."""
    page = QueryDict(asked.query, mutable=True)
    if after:
        page["after"] = after
    query = page.urlencode()
    return f"{code}?{query}" if query else code


def opened(token: str) -> tuple[str, str]:
    """The list and the query in a token; ("", "") when it names no list."""
    code, _mark, query = plain.line(token)[:LONGEST].partition("?")
    return (code, query) if code in SOURCES else ("", "")


def address_of(token: str, on: int = 0) -> str:
    """Where the list of a token is, with the matter `on` chosen; 待办 for a bad token."""
    code, query = opened(token)
    page = QueryDict(query, mutable=True)
    if on:
        page["on"] = str(on)
    text = page.urlencode() or ("all=1" if code else "")
    url = reverse(f"portal:{code or 'todo'}")
    return f"{url}?{text}" if text else url
