"""The screens of this room."""

from andu.portal.views.desk import desk
from andu.portal.views.exporting import export
from andu.portal.views.lists import filtering, listing
from andu.portal.views.matter import matter, part
from andu.portal.views.palette import palette

__all__ = ["desk", "export", "filtering", "listing", "matter", "palette", "part"]
