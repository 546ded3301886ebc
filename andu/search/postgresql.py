"""The index on PostgreSQL: a tsvector written literally (no parser drops a sign) under GIN."""

MATCH = "{column} @@ %s::tsquery"
PLACEHOLDER = "%s::tsvector"
ASKS_EACH = True  # the pieces of one entry lie together, and a page is soon full


def document(tokens: list[str]) -> str:
    """A piece as the index takes it: '案':1 '牍':2."""
    return " ".join(f"{_quoted(token)}:{place}" for place, token in enumerate(tokens, 1))


def phrase(tokens: list[str]) -> str:
    """These tokens, one behind the other."""
    return " <-> ".join(_quoted(token) for token in tokens)


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
