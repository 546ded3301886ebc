"""What follows when a lower room announces something."""

from typing import Any

from andu.kit.jobs import later
from andu.recurring.clockwork import look_again


def calendar_changed(_event: Any, **_named: Any) -> None:
    """The next occurrence may be on another day."""
    later(look_again)
