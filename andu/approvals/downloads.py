"""What this room makes to take away: many requests as one PDF."""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.approvals import actions
from andu.approvals.handling import opened
from andu.approvals.models import Request
from andu.approvals.printing.papers import pdf_of
from andu.downloads.makers import Maker, Progress
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, no
from andu.typesetting.joining import join


def papers(actor: Actor, wish: Mapping[str, Any], out: BinaryIO, progress: Progress) -> None:
    """The requests of `wish["matters"]` (ids) the person may see, in that order, behind each
    other; `wish["address"]` is where codes are checked."""
    wanted = [int(pk) for pk in wish["matters"]]
    seen = Request.objects.visible_to(actor).filter(matter__in=wanted)
    found = {request.matter_id: request for request in seen.select_related("matter")}
    there = [found[pk] for pk in wanted if pk in found]
    if not there:
        raise Refused(no(_("选中的事项里没有可以打印的。"), "none"))
    progress.expect(len(there))
    join(_printed(there, actor, wish["address"], progress), out)


def _printed(
    requests: list[Request], actor: Actor, address: str, progress: Progress
) -> Iterator[bytes]:
    for number, request in enumerate(requests, 1):
        printout = actions.print_out(request, by=actor)
        yield pdf_of(opened(request.matter, actor), printout, f"{address}{printout.spoken}")
        progress.made(number)


PAPERS = Maker("approvals.papers", gettext_lazy("批量打印"), "pdf", "pdf", papers)
