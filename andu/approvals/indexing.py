"""What is known of a request to the search: form, opinions, attachments and the words in them."""

from collections.abc import Iterable, Iterator

from andu.approvals import access
from andu.approvals.facts import text_of
from andu.approvals.models import Request, TemplateVersion
from andu.approvals.models.request import KIND
from andu.files.queries import texts_of
from andu.forms.definition import Kind
from andu.forms.models import RecordFile
from andu.kit.actor import Actor
from andu.kit.editions import remembered
from andu.organisation import known
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


def item_of_new(request: Request, opinion: str, *, by: Actor) -> Item:
    """The same for a request this very act submits: all is at hand but the words of attachments,
    for which the sweep comes back (version 0)."""
    matter, kept = request.matter, request.record
    fields = kept.definition
    text = text_of(fields, kept.current.values, _hidden(request.version))
    said = [f"{by.name}：{opinion}"] if opinion else []
    attached = any(field.kind is Kind.ATTACHMENT for field in fields)
    people = [matter.initiator_name, matter.initiator_unit, by.name]
    return Item(
        kind=KIND, id=matter.pk, organisation_id=matter.organisation_id, title=matter.title,
        serial=matter.serial, people=" ".join(dict.fromkeys(people)),
        text="\n".join([matter.label, text, *said]), link=matter.get_absolute_url(),
        at=matter.started, label=matter.label, author_id=matter.initiator_id,
        unit_path=_unit_of(by), is_open=True, version=0 if attached else 1,
    )  # fmt: skip


def _hidden(version: TemplateVersion) -> set[str]:
    """Fields that some step of a published version hides."""

    def read() -> set[str]:
        return access.hidden_somewhere(access.rows_of(version).values())

    return remembered(("approvals.hidden", version.pk), read)


def _unit_of(by: Actor) -> str:
    place = known.places([by.appointment_id]).get(by.appointment_id) if by.appointment_id else None
    return place.unit.path if place else ""


def _texts(request: Request, run: Run) -> Iterator[str]:
    kept, saved = request.record, request.record.current
    hidden = _hidden(request.version)
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
