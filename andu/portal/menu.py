"""Where this room appears."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from andu.organisation.overseeing import oversees
from andu.portal.queries.counting import capped
from andu.portal.rights import ARRANGE
from andu.todo.queries import Count, counts
from andu.ui.menu import ADMIN, ANYBODY, DESK, HANDLE, ME, NOWHERE, Entry, register
from andu.workflow.models import Pool


def claimable(request: HttpRequest) -> Count:
    """How much the person may take from pools; one statement."""
    rows = Pool.objects.offered_to(request.actor)  # type: ignore[attr-defined]
    return capped(request.actor, {"claimable": rows})["claimable"]  # type: ignore[attr-defined]


def waiting(request: HttpRequest) -> dict[str, Count]:
    """How much waits for the person, asked once for one page."""
    known: dict[str, Count] | None = getattr(request, "waiting_counts", None)
    if known is None:
        known = counts(request.actor.member_id)  # type: ignore[attr-defined]
        request.waiting_counts = known  # type: ignore[attr-defined]
    return known


register(
    Entry(_("工作台"), "portal:desk", "home", DESK, 1, tab=1, key="g h"),
    Entry(
        _("待办"), "portal:todo", "inbox", HANDLE, 10, hot=True, tab=2, key="g t",
        count=lambda request: int(waiting(request)["todo"].number),
    ),
    Entry(
        _("待阅"), "portal:reading", "eye", HANDLE, 11, key="g r",
        count=lambda request: int(waiting(request)["read"].number),
    ),
    Entry(_("我发起的"), "portal:mine", "send", HANDLE, 12, short=_("发起")),
    Entry(
        _("部门待办"), "portal:unit", "users-group", HANDLE, 13, short=_("部门"),
        only_if=lambda request: oversees(request.actor),  # type: ignore[attr-defined]
    ),
    Entry(_("工作台"), "portal:arrange", "adjustments", ME, 84, is_tab_only=True),
    Entry(
        _("工作台安排"), "portal:arrange_role", "layout-dashboard", ADMIN, 28, right=ARRANGE.code,
        section=_("组织"),
    ),
    Entry(_("搜索与命令"), "portal:palette", "search", NOWHERE, 0, office=ANYBODY, slot="palette"),
)  # fmt: skip
