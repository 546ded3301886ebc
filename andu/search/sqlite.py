"""The index on SQLite: FTS5. Its own tokeniser splits at blanks; the ASCII signs it would drop are
spelled out, so no query can contain an operator."""

MATCH = "{column} MATCH %s"
PLACEHOLDER = "%s"
ASKS_EACH = False  # one query of FTS5 costs half a millisecond to begin, and then little


def document(tokens: list[str]) -> str:
    """A piece as the index takes it."""
    return " ".join(_spelled(token) for token in tokens)


def phrase(tokens: list[str]) -> str:
    """These tokens, one behind the other."""
    return f'"{document(tokens)}"'


def _spelled(token: str) -> str:
    return token if token.isalnum() or ord(token) > 127 else f"x{ord(token):02x}"
