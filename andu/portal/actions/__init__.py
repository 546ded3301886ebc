"""The verbs of this room."""

from andu.portal.actions.batching import decide_item, start_batch, undo_batch
from andu.portal.actions.filters import (
    choose_filter,
    drop_filter,
    rename_filter,
    save_filter,
)

__all__ = [
    "choose_filter", "decide_item", "drop_filter", "rename_filter", "save_filter", "start_batch",
    "undo_batch",
]  # fmt: skip
