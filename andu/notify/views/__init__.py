"""The pages of this room."""

from andu.notify.views.listing import bell, index
from andu.notify.views.reading import open_, read_all

__all__ = ["bell", "index", "open_", "read_all"]
