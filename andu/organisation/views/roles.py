"""Roles and who holds them: the security office's pages."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from andu.kit.opening import needs
from andu.kit.request import Request
from andu.organisation import actions, queries
from andu.organisation.actions.roles import Given
from andu.organisation.forms import GrantForm, RoleForm
from andu.organisation.models import Grant, Role
from andu.organisation.rights import GRANT
from andu.organisation.views.asking import Ask, ask, data, place
from andu.ui import toast


@needs(GRANT.code)
def roles(request: Request) -> HttpResponse:
    """All roles, and a new one."""
    form = RoleForm(*data(request))
    if request.method == "POST":
        return _save(request, None, form)
    rows = queries.roles(queries.chosen(request))
    lines = [(each.name, each.size, reverse("organisation:role", args=[each.pk])) for each in rows]
    context = {
        "title": _("角色和授权"),
        "form": form,
        "verb": _("新建角色"),
        "said": _("授权数"),
        "lines": lines,
    }
    return render(request, "organisation/nouns.html", context)


@needs(GRANT.code)
def role(request: Request, pk: int) -> HttpResponse:
    """One role: its rights, who holds it."""
    row = _role(request, pk)
    initial = {"name": row.name, "codes": [each.right for each in row.rights.all()]}
    form = RoleForm(*data(request), initial=initial)
    if request.method == "POST":
        return _save(request, row, form)
    context = {"role": row, "form": form, "grants": queries.grants_of(row)}
    return render(request, "organisation/role.html", context)


@needs(GRANT.code)
def grant(request: Request, pk: int) -> HttpResponse:
    """Give the role."""
    row = _role(request, pk)
    form = GrantForm(*data(request), organisation=row.organisation)
    back = reverse("organisation:role", args=[pk])
    said = Ask(_("授予：{role}").format(role=row.name), _("授予"), back, _("已授予。"))

    def do(values: dict) -> None:  # type: ignore[type-arg]
        basis = values.pop("basis")
        actions.grant_role(row, Given(**values), by=request.actor, basis=basis)

    return ask(request, form, said, do)


@needs(GRANT.code)
@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    """Take a role back."""
    held = get_object_or_404(queries.kept(Grant, request.actor, "role__organisation"), pk=pk)
    row = actions.revoke_role(held, by=request.actor)
    toast.tell(request, _("已收回。"))
    return redirect("organisation:role", row.pk)


def _role(request: Request, pk: int) -> Role:
    found: Role = get_object_or_404(
        queries.kept(Role, request.actor).select_related("organisation"), pk=pk
    )
    return found


def _save(request: Request, row: Role | None, form: RoleForm) -> HttpResponse:
    organisation = row.organisation if row else place(request)
    title = row.name if row else _("新建角色")
    said = Ask(title, _("保存"), reverse("organisation:roles"), _("已保存角色。"))
    return ask(request, form, said, lambda v: actions.save_role(
        organisation, row, name=v["name"], codes=v["codes"], by=request.actor))  # fmt: skip
