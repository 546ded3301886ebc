"""One file per screen."""

from andu.authority.views.editing import adopt, close, discard, import_, matrix, reopen
from andu.authority.views.listing import matrices, settings
from andu.authority.views.versions import export, try_, versions

__all__ = [
    "adopt",
    "close",
    "discard",
    "export",
    "import_",
    "matrices",
    "matrix",
    "reopen",
    "settings",
    "try_",
    "versions",
]
