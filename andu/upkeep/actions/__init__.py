"""The verbs of this room."""

from andu.upkeep.actions.writing import Regulation, ground, write_rule

__all__ = ["Regulation", "ground", "write_rule"]
