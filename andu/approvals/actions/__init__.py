"""The verbs of this room."""

from andu.approvals.actions.briefly import decide_briefly
from andu.approvals.actions.copying import send_copies
from andu.approvals.actions.drafts import drop_draft, save_draft
from andu.approvals.actions.editing import (
    adopt_drawing,
    discard_draft,
    keep_draft,
    offer_drawing,
    publish_draft,
    redraw_draft,
)
from andu.approvals.actions.handling import decide
from andu.approvals.actions.printing import print_out
from andu.approvals.actions.replacing import replace_attachment
from andu.approvals.actions.submitting import submit
from andu.approvals.actions.templates import (
    close_template,
    create_template,
    publish_template,
    reopen_template,
    revise_template,
)

__all__ = [
    "adopt_drawing", "close_template", "create_template", "decide", "decide_briefly",
    "discard_draft", "drop_draft", "keep_draft", "offer_drawing", "print_out",
    "publish_draft", "publish_template", "redraw_draft", "reopen_template", "replace_attachment",
    "revise_template", "save_draft", "send_copies", "submit",
]  # fmt: skip
