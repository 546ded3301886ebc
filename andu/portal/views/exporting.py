"""导出: the list as it is filtered, as a table."""

from django.http import Http404, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from andu.downloads.delivering import Wish, deliver
from andu.kit.once import own_key
from andu.kit.request import Request
from andu.kit.verdict import require
from andu.portal import exporting, queries, rules
from andu.portal.downloads import MAKERS
from andu.portal.tabs import OF


@own_key  # the file is made outside the transaction
@require_POST
def export(request: Request) -> HttpResponseBase:
    """`list` and `query` say which list, `kind` xlsx or csv; a long one is made by a job."""
    code, kind = request.POST.get("list", ""), request.POST.get("kind", "xlsx")
    if code not in OF or kind not in MAKERS:
        raise Http404
    asked = queries.read(QueryDict(request.POST.get("query", "")[:4000]), request.actor)
    found = queries.found(request.actor, code, asked).order_by()
    counted = found[: rules.most_exported(request.actor) + 1].count()
    require(rules.may_export(request.actor, counted))
    name = f"{OF[code].label} {timezone.localtime():%m-%d %H%M}"
    wish = Wish(MAKERS[kind].code, name, {"list": code, "query": asked.query})
    return deliver(request, wish, at_once=counted <= exporting.AT_ONCE)
