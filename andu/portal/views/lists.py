"""待办 and its neighbours: one page with tabs, a list and a preview."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from andu.kit.request import Request
from andu.portal import queries
from andu.portal.queries import Listing
from andu.todo.models import Todo
from andu.workflow.models import Participant


@dataclass(frozen=True)
class Tab:
    """One of the lists."""

    code: str
    label: Any
    url_name: str
    empty: Any
    said: Any


TABS = (
    Tab("todo", gettext_lazy("待办"), "portal:todo", gettext_lazy("案头已清"),
        gettext_lazy("没有等你办理的事项。")),
    Tab("reading", gettext_lazy("待阅"), "portal:reading", gettext_lazy("没有待阅"),
        gettext_lazy("传阅和阅知的事项会出现在这里。")),
    Tab("done", gettext_lazy("已办"), "portal:done", gettext_lazy("还没有办过事项"),
        gettext_lazy("你办理过的事项会留在这里，随时可查。")),
    Tab("mine", gettext_lazy("我发起的"), "portal:mine", gettext_lazy("还没有发起过事项"),
        gettext_lazy("点右上角“发起”，选择要办的事。")),
)  # fmt: skip


@require_GET
def todo(request: Request) -> HttpResponse:
    """What waits for the person."""
    return _show(request, "todo", queries.waiting(request.actor, Todo.Kind.TODO, _after(request)))


@require_GET
def reading(request: Request) -> HttpResponse:
    """What is for the person to read."""
    found = queries.waiting(request.actor, Todo.Kind.READ, _after(request))
    return _show(request, "reading", found)


@require_GET
def done(request: Request) -> HttpResponse:
    """What the person has handled."""
    found = queries.took_part(request.actor, Participant.Capacity.HANDLED, _after(request))
    return _show(request, "done", found)


@require_GET
def mine(request: Request) -> HttpResponse:
    """What the person has begun."""
    found = queries.took_part(request.actor, Participant.Capacity.INITIATOR, _after(request))
    return _show(request, "mine", found)


def _after(request: Request) -> str:
    return request.GET.get("after", "")


def _show(request: Request, code: str, listing: Listing) -> HttpResponse:
    tab = next(tab for tab in TABS if tab.code == code)
    context = {"tabs": TABS, "tab": tab, "listing": listing}
    context["drafts_url"] = reverse("approvals:drafts")
    fragment = request.htmx and request.htmx.target == "rows"
    return render(request, "portal/_rows.html" if fragment else "portal/list.html", context)
