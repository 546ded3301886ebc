"""What is known of a request to the search: form, opinions, attachments and the words in them."""

from collections.abc import Iterable, Iterator

from andu.approvals import access
from andu.approvals.facts import text_of
from andu.approvals.models import Request
from andu.approvals.models.request import KIND
from andu.files.queries import texts_of
from andu.forms.models import RecordFile
from andu.organisation.models import Appointment
from andu.search.indexing import Item
from andu.workflow.models import Enclosure, History, Matter, Run

OPEN = (Matter.State.RUNNING, Matter.State.SUSPENDED)


def item_of(request: Request) -> Item:
    """The request as it stands. Fields that some step hides, and their attachments, stay out."""
    matter, run = request.matter, Run.objects.get(matter=request.matter_id)
    people = [matter.initiator_name, matter.initiator_unit, *_handlers(run)]
    return Item(
        kind=KIND, id=matter.pk, organisation_id=matter.organisation_id, title=matter.title,
        serial=matter.serial, people=" ".join(dict.fromkeys(people)),
        text="\n".join(_texts(request, run)), link=matter.get_absolute_url(), at=matter.started,
        label=matter.label, author_id=matter.initiator_id, unit_path=_begun_in(run),
        is_open=matter.state in OPEN, version=run.sequence,
    )  # fmt: skip


def _texts(request: Request, run: Run) -> Iterator[str]:
    kept, saved = request.record, request.record.current
    hidden = access.hidden_somewhere(access.rows_of(request.version).values())
    yield request.matter.label
    yield text_of(kept.definition, saved.values, hidden)
    for row in History.objects.filter(run=run).exclude(opinion="").order_by("sequence"):
        yield f"{row.actor_name}：{row.opinion}"
    enclosed = Enclosure.objects.filter(run=run).select_related("file")
    yield from (each.file.name for each in enclosed)
    attached = RecordFile.objects.filter(version=saved).exclude(key__in=hidden)
    yield from _words({*attached.values_list("file", flat=True), *(e.file_id for e in enclosed)})


def _words(files: Iterable[int]) -> Iterable[str]:
    return texts_of(sorted(files)).values()


def _handlers(run: Run) -> list[str]:
    rows = History.objects.filter(run=run).order_by("sequence")
    return list(rows.values_list("actor_name", flat=True))


def _begun_in(run: Run) -> str:
    place = Appointment.objects.filter(pk=run.initiator_appointment or 0)
    return place.values_list("unit__path", flat=True).first() or ""
