"""Filling a form in: from what a browser posts to typed values, within the access given."""

from andu.forms.filling.cleaning import Cleaned, clean, overlay, unfilled
from andu.forms.filling.computing import computed
from andu.forms.filling.drafting import draft, initial, reshaped
from andu.forms.filling.posting import Raw, name_of
from andu.forms.filling.receiving import receive, receive_draft

__all__ = [
    "Cleaned",
    "Raw",
    "clean",
    "computed",
    "draft",
    "initial",
    "name_of",
    "overlay",
    "receive",
    "receive_draft",
    "reshaped",
    "unfilled",
]
