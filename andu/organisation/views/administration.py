"""The tree: units added, renamed, moved, closed; what is missing where."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from andu.kit import keyset, plain
from andu.kit.opening import needs
from andu.kit.request import Request
from andu.organisation import actions, queries
from andu.organisation.actions.units import NewUnit
from andu.organisation.forms import MoveForm, NewUnitForm, RenameForm
from andu.organisation.models import Organisation, Unit
from andu.organisation.rights import MANAGE
from andu.organisation.views.asking import Ask, ask, data, place
from andu.ui import toast

ORDER = ("order", "pinyin", "id")


@needs(MANAGE.code)
@require_safe
def structure(request: Request) -> HttpResponse:
    """The tree, the unit at hand, its people."""
    organisation = queries.chosen(request)
    if organisation is None:
        return render(request, "organisation/structure_empty.html")
    text = plain.line(request.GET.get("q", ""))[:80]
    top = queries.open_units(request.actor, organisation).order_by("depth", "id").first()
    unit = _asked(request, organisation) or top
    people = queries.people_of(organisation, text, None if text else unit)
    context = {
        "organisation": organisation, "organisations": queries.administered(request.actor),
        "branches": queries.tree(organisation.pk, unit), "unit": unit, "text": text,
        "page": keyset.page(people, ORDER, request.GET.get("after", ""), 50),
        "duties": queries.duties_of(unit),
        "names": unit.names.order_by("-since") if unit else [],
    }  # fmt: skip
    return render(request, "organisation/structure.html", context)


@needs(MANAGE.code)
@require_safe
def gaps(request: Request) -> HttpResponse:
    """Units where a head, leader in charge or OA contact is missing (RO-13)."""
    organisation = queries.chosen(request)
    found = queries.gaps(organisation) if organisation else []
    context = {"organisation": organisation, "gaps": found}
    return render(request, "organisation/gaps.html", context)


@needs(MANAGE.code)
def add_unit(request: Request) -> HttpResponse:
    """A unit below the one at hand; bodies outside stand at the top."""
    organisation = place(request)
    parent = _asked(request, organisation)
    form = NewUnitForm(*data(request), organisation=organisation)
    title = _("在“{unit}”下新建部门").format(unit=parent.name) if parent else _("新建部门")
    said = Ask(title, _("新建"), _at(parent), _("已新建。"))

    def do(values: dict[str, Any]) -> None:
        outside = values["kind"] == Unit.Kind.EXTERNAL
        actions.add_unit(
            organisation, None if outside else parent, NewUnit(**values), by=request.actor
        )

    return ask(request, form, said, do)


@needs(MANAGE.code)
def rename_unit(request: Request, pk: int) -> HttpResponse:
    """Another name from a day on."""
    unit = _unit(request, pk)
    form = RenameForm(*data(request), organisation=unit.organisation, initial={"name": unit.name})
    said = Ask(_("更名：{unit}").format(unit=unit.name), _("更名"), _at(unit), _("已更名。"))
    return ask(request, form, said, lambda v: actions.rename_unit(unit, v["name"], since=v["since"], by=request.actor))  # fmt: skip  # noqa: E501


@needs(MANAGE.code)
def move_unit(request: Request, pk: int) -> HttpResponse:
    """Below another unit."""
    unit = _unit(request, pk)
    form = MoveForm(*data(request), organisation=unit.organisation)
    note = _("下级部门和人员一起移动。")
    said = Ask(_("移动：{unit}").format(unit=unit.name), _("移动"), _at(unit), _("已移动。"), note)
    return ask(
        request, form, said, lambda v: actions.move_unit(unit, v["parent"], by=request.actor)
    )


@needs(MANAGE.code)
@require_POST
def close_unit(request: Request, pk: int) -> HttpResponse:
    """The unit ends."""
    unit = actions.close_unit(_unit(request, pk), by=request.actor)
    toast.tell(request, _("已撤销“{unit}”，历史保留。").format(unit=unit.name))
    return redirect(_at(unit.parent))


def _unit(request: Request, pk: int) -> Unit:
    found: Unit = get_object_or_404(
        queries.kept(Unit, request.actor).select_related("organisation", "parent"), pk=pk
    )
    return found


def _asked(request: Request, organisation: Organisation) -> Unit | None:
    asked = plain.number(request.GET.get("unit", ""))
    if not asked:
        return None
    return get_object_or_404(queries.open_units(request.actor, organisation), pk=asked)


def _at(unit: Unit | None) -> str:
    there = reverse("organisation:structure")
    return f"{there}?unit={unit.pk}" if unit else there
