"""Pages for the tests: filling in, reading, printing, editing, the way a room above does it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import include, path

from andu.files.responding import respond
from andu.forms import actions, editing, filling, queries, showing
from andu.forms.access import Access, everything
from andu.forms.filling import Cleaned
from andu.forms.models import FormVersion, Record
from andu.forms.tests.samples import PURCHASE

ACCESS: dict[str, str] = {}  # what a test has set; empty: everything may be written


def _access():
    return ACCESS or everything(PURCHASE, Access.WRITE)


def _link(file, part):
    return f"/file/{file['id']}"


def _shown(request, cleaned, status=200):
    sheet = showing.editable(PURCHASE, _access(), cleaned, actor=request.actor, link=_link)
    return render(request, "forms_tests/fill.html", {"sheet": sheet}, status=status)


def fill(request):
    start = filling.initial(PURCHASE, actor=request.actor)
    if request.method != "POST":
        return _shown(request, Cleaned(start))
    raw = filling.reshaped(PURCHASE, _access(), request.POST)
    if raw is not None:
        return _shown(request, Cleaned(start, raw=raw))
    cleaned = filling.receive(PURCHASE, _access(), request, start)
    if not cleaned.is_sound:
        return _shown(request, cleaned, 422)
    version = FormVersion.objects.get(number=1)
    record = actions.create_record(version, cleaned, by=request.actor)
    return redirect("read", record.pk)


def read(request, pk):
    record = get_object_or_404(Record, pk=pk)
    facts = showing.readable(PURCHASE, _access(), record.current.values, _link)
    return render(request, "forms_tests/read.html", {"facts": facts})


def download(request, pk, file_id):
    record = get_object_or_404(Record, pk=pk)
    file = queries.file_in(record.current, _access(), file_id)
    return respond(file) if file else HttpResponse(status=404)


def design(request):
    lines = editing.rearranged(request.POST) if request.method == "POST" else None
    if lines is not None:
        edited = editing.Edited(lines)
    elif request.method == "POST":
        edited = editing.parse(request.POST)
    else:
        edited = editing.Edited(editing.lines_of(PURCHASE))
    return render(request, "forms_tests/design.html", editing.table_context(edited))


urlpatterns = [
    path("", include("andu.config.urls")),
    path("fill", fill, name="fill"),
    path("read/<int:pk>", read, name="read"),
    path("read/<int:pk>/<int:file_id>", download, name="download"),
    path("design", design, name="design"),
]
