"""Making a request findable. The search's own source asks who may see it."""

from andu.approvals.indexing import item_of
from andu.approvals.models import Request
from andu.search.indexing import put


def _index(request: Request) -> None:
    """At once when it is submitted; what is said and attached later follows by a job."""
    put(item_of(request))
