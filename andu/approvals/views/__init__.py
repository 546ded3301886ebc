"""The screens of this room; those of a matter are registered in kinds.py."""

from andu.approvals.views.acting import act, undo
from andu.approvals.views.attachments import (
    file,
    files,
    replace,
    shown_file,
    thumb,
    view,
    zip_,
)
from andu.approvals.views.choosing import choosable, choosable_again
from andu.approvals.views.handling import diagram, enclose, preview, print_, show, track
from andu.approvals.views.printing import pdf, prints, signature, verify
from andu.approvals.views.starting import begin, drafts, drop, keep, pick_matters, start

__all__ = [
    "act", "begin", "choosable", "choosable_again", "diagram", "drafts", "drop", "enclose", "file",
    "files", "keep", "pdf", "pick_matters", "preview", "print_", "prints", "replace", "show",
    "shown_file", "signature", "start", "thumb", "track", "undo", "verify", "view", "zip_",
]  # fmt: skip
