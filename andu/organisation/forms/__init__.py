"""What the browser sends in."""

from andu.organisation.forms.importing import ConfirmForm, ImportUploadForm, MatchForm
from andu.organisation.forms.people import (
    AppointForm,
    GroupForm,
    MemberForm,
    NewMemberForm,
    PostForm,
    ProfileForm,
)
from andu.organisation.forms.roles import GrantForm, RoleForm
from andu.organisation.forms.units import MoveForm, NewUnitForm, RenameForm
from andu.organisation.forms.workdays import DayForm, HoursForm

__all__ = [
    "AppointForm", "ConfirmForm", "DayForm", "GrantForm", "GroupForm", "HoursForm",
    "ImportUploadForm", "MatchForm", "MemberForm", "MoveForm", "NewMemberForm", "NewUnitForm",
    "PostForm", "ProfileForm", "RenameForm", "RoleForm",
]  # fmt: skip
