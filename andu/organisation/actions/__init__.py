"""What people do with an organisation: the only code of this room that writes."""

from andu.organisation.actions.applying import apply_import
from andu.organisation.actions.importing import (
    confirm_import,
    drop_import,
    match_columns,
    upload_import,
)

__all__ = ["apply_import", "confirm_import", "drop_import", "match_columns", "upload_import"]
