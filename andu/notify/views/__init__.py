"""The pages of this room."""

from andu.notify.views.arranging import arrange
from andu.notify.views.listing import bell, index
from andu.notify.views.reading import open_, read_all, read_some

__all__ = ["arrange", "bell", "index", "open_", "read_all", "read_some"]
