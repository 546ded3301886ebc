"""Where this room stands in the frame: the bell."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from andu.notify.queries import unread_count
from andu.ui.menu import ME, NOWHERE, Entry, register


def _unread(request: HttpRequest) -> int:
    return unread_count(request.actor)  # type: ignore[attr-defined]


register(
    Entry(_("通知"), "notify:index", "bell", NOWHERE, 0, count=_unread, slot="bell"),
    Entry(_("通知设置"), "notify:arrange", "bell", ME, 60),
)
