"""Taking a request to paper."""

from django.db import transaction
from django.utils import timezone

from andu.approvals import rules
from andu.approvals.events import Printed
from andu.approvals.models import Printout, Request
from andu.approvals.printing.codes import new_code
from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.workflow.models import Run


@transaction.atomic
def print_out(request: Request, *, by: Actor) -> Printout:
    """Note that the request, as it stands, goes to paper; the code on it leads back here (UI-09).

    The same person printing the same state again gets the same code.
    """
    matter = lock(request.matter)
    require(rules.may_print(by, matter))
    run = Run.objects.get(matter=matter)
    saved = request.record.current
    printout, _new = Printout.objects.get_or_create(
        request=request, member_id=by.member_id or 0, sequence=run.sequence, content=saved.hash,
        defaults={
            "code": new_code(), "printer": by.words, "at": timezone.now(), "head": run.head,
            "state": matter.state,
        },
    )  # fmt: skip
    record(Printed(check=printout.spoken), by=by, on=matter)
    return printout
