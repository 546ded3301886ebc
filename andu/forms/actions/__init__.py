"""The verbs of this room."""

from andu.forms.actions.designing import create_form, publish
from andu.forms.actions.dictionaries import create_dictionary, revise_dictionary, save_entries
from andu.forms.actions.saving import create_record, save_record

__all__ = [
    "create_dictionary", "create_form", "create_record", "publish", "revise_dictionary",
    "save_entries", "save_record",
]  # fmt: skip
