"""Forms on the screen and on paper: only what the access lets out ever gets here (C16)."""

from andu.forms.showing.editable import Sheet, editable
from andu.forms.showing.files import Link
from andu.forms.showing.readable import Facts, readable, visible_values

__all__ = ["Facts", "Link", "Sheet", "editable", "readable", "visible_values"]
