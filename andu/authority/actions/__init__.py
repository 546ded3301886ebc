"""The verbs of this room."""

from andu.authority.actions.holding import keep_versions
from andu.authority.actions.keeping import (
    close_matrix,
    create_matrix,
    reopen_matrix,
    revise_matrix,
)
from andu.authority.actions.versions import (
    About,
    discard_draft,
    import_rows,
    note_export,
    publish_version,
    save_draft,
)

__all__ = [
    "About",
    "close_matrix",
    "create_matrix",
    "discard_draft",
    "import_rows",
    "keep_versions",
    "note_export",
    "publish_version",
    "reopen_matrix",
    "revise_matrix",
    "save_draft",
]
