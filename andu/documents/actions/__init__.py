"""The verbs of this room."""

from andu.documents.actions.naming import (
    close_issuer,
    close_series,
    reopen_issuer,
    reopen_series,
    save_issuer,
    save_series,
)
from andu.documents.actions.numbering import Entry, give_back, reserve, take, use, void

__all__ = [
    "Entry",
    "close_issuer",
    "close_series",
    "give_back",
    "reopen_issuer",
    "reopen_series",
    "reserve",
    "save_issuer",
    "save_series",
    "take",
    "use",
    "void",
]
