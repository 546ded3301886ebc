"""The screens of this room."""

from andu.portal.views.arranging import arrange, arrange_role
from andu.portal.views.batches import batch, start_batch, undo_batch
from andu.portal.views.desk import desk
from andu.portal.views.exporting import export
from andu.portal.views.filters import change_filter, filtering, save_filter
from andu.portal.views.lists import listing
from andu.portal.views.matter import matter, part
from andu.portal.views.palette import palette
from andu.portal.views.unit import unit

__all__ = [
    "arrange", "arrange_role", "batch", "change_filter", "desk", "export", "filtering", "listing",
    "matter", "palette", "part", "save_filter", "start_batch", "undo_batch", "unit",
]  # fmt: skip
