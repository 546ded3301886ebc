"""The verbs of this room."""

from andu.approvals.actions.templates import (
    close_template,
    create_template,
    publish_template,
    reopen_template,
    revise_template,
)

__all__ = [
    "close_template", "create_template", "publish_template", "reopen_template", "revise_template",
]  # fmt: skip
