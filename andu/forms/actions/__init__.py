"""The verbs of this room."""

from andu.forms.actions.designing import create_form, publish
from andu.forms.actions.saving import create_record, save_record

__all__ = ["create_form", "create_record", "publish", "save_record"]
