"""GET /healthz: whether the server can work."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from andu.kit.opening import open_to_all

_migrated: list[bool] = []


@open_to_all
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and has this version's tables, else 503. Plain text."""
    try:
        fault = "" if _works() else "migrations are missing"
    except DatabaseError:
        fault = "the database does not answer"
    status = 503 if fault else 200
    return HttpResponse(fault or "ok", status=status, content_type="text/plain; charset=utf-8")


def _works() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if not _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.append(True)
    return True
