"""What this room keeps."""

from andu.authority.models.kept import Kept
from andu.authority.models.matrix import Matrix
from andu.authority.models.version import Row, Version

__all__ = ["Kept", "Matrix", "Row", "Version"]
