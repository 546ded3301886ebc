"""The verbs of this room."""

from andu.portal.actions.arranging import arrange_own, arrange_role, reset_own, reset_role
from andu.portal.actions.batching import decide_item, start_batch, undo_batch
from andu.portal.actions.filters import (
    choose_filter,
    drop_filter,
    rename_filter,
    save_filter,
)

__all__ = [
    "arrange_own", "arrange_role", "choose_filter", "decide_item", "drop_filter", "rename_filter",
    "reset_own", "reset_role", "save_filter", "start_batch", "undo_batch",
]  # fmt: skip
