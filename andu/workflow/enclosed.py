"""Reads of what was enclosed with opinions."""

from collections import defaultdict

from django.db.models import QuerySet

from andu.files.models import File
from andu.workflow.models import Consultation, ConsultationPaper, Enclosure, Matter, Run


def enclosures_of(run: Run) -> dict[int, list[Enclosure]]:
    """The papers and handwriting of each act, by its sequence in the history; one statement."""
    found: dict[int, list[Enclosure]] = defaultdict(list)
    for one in Enclosure.objects.filter(run=run).select_related("file"):
        found[one.sequence].append(one)
    return found


def enclosed_file(matter: Matter, number: int) -> File | None:
    """A file enclosed with an opinion of this matter, or with a question or an answer, by its id.
    Who may see the matter has been asked."""
    rows = Enclosure.objects.filter(run__matter=matter, file_id=number).select_related("file")
    one = rows.first() or papers_said(matter).filter(file_id=number).first()
    return one.file if one else None


def papers_said(matter: Matter) -> QuerySet[ConsultationPaper]:
    """The papers of questions and answers that stand, in order."""
    threads = Consultation.objects.standing().filter(matter=matter)
    rows = ConsultationPaper.objects.filter(word__consultation__in=threads)
    return rows.select_related("file", "word__consultation").order_by("word", "order", "id")
