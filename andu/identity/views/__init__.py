"""One file for each screen."""

from andu.identity.views.accounts import account, accounts, change, new_account
from andu.identity.views.door import activate, confirm, login, logout
from andu.identity.views.log import export_logins, logins
from andu.identity.views.me import (
    display,
    end_others,
    end_session,
    keys,
    leak,
    me,
    password,
    security,
)

__all__ = [
    "account", "accounts", "activate", "change", "confirm", "display", "end_others",
    "end_session", "export_logins", "keys", "leak", "login", "logins", "logout", "me",
    "new_account", "password", "security",
]  # fmt: skip
