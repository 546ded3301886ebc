"""Keeping the search up to date, beside the work: nobody waits for an index when deciding."""

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from andu.approvals.indexing import item_of
from andu.approvals.models import IndexMark, Request
from andu.approvals.models.request import KIND
from andu.search.indexing import put_all
from andu.search.models import Entry
from andu.workflow.models import Enclosure, History

AT_ONCE = 200
MOST = 5_000  # links looked at in one go
BACK = 500  # links that may have been committed out of their order


def index_changed() -> int:
    """Renew what is known of requests whose history has grown since; returns how many. One go
    looks at MOST links; the clock calls it again."""
    mark, _new = IndexMark.objects.get_or_create(pk=1)
    newest = History.objects.aggregate(last=Max("pk"))["last"] or 0
    until = min(newest, mark.history_id + MOST)
    grown = History.objects.filter(pk__gt=mark.history_id - BACK, pk__lte=until)
    matters = grown.order_by().values_list("run__matter", flat=True).distinct()
    count = index_matters(list(matters))
    IndexMark.objects.filter(pk=1).update(history_id=until)
    return count


def index_matters(matters: list[int], even_known: bool = False) -> int:
    """Index the requests among these matters, those alone that have grown unless `even_known`."""
    known = Entry.objects.filter(kind=KIND, object_id=OuterRef("matter"))
    rows = Request.objects.filter(matter__in=matters).select_related("matter", "record", "version")
    if not even_known:
        rows = rows.exclude(
            matter__run__sequence=Coalesce(Subquery(known.values("version")[:1]), -1)
        )
    ids, count = list(rows.values_list("pk", flat=True)), 0
    for start in range(0, len(ids), AT_ONCE):
        with transaction.atomic():
            some = rows.filter(pk__in=ids[start : start + AT_ONCE])
            count += len(items := [item_of(each) for each in some])
            put_all(items)
    return count


def index_files(files: list[int]) -> None:
    """Words of these files have been read: index the requests that hold them."""
    held = Request.objects.filter(record__versions__files__file__in=files).values_list("matter")
    said = Enclosure.objects.filter(file__in=files).values_list("run__matter")
    index_matters([pk for (pk,) in {*held, *said}], even_known=True)
