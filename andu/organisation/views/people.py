"""People, their places, posts and groups, as administrators keep them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from andu.kit import plain
from andu.kit.opening import needs
from andu.kit.request import Request
from andu.organisation import actions, queries
from andu.organisation.actions.members import About, NewPlace
from andu.organisation.forms import AppointForm, GroupForm, MemberForm, NewMemberForm, PostForm
from andu.organisation.models import Appointment, Group, Member, Post
from andu.organisation.rights import GRANT, MANAGE
from andu.organisation.views.asking import Ask, ask, data, place
from andu.ui import toast

ABOUT = ("name", "mobile", "phone", "email", "order")
PICKED = 12


@needs(MANAGE.code, GRANT.code)
@require_safe
def pick(request: Request) -> HttpResponse:
    """Options for the pickers of these pages: people or units of the organisation at hand."""
    organisation, text = place(request), plain.line(request.GET.get("q", ""))[:80]
    if request.GET.get("kind") == "unit":
        rows = queries.open_units(request.actor, organisation).filter(name__icontains=text)
        options = [
            {"value": unit.pk, "label": unit.name, "said": unit.get_kind_display()}
            for unit in rows.order_by("depth", "order", "id")[:PICKED]
        ]
    else:
        people = queries.people_of(organisation, text).order_by("order", "pinyin", "id")
        options = [
            {
                "value": who.pk,
                "label": who.name,
                "said": " ".join(p.unit.name for p in who.places[:1]),
            }
            for who in people[:PICKED]
        ]
    return render(request, "ui/_options.html", {"options": options})


@needs(MANAGE.code)
def add_member(request: Request) -> HttpResponse:
    """A new person."""
    organisation = place(request)
    asked = plain.number(request.GET.get("unit", ""))
    rows = queries.open_units(request.actor, organisation)
    unit = rows.filter(pk=asked).first()
    initial = {"unit": [unit]} if unit else {}
    form = NewMemberForm(*data(request), organisation=organisation, initial=initial)
    back = reverse("organisation:structure") + (f"?unit={unit.pk}" if unit else "")
    note = _("账户没有口令。建好后到“激活码纸条”打印激活码交给本人。")
    said = Ask(_("新建人员"), _("新建"), back, _("已新建人员。"), note)

    def do(values: dict) -> None:  # type: ignore[type-arg]
        about = About(**{name: values[name] for name in ABOUT})
        where = NewPlace(values["unit"], values["post"], values["duty"])
        actions.add_member(
            values["code"], about, where, by=request.actor, basis=values["basis"],
            login=values["login"],
        )  # fmt: skip

    return ask(request, form, said, do)


@needs(MANAGE.code)
def edit_member(request: Request, pk: int) -> HttpResponse:
    """One person: what is known, the places, leaving."""
    who = _member(request, pk)
    if request.method == "POST":
        form = MemberForm(request.POST, organisation=who.organisation)
        said = Ask(who.name, _("保存"), request.path, _("已保存。"))
        return ask(
            request, form, said, lambda v: actions.edit_member(who, About(**v), by=request.actor)
        )
    form = MemberForm(organisation=who.organisation, initial={n: getattr(who, n) for n in ABOUT})
    places = who.appointments.select_related("unit", "post", "superior").order_by("-until", "id")
    current = set(who.appointments.current().values_list("pk", flat=True))
    context = {"who": who, "form": form, "places": [(each, each.pk in current) for each in places]}
    return render(request, "organisation/member_edit.html", context)


@needs(MANAGE.code)
def appoint(request: Request, pk: int) -> HttpResponse:
    """A further place, or another main one."""
    who = _member(request, pk)
    form = AppointForm(*data(request), organisation=who.organisation)
    back = reverse("organisation:member_edit", args=[pk])
    said = Ask(_("任命：{name}").format(name=who.name), _("任命"), back, _("已任命。"))

    def do(values: dict) -> None:  # type: ignore[type-arg]
        names = ("unit", "post", "duty", "is_main", "superior")
        where = NewPlace(**{name: values[name] for name in names})
        actions.appoint(who, where, by=request.actor, basis=values["basis"])

    return ask(request, form, said, do)


@needs(MANAGE.code)
@require_POST
def end_appointment(request: Request, pk: int) -> HttpResponse:
    """A place ends."""
    held = get_object_or_404(
        queries.kept(Appointment, request.actor, "member__organisation"), pk=pk
    )
    who = actions.end_appointment(held, by=request.actor)
    toast.tell(request, _("已免去。"))
    return redirect("organisation:member_edit", who.pk)


@needs(MANAGE.code)
@require_POST
def see_out(request: Request, pk: int) -> HttpResponse:
    """Somebody leaves."""
    basis = request.POST.get("basis", "")
    who = actions.see_out(_member(request, pk), by=request.actor, basis=basis)
    toast.tell(request, _("{name}已办理离职，账户已停用。").format(name=who.name))
    return redirect("organisation:member_edit", who.pk)


@needs(MANAGE.code)
def posts(request: Request) -> HttpResponse:
    """All posts, and a new one."""
    organisation = queries.chosen(request)
    form = PostForm(*data(request))
    if request.method == "POST":
        return _post(request, None, form)
    rows = queries.kept(Post, request.actor).filter(organisation=organisation)
    lines = [(each.name, each.level, reverse("organisation:post", args=[each.pk])) for each in rows]
    context = {
        "title": _("岗位"),
        "form": form,
        "verb": _("新建岗位"),
        "said": _("级别"),
        "lines": lines,
    }
    return render(request, "organisation/nouns.html", context)


@needs(MANAGE.code)
def post(request: Request, pk: int) -> HttpResponse:
    """One post."""
    row = get_object_or_404(queries.kept(Post, request.actor), pk=pk)
    form = PostForm(request.POST or None, initial={"name": row.name, "level": row.level})
    return _post(request, row, form)


@needs(MANAGE.code)
def groups(request: Request) -> HttpResponse:
    """All groups, and a new one."""
    organisation = queries.chosen(request)
    form = GroupForm(*data(request), organisation=organisation)
    if request.method == "POST":
        return _group(request, None, form)
    rows = queries.groups(organisation)
    lines = [(each.name, each.size, reverse("organisation:group", args=[each.pk])) for each in rows]
    context = {
        "title": _("群组"),
        "form": form,
        "verb": _("新建群组"),
        "said": _("人数"),
        "lines": lines,
    }
    return render(request, "organisation/nouns.html", context)


@needs(MANAGE.code)
def group(request: Request, pk: int) -> HttpResponse:
    """One group."""
    row = get_object_or_404(queries.kept(Group, request.actor), pk=pk)
    initial = {"name": row.name, "members": list(row.members.all())}
    form = GroupForm(*data(request), organisation=row.organisation, initial=initial)
    return _group(request, row, form)


def _post(request: Request, row: Post | None, form: PostForm) -> HttpResponse:
    organisation = row.organisation if row else place(request)
    title = row.name if row else _("新建岗位")
    said = Ask(title, _("保存"), reverse("organisation:posts"), _("已保存岗位。"))
    return ask(request, form, said, lambda v: actions.save_post(
        organisation, row, name=v["name"], level=v["level"], by=request.actor))  # fmt: skip


def _group(request: Request, row: Group | None, form: GroupForm) -> HttpResponse:
    organisation = row.organisation if row else place(request)
    title = row.name if row else _("新建群组")
    said = Ask(title, _("保存"), reverse("organisation:groups"), _("已保存群组。"))
    return ask(request, form, said, lambda v: actions.save_group(
        organisation, row, name=v["name"], members=[m.pk for m in v["members"]],
        by=request.actor))  # fmt: skip


def _member(request: Request, pk: int) -> Member:
    found: Member = get_object_or_404(
        queries.kept(Member, request.actor).select_related("organisation", "account"), pk=pk
    )
    return found
