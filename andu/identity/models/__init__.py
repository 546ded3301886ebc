"""The rows of this room, one file for each noun."""

from andu.identity.models.account import Account
from andu.identity.models.activation import Activation
from andu.identity.models.login import Attempt, SignIn

__all__ = ["Account", "Activation", "Attempt", "SignIn"]
