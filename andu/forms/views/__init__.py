"""The screens of this room; forms themselves are filled in on those of the rooms above."""

from andu.forms.views.dictionaries import dictionaries, dictionary, entries
from andu.forms.views.filling import pick, upload

__all__ = ["dictionaries", "dictionary", "entries", "pick", "upload"]
