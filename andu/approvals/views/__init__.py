"""The screens of this room; those of a matter are registered in kinds.py."""

from andu.approvals.views.acting import act, undo
from andu.approvals.views.handling import diagram, enclose, file, preview, print_, show
from andu.approvals.views.printing import pdf, prints, verify
from andu.approvals.views.starting import begin, drafts, drop, keep, start

__all__ = [
    "act", "begin", "diagram", "drafts", "drop", "enclose", "file", "keep", "pdf", "preview",
    "print_", "prints", "show", "start", "undo", "verify",
]  # fmt: skip
