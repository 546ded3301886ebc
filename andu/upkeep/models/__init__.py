"""The facts of this room."""

from andu.upkeep.models.written import Basis, WrittenRule

__all__ = ["Basis", "WrittenRule"]
