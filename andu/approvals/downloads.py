"""What this room makes to take away: many requests as one PDF."""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.approvals import actions
from andu.approvals.handling import opened
from andu.approvals.models import Printout, Request
from andu.approvals.printing.papers import pdf_of
from andu.downloads.makers import Maker, Progress
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, no
from andu.typesetting.joining import join


def noted(actor: Actor, wish: Mapping[str, Any]) -> Mapping[str, Any]:
    """Note each of the requests `wish["matters"]` (ids) the person may see as going to paper;
    returns the wish with its `printouts`, in that order."""
    wanted = [int(pk) for pk in wish["matters"]]
    seen = Request.objects.visible_to(actor).filter(matter__in=wanted)
    found = {request.matter_id: request for request in seen.select_related("matter")}
    there = [found[pk] for pk in wanted if pk in found]
    return {**wish, "printouts": [actions.print_out(one, by=actor).pk for one in there]}


def papers(actor: Actor, wish: Mapping[str, Any], out: BinaryIO, progress: Progress) -> None:
    """The papers of `wish["printouts"]` behind each other; `wish["address"]` is where their codes
    are checked."""
    rows = Printout.objects.visible_to(actor).filter(member=actor.member_id)
    found = rows.select_related("request__matter").in_bulk(wish["printouts"])
    there = [found[pk] for pk in wish["printouts"] if pk in found]
    if not there:
        raise Refused(no(_("选中的事项里没有可以打印的。"), "none"))
    progress.expect(len(there))
    join(_printed(there, actor, wish["address"], progress), out)


def _printed(
    printouts: list[Printout], actor: Actor, address: str, progress: Progress
) -> Iterator[bytes]:
    for number, printout in enumerate(printouts, 1):
        handling = opened(printout.request.matter, actor)
        yield pdf_of(handling, printout, f"{address}{printout.spoken}")
        progress.made(number)


PAPERS = Maker("approvals.papers", gettext_lazy("批量打印"), "pdf", "pdf", papers, noted)
