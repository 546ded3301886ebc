"""The verbs of this room."""

from andu.stationery.actions.phrases import add_phrase, edit_phrase, move_phrase, remove_phrase
from andu.stationery.actions.signing import adopt_signature, drop_signature

__all__ = [
    "add_phrase", "adopt_signature", "drop_signature", "edit_phrase", "move_phrase",
    "remove_phrase",
]  # fmt: skip
