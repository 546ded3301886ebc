"""待办 and its neighbours: one page with tabs, filters, a list and a preview."""

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from andu.kit.request import Request
from andu.portal import queries
from andu.portal.menu import waiting
from andu.portal.queries.chips import chips
from andu.portal.queries.criteria import SPANS, SPANS_OF, STATES, URGENCIES, Criteria
from andu.portal.queries.lists import labels, quick_figures, remarks
from andu.portal.queries.sources import SORTS
from andu.portal.tabs import OF, TABS


@require_GET
def listing(request: Request, code: str) -> HttpResponse:
    """One of the lists, as its address asks for it."""
    asked = queries.read(request.GET, request.actor)
    if "f" in request.GET:  # from the form of filters: the address becomes the short one
        return redirect(_address(code, asked.query or "all=1"))
    after = request.GET.get("after", "")
    context = _frame(request, code, asked) | {
        "listing": queries.listed(request.actor, code, asked, after), "after": after,
        "on": _number(request.GET.get("on", "")),
        "token": _token(code, asked, after),
    }  # fmt: skip
    if request.htmx and request.htmx.target == "rows":
        return render(request, "portal/_rows.html", context)
    return render(request, "portal/list.html", context | _bar(request, code, asked))


@require_GET
def filtering(request: Request) -> HttpResponse:
    """The form of filters for one list, with what is chosen now."""
    code = request.GET.get("list", "")
    if code not in OF:
        raise Http404
    asked = queries.read(request.GET, request.actor)
    keys = queries.SOURCES[code].keys
    context = _frame(request, code, asked) | {
        "keys": keys,
        "labels": _choices({one: one for one in labels(request.actor, code)}, asked.labels),
        "urgencies": _choices(URGENCIES, map(str, asked.urgencies)),
        "states": _choices(STATES, asked.states) if "state" in keys else [],
        "times": [_time(key, asked) for key in ("arrived", "due", "started") if key in keys],
        "units": [(pk, unit.name) for pk, unit in asked.units.items()],
        "initiators": asked.initiators.items(), "handlers": asked.handlers.items(),
    }  # fmt: skip
    page = "portal/_filter.html" if request.htmx else "portal/filter.html"
    return render(request, page, context)


def _frame(request: Request, code: str, asked: Criteria) -> dict[str, Any]:
    return {
        "tabs": TABS, "tab": OF[code], "url": reverse(f"portal:{code}"), "asked": asked,
        "chips": chips(asked),
    }  # fmt: skip


def _bar(request: Request, code: str, asked: Criteria) -> dict[str, Any]:
    """What stands above the rows: figures, quick filters, orders."""
    figures = quick_figures(request.actor, code)
    now = asked.sorted_by("")
    quick = [
        (label, query, figures[query], QueryDict(query).urlencode() == now)
        for label, query in queries.SOURCES[code].quick
    ]
    sorts = list(queries.SOURCES[code].sorts)
    sort = asked.sort if asked.sort in sorts else sorts[0]
    return {
        "counts": waiting(request), "remarks": remarks(code, asked),
        "quick": quick, "sort": SORTS[sort],
        "sorts": [(SORTS[one], asked.sorted_by(one), one == sort) for one in sorts],
    }  # fmt: skip


def _address(code: str, query: str) -> str:
    url = reverse(f"portal:{code}")
    return f"{url}?{query}" if query else url


def _token(code: str, asked: Criteria, after: str) -> str:
    """This list and this page of it, in one word that the pages of its matters carry along."""
    page = QueryDict(asked.query, mutable=True)
    if after:
        page["after"] = after
    query = page.urlencode()
    return f"{code}?{query}" if query else code


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _choices(known: dict[str, Any], chosen: Any) -> list[tuple[str, Any, bool]]:
    chosen = set(chosen)
    return [(value, label, value in chosen) for value, label in known.items()]


def _time(key: str, asked: Criteria) -> dict[str, Any]:
    span = asked.spans.get(key)
    words = [(word, SPANS[word], bool(span) and span.word == word) for word in SPANS_OF[key]]
    return {
        "key": key, "words": words,
        "since": span.since.isoformat() if span and span.since else "",
        "until": span.until.isoformat() if span and span.until else "",
    }  # fmt: skip
