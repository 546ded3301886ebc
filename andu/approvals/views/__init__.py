"""The screens of this room; those of a matter are registered in kinds.py."""

from andu.approvals.views.acting import act, undo
from andu.approvals.views.handling import diagram, file, preview, print_, show
from andu.approvals.views.starting import begin, drafts, drop, keep, start

__all__ = [
    "act", "begin", "diagram", "drafts", "drop", "file", "keep", "preview", "print_", "show",
    "start", "undo",
]  # fmt: skip
