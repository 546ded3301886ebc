"""What this room puts on the desk: what the clock has laid before the person."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.recurring.queries import unfilled
from andu.ui.blocks import MAIN, Block, Context, register


def to_fill(request: HttpRequest) -> Context | None:
    """Drafts the person is to fill in and submit."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    starts = unfilled(actor)
    return {"starts": starts} if starts else None


register(
    Block(
        code="to_fill", label=_("到期待填"), template="recurring/_desk_to_fill.html",
        help=_("定时发起的草稿，等你填好提交；没有时不显示。"), context=to_fill, column=MAIN,
    )
)  # fmt: skip
