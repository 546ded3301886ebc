"""The one shape of our small pages: a form, a verb, a way back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.organisation import queries
from andu.organisation.models import Organisation
from andu.ui import toast


@dataclass(frozen=True)
class Ask:
    """What a page asks: its title, the word on the button, where to go afterwards, what to say."""

    title: Any
    verb: Any
    back: str
    done: Any
    note: Any = ""


def ask(
    request: Request, form: Form, said: Ask, do: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    """Show the form; when it comes back well filled, do it. A refusal stands above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refused:
            if refused.verdict.code == "no-right":
                raise PermissionDenied from refused
            form.add_error(None, str(refused))
        else:
            toast.tell(request, said.done)
            return redirect(said.back)
    context = {"form": form, "said": said}
    return render(request, "organisation/ask.html", context, status=422 if form.errors else 200)


def place(request: Request) -> Organisation:
    """The organisation being administered; 404 while there is none."""
    organisation = queries.chosen(request)
    if organisation is None:
        raise Http404
    return organisation


def data(request: Request) -> tuple[Any, ...]:
    """What a form is bound to."""
    return (request.POST,) if request.method == "POST" else ()
