"""Reads shaped for the screens of this room."""

from andu.portal.queries import arrangement, batches, filters, oversight, usual
from andu.portal.queries.counting import capped
from andu.portal.queries.criteria import Criteria, read
from andu.portal.queries.desk import (
    duties,
    figures,
    greeting,
    returned,
    today,
    today_in_words,
    tracked_matter,
    under_way,
    visible_matter,
)
from andu.portal.queries.lists import Listing, every_row, found, listed
from andu.portal.queries.rows import Row
from andu.portal.queries.sources import SOURCES
from andu.portal.queries.standing import role_of
from andu.portal.queries.stuck import Stuck, stuck

__all__ = [
    "SOURCES", "Criteria", "Listing", "Row", "Stuck", "arrangement", "batches", "capped", "duties",
    "every_row", "figures", "filters", "found", "greeting", "listed", "oversight", "read",
    "returned", "role_of", "stuck", "today", "today_in_words", "tracked_matter", "under_way",
    "usual", "visible_matter",
]  # fmt: skip
