"""The pages of this room."""

from andu.downloads.views.listing import drop, index, take

__all__ = ["drop", "index", "take"]
