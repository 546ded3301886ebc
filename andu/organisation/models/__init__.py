"""The rows of this room, one file for each noun."""

from andu.organisation.models.appointment import Appointment
from andu.organisation.models.member import Member
from andu.organisation.models.organisation import Organisation
from andu.organisation.models.post import Post
from andu.organisation.models.role import Grant, Group, Role, RoleRight
from andu.organisation.models.unit import Unit, UnitName

__all__ = [
    "Appointment", "Grant", "Group", "Member", "Organisation", "Post", "Role", "RoleRight",
    "Unit", "UnitName",
]  # fmt: skip
