"""/admin/dict: dictionaries and their entries, for those who keep them."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from andu.forms import actions
from andu.forms import dictionaries as listed
from andu.forms.forms import DictionaryForm
from andu.forms.keeping import lines_of, new_entries, posted_lines
from andu.forms.models import Dictionary
from andu.forms.rights import DICTIONARIES
from andu.kit.opening import needs
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.ui import toast


@needs(DICTIONARIES.code)
@require_http_methods(["GET", "HEAD", "POST"])
def dictionaries(request: Request) -> HttpResponse:
    """The dictionaries within the person's right, and a new one."""
    form = DictionaryForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.create_dictionary(
                said["unit"], said["code"], said["name"], by=request.actor
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            return redirect("forms:dictionary", made.pk)
    context = {"rows": listed.kept_by(request.actor), "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "forms/dictionaries.html", context, status=status)


@needs(DICTIONARIES.code)
@require_http_methods(["GET", "HEAD", "POST"])
def dictionary(request: Request, pk: int) -> HttpResponse:
    """One dictionary: its entries, its name and keeper."""
    kept = _kept(request, pk)
    form = DictionaryForm(
        request.POST or None, actor=request.actor, is_new=False,
        initial={"name": kept.name, "unit": kept.unit},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.revise_dictionary(kept, said["unit"], said["name"], by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            toast.tell(request, _("字典已保存。"))
            return redirect("forms:dictionary", kept.pk)
    return _shown(request, kept, {"form": form}, 422 if request.method == "POST" else 200)


@needs(DICTIONARIES.code)
@require_POST
def entries(request: Request, pk: int) -> HttpResponse:
    """Save the entries of the page and add those of the box; what was typed survives a refusal."""
    kept, lines = _kept(request, pk), posted_lines(request.POST)
    text = request.POST.get("added", "")[:100_000].replace("\0", "")
    added, wrong = new_entries(text)
    if not wrong:
        try:
            with transaction.atomic():
                actions.save_entries(kept, lines, added, by=request.actor)
            toast.tell(request, _("字典已保存。"))
            return redirect("forms:dictionary", kept.pk)
        except Refused as refusal:
            wrong = str(refusal.verdict.reason)
    return _shown(request, kept, {"lines": lines, "added": text, "wrong": wrong}, 422)


def _kept(request: Request, pk: int) -> Dictionary:
    return get_object_or_404(listed.kept_by(request.actor), pk=pk)


def _shown(request: Request, kept: Dictionary, more: dict[str, Any], status: int) -> HttpResponse:
    text = request.GET.get("q", "").replace("\0", "").strip()[:40]
    lines = more.pop("lines", [])
    shown = listed.entries_of(kept, text, [line.id for line in lines])
    context = {
        "dictionary": kept, "rows": lines_of(shown, lines), "text": text, "most": listed.SHOWN,
        "size": listed.size_of(kept),
        "form": DictionaryForm(
            actor=request.actor, is_new=False, initial={"name": kept.name, "unit": kept.unit}
        ),
    }  # fmt: skip
    return render(request, "forms/dictionary.html", context | more, status=status)
