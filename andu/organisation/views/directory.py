"""The directory 通讯录, a person's page, and the pickers of people and units."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from andu.kit import keyset, plain
from andu.kit.request import Request
from andu.organisation import directory as line
from andu.organisation import queries
from andu.organisation.models import Member, Unit

Page = Callable[..., HttpResponse]
ORDER = ("order", "pinyin", "id")
SIZE, PICKED = 50, 12


def colleagues(view: Page) -> Page:
    """For people of an organisation; the three administrators have none."""

    @wraps(view)
    def asked(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.member_id is None:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return asked


@colleagues
@require_safe
def directory(request: Request) -> HttpResponse:
    """People by unit or by words: name, pinyin, initials, code, unit, post, mobile."""
    unit, text = _unit(request), plain.line(request.GET.get("q", ""))[:80]
    rows = queries.people(request.actor, text, unit)
    page = keyset.page(rows, ORDER, request.GET.get("after", ""), SIZE)
    context: dict[str, Any] = {"page": page, "unit": unit, "text": text}
    if request.htmx and not request.htmx.boosted:
        return render(request, "organisation/_people.html", context)
    context |= {"branches": queries.tree(request.actor.organisation_id, unit)}
    return render(request, "organisation/directory.html", context)


@colleagues
@require_safe
def member(request: Request, pk: int) -> HttpResponse:
    """One person: places, ways to reach them, superior, leader in charge."""
    who = get_object_or_404(queries.with_places(Member.objects.visible_to(request.actor)), pk=pk)
    main = next((place for place in who.places if place.is_main), None)
    context = {
        "who": who,
        "main": main,
        "superior": line.superior(who, main.unit) if main else None,
        "leaders": line.leaders_in_charge(main.unit) if main else [],
    }
    return render(request, "organisation/member.html", context)


@colleagues
@require_safe
def pick(request: Request) -> HttpResponse:
    """Options for a picker: ?q= the words, kind=unit for units, post for
    posts, group for groups, else people, unit= within one."""
    text = plain.line(request.GET.get("q", ""))[:80]
    kind = request.GET.get("kind", "")
    if kind in ("post", "group"):
        options = [
            {"value": row.pk, "label": row.name, "said": ""}
            for row in queries.named(request.actor, kind, text, PICKED)
        ]
    elif kind == "unit":
        options = [
            _unit_option(unit) for unit in queries.units_matching(request.actor, text, PICKED)
        ]
    else:
        rows = queries.people(request.actor, text, _unit(request)).order_by(*ORDER)
        options = [_person_option(who) for who in rows[:PICKED]]
    return render(request, "ui/_options.html", {"options": options})


@colleagues
@require_safe
def pick_tree(request: Request) -> HttpResponse:
    """The picker as a dialog's body: tree, people of a unit or of a search, boxes to tick."""
    unit, text = _unit(request), plain.line(request.GET.get("q", ""))[:80]
    page = keyset.page(
        queries.people(request.actor, text, unit), ORDER, request.GET.get("after", ""), SIZE
    )
    context: dict[str, Any] = {
        "page": page, "unit": unit, "text": text, "name": request.GET.get("name", "member")[:40],
        "one": request.GET.get("one") == "1", "kind": request.GET.get("kind", ""),
    }  # fmt: skip
    if request.GET.get("part") == "people":
        return render(request, "organisation/_pick_people.html", context)
    context["branches"] = queries.tree(request.actor.organisation_id, unit)
    return render(request, "organisation/_pick.html", context)


def _unit(request: Request) -> Unit | None:
    asked = plain.number(request.GET.get("unit", ""))
    if not asked:
        return None
    return get_object_or_404(queries.open_units(request.actor), pk=asked)


def _person_option(who: Any) -> dict[str, Any]:
    place = who.places[0] if who.places else None
    said = f"{place.unit.name} {place.post.name if place.post else ''}" if place else ""
    return {"value": who.pk, "label": who.name, "said": said.strip()}


def _unit_option(unit: Unit) -> dict[str, Any]:
    return {"value": unit.pk, "label": unit.name, "said": str(unit.get_kind_display())}
