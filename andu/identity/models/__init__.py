"""The rows of this room, one file for each noun."""

from andu.identity.models.account import Account
from andu.identity.models.activation import Activation
from andu.identity.models.login import Attempt, SignIn
from andu.identity.models.password import FormerPassword
from andu.identity.models.preference import Preference

__all__ = ["Account", "Activation", "Attempt", "FormerPassword", "Preference", "SignIn"]
