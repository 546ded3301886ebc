"""Reads shaped for the screens of this room."""

from andu.portal.queries import batches, filters
from andu.portal.queries.counting import capped
from andu.portal.queries.criteria import Criteria, read
from andu.portal.queries.desk import (
    figures,
    greeting,
    today,
    today_in_words,
    visible_matter,
)
from andu.portal.queries.lists import Listing, every_row, found, listed
from andu.portal.queries.rows import Row
from andu.portal.queries.sources import SOURCES

__all__ = [
    "SOURCES", "Criteria", "Listing", "Row", "batches", "capped", "every_row", "figures", "filters",
    "found", "greeting", "listed", "read", "today", "today_in_words", "visible_matter",
]  # fmt: skip
