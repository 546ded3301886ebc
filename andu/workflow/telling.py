"""Telling people that it is their turn."""

from andu.kit.actor import Actor
from andu.workflow.loading import Loaded
from andu.workflow.writing import Rows


def tell_opened(loaded: Loaded, rows: Rows, *, by: Actor) -> None:
    """A notice to everybody whose turn begins, except the one who acted."""
