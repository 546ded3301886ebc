"""The words of a token: made once, kept as a digest."""

import hashlib
import secrets

MARK = "andu_"  # so that a leaked one is recognised in logs and repositories


def new() -> str:
    """A token nobody guesses: 256 random bits."""
    return MARK + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of it. Random as it is, it needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
