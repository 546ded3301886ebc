"""The screens of this room."""

from andu.portal.views.desk import desk
from andu.portal.views.lists import done, mine, reading, todo
from andu.portal.views.matter import matter, part

__all__ = ["desk", "done", "matter", "mine", "part", "reading", "todo"]
