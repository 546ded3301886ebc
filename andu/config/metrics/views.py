"""GET /metrics: for a program on this machine, or with the token of the environment."""

import ipaddress
from itertools import accumulate

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from andu.config.metrics import counting, gauges, processes
from andu.config.metrics.writing import CONTENT_TYPE, Family, Sample, number, text_of
from andu.kit.opening import open_to_all

FORWARDED = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via")


@open_to_all
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures as plain text; for others there is no such page (404)."""
    if not _may_ask(request):
        raise Http404
    families = [*_database(), *_requests(), processes.memory()]
    return HttpResponse(text_of(families), content_type=CONTENT_TYPE)


def _may_ask(request: HttpRequest) -> bool:
    """With the token where one is set; else from this machine, and through no proxy: behind one
    everybody seems to be from here."""
    if settings.METRICS_TOKEN:
        kind, _space, given = request.headers.get("Authorization", "").partition(" ")
        return kind.lower() == "bearer" and constant_time_compare(
            given.strip(), settings.METRICS_TOKEN
        )
    if settings.BEHIND_TLS or any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META["REMOTE_ADDR"]).is_loopback
    except (KeyError, ValueError):
        return False


def _database() -> list[Family]:
    about = "Whether the database answers."
    try:
        return [Family.of("andu_database_up", about, 1), *gauges.from_database()]
    except DatabaseError:
        return [Family.of("andu_database_up", about, 0)]


def _requests() -> list[Family]:
    rows = list(counting.rows())
    labels = [{"room": row.place, "status": row.status} for row in rows]
    counted = tuple(Sample(label, sum(row.counts)) for label, row in zip(labels, rows, strict=True))
    timed = tuple(sample for row in rows for sample in _histogram(row))
    return [
        Family("andu_requests_total", "counter", "Requests by room and status.", counted),
        Family("andu_request_seconds", "histogram", "Seconds until the answer began.", timed),
    ]


def _histogram(row: counting.Row) -> list[Sample]:
    labels = {"room": row.place, "status": row.status}
    limits = [*map(number, counting.LIMITS), "+Inf"]
    return [
        *(
            Sample({**labels, "le": limit}, count, "_bucket")
            for limit, count in zip(limits, accumulate(row.counts), strict=True)
        ),
        Sample(labels, row.seconds, "_sum"),
        Sample(labels, sum(row.counts), "_count"),
    ]
