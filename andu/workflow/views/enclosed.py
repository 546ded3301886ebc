"""What was enclosed with an opinion, for those who see the matter."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from andu.files.responding import respond
from andu.kit.request import Request
from andu.workflow.enclosed import enclosed_file
from andu.workflow.models import Matter


@require_safe
def said(request: Request, matter: Matter, number: int = 0) -> HttpResponseBase:
    """One file, shown in place when that is harmless."""
    found = enclosed_file(matter, number)
    if found is None:
        raise Http404
    return respond(found, inline=True, request=request)
