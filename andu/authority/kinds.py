"""Flows find the desk of the matrices here."""

from andu.authority.deciding import DESK
from andu.workflow import matrices

matrices.register(DESK)
