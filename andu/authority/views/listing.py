"""/admin/authority: the matrices, a new one, and what one is called."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from andu.authority import actions, queries
from andu.authority.forms import MatrixForm
from andu.authority.rights import MANAGE
from andu.kit.opening import needs
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.ui import toast


@needs(MANAGE.code)
@require_http_methods(["GET", "HEAD", "POST"])
def matrices(request: Request) -> HttpResponse:
    """The matrices within the person's right, and a new one."""
    form = MatrixForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.create_matrix(said["unit"], said["key"], form.called, by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            return redirect("authority:matrix", made.key)
    context = {"rows": queries.kept_by(request.actor), "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "authority/list.html", context, status=status)


@needs(MANAGE.code)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: Request, key: str) -> HttpResponse:
    """What a matrix and its columns are called, and who keeps it."""
    matrix = get_object_or_404(queries.kept_by(request.actor), key=key)
    initial = {
        "name": matrix.name, "unit": matrix.unit, "category": matrix.category_label,
        "attribute": matrix.attribute_label,
    }  # fmt: skip
    form = MatrixForm(request.POST or None, actor=request.actor, is_new=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_matrix(matrix, form.cleaned_data["unit"], form.called, by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            toast.tell(request, _("已保存。"))
            return redirect("authority:matrix", matrix.key)
    status = 422 if request.method == "POST" else 200
    context = {"matrix": matrix, "form": form}
    return render(request, "authority/settings.html", context, status=status)
