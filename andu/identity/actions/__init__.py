"""The verbs of this room."""

from andu.identity.actions.accounts import (
    close,
    open_account,
    open_accounts,
    restore,
    suspend,
)
from andu.identity.actions.activating import (
    activate,
    issue_activation,
    issue_activations,
    issue_password,
)
from andu.identity.actions.entering import begin_session, confirm, sign_in
from andu.identity.actions.leaving import end_others, end_session, see, sign_out, tidy, time_out
from andu.identity.actions.passwords import change_password, report_leak
from andu.identity.actions.preferring import prefer
from andu.identity.actions.starting import appoint_administrators

__all__ = [
    "activate", "appoint_administrators", "begin_session", "change_password", "close", "confirm",
    "end_others", "end_session", "issue_activation", "issue_activations", "issue_password",
    "open_account", "open_accounts", "prefer", "report_leak", "restore", "see", "sign_in",
    "sign_out", "suspend", "tidy", "time_out",
]  # fmt: skip
