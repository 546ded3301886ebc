"""One file per screen."""

from andu.documents.views.naming import (
    issuer,
    issuer_turn,
    issuers,
    series_edit,
    series_new,
    series_turn,
)
from andu.documents.views.numbering import give_back, numbers, reserve, series, take, use, void

__all__ = [
    "give_back",
    "issuer",
    "issuer_turn",
    "issuers",
    "numbers",
    "reserve",
    "series",
    "series_edit",
    "series_new",
    "series_turn",
    "take",
    "use",
    "void",
]
