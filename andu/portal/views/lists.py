"""待办 and its neighbours: one page with tabs, filters, a list and a preview."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from andu.kit.request import Request
from andu.portal import queries
from andu.portal.menu import claimable, waiting
from andu.portal.models import Batch
from andu.portal.queries.chips import chips
from andu.portal.queries.criteria import Criteria
from andu.portal.queries.filters import saved_filters
from andu.portal.queries.lists import quick_figures, remarks
from andu.portal.queries.sources import SORTS
from andu.portal.queries.tokens import token_of
from andu.portal.tabs import OF, TABS, laid_out
from andu.recurring.queries import unfilled


@require_GET
def listing(request: Request, code: str) -> HttpResponse:
    """One of the lists, as its address asks for it; without a word it opens with the default."""
    saved = saved_filters(request.actor, code)
    default = next((one for one in saved if one.is_default), None)
    if default and not request.GET:
        return redirect(_address(code, default.query))
    asked = queries.read(request.GET, request.actor)
    if "f" in request.GET:  # from the form of filters: the address becomes the short one
        return redirect(_address(code, asked.query or "all=1"))
    after = request.GET.get("after", "")
    context = frame(request, code, asked) | {
        "listing": queries.listed(request.actor, code, asked, after), "after": after,
        "on": _number(request.GET.get("on", "")), "token": token_of(code, asked, after),
        "picked": _picked(request), "verb": queries.SOURCES[code].verb,
    }  # fmt: skip
    if request.htmx and request.htmx.target == "rows":
        return render(request, "portal/_rows.html", context)
    is_saved = any(one.query == asked.query for one in saved)
    context |= _bar(request, code, asked) | {"saved": saved, "is_saved": is_saved}
    context["to_fill"] = unfilled(request.actor) if code == "todo" else []
    return render(request, "portal/list.html", context)


def frame(request: Request, code: str, asked: Criteria) -> dict[str, Any]:
    """What every page of a list needs."""
    return {
        "tabs": TABS, "tab": OF[code], "url": reverse(f"portal:{code}"), "asked": asked,
        "chips": chips(asked), "plain": token_of(code, asked),
    }  # fmt: skip


def _bar(request: Request, code: str, asked: Criteria) -> dict[str, Any]:
    """What stands above the rows: figures, quick filters, orders; and the verb for several."""
    figures = quick_figures(request.actor, code)
    now = asked.sorted_by("")
    quick = [
        (label, query, figures[query], QueryDict(query).urlencode() == now)
        for label, query in queries.SOURCES[code].quick
    ]
    sorts = list(queries.SOURCES[code].sorts)
    sort = asked.sort if asked.sort in sorts else sorts[0]
    verb = queries.SOURCES[code].verb
    counts = {**waiting(request), "claimable": claimable(request)}
    return {
        "counts": counts, "tabs": laid_out(code, counts),
        "remarks": remarks(code, asked), "quick": quick, "sort": SORTS[sort],
        "sorts": [(SORTS[one], asked.sorted_by(one), one == sort) for one in sorts],
        "verb_label": Batch.Verb(verb).label if verb else "",
        "name": request.GET.get("name", "")[:40],
    }  # fmt: skip


def _picked(request: Request) -> Any:
    """The rows that are chosen: those named, or "page" for every one."""
    if request.GET.get("pick") == "page":
        return "page"
    return {_number(text) for text in request.GET.getlist("matter")}


def _address(code: str, query: str) -> str:
    return f"{reverse(f'portal:{code}')}?{query}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
