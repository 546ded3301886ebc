"""The rows of this room, one file for each noun."""

from andu.organisation.models.appointment import Appointment
from andu.organisation.models.audience import Audience, AudienceLine
from andu.organisation.models.importing import ColumnMemory, ImportBatch, ImportRow
from andu.organisation.models.member import Member
from andu.organisation.models.organisation import Organisation
from andu.organisation.models.post import Post
from andu.organisation.models.role import Grant, Group, Role, RoleRight
from andu.organisation.models.unit import Unit, UnitName
from andu.organisation.models.workday import Hours, Workday

__all__ = [
    "Appointment", "Audience", "AudienceLine", "ColumnMemory", "Grant", "Group", "Hours",
    "ImportBatch", "ImportRow", "Member", "Organisation", "Post", "Role", "RoleRight", "Unit",
    "UnitName", "Workday",
]  # fmt: skip
