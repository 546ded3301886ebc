"""What people do with an organisation: the only code of this room that writes."""

from andu.organisation.actions.applying import apply_import
from andu.organisation.actions.importing import (
    confirm_import,
    drop_import,
    match_columns,
    upload_import,
)
from andu.organisation.actions.members import (
    add_member,
    appoint,
    edit_member,
    end_appointment,
    see_out,
)
from andu.organisation.actions.profiles import Reach, fill_profile
from andu.organisation.actions.roles import (
    grant_role,
    revoke_role,
    save_group,
    save_post,
    save_role,
)
from andu.organisation.actions.units import add_unit, close_unit, move_unit, rename_unit
from andu.organisation.actions.workdays import set_days, set_hours

__all__ = [
    "Reach", "add_member", "add_unit", "apply_import", "appoint", "close_unit", "confirm_import",
    "drop_import", "edit_member", "end_appointment", "fill_profile", "grant_role",
    "match_columns", "move_unit", "rename_unit", "revoke_role", "save_group", "save_post",
    "save_role", "see_out", "set_days", "set_hours", "upload_import",
]  # fmt: skip
