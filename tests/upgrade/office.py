"""python -m tests.upgrade.office look | finish, on the database of the environment: what is wrong
with it; and everybody does what is to be done, until no matter runs any more."""

# ruff: noqa: E402 - models can be imported only after setup

import json
import sys
from collections import Counter
from typing import Any

import django

django.setup()

from andu.approvals import access
from andu.approvals import actions as approvals
from andu.approvals.actions.handling import Act
from andu.approvals.models import Draft, Request
from andu.audit import verifying
from andu.engine.nodes import Nature
from andu.forms import filling
from andu.kit.actor import Actor
from andu.organisation.acting import actor_of
from andu.todo.models import Todo
from andu.workflow import actions as flow
from andu.workflow import store
from andu.workflow.compiled import definition_of
from andu.workflow.loading import replayed
from andu.workflow.models import Matter, Seat

ROUNDS = 30  # of everybody's turn; far more than the longest flow has steps


def look() -> dict[str, Any]:
    """How many matters of each state, drafts, half-done groups, and every fault found."""
    faults, several = [f"chain {found}" for found in verifying.breaks()], 0
    for matter in Matter.objects.order_by("id"):
        loaded = store.load(matter.pk)
        seats = loaded.seats.values()
        open_now = {seat.pk for seat in seats if seat.state == Seat.State.OPEN}
        lines = Todo.objects.filter(matter_id=matter.pk, kind=Todo.Kind.TODO)
        several += len(open_now) > 1
        wrong = {
            "rows and history differ": loaded.configuration != replayed(loaded.run),
            "lines and open seats differ": {*lines.values_list("seat_id", flat=True)} - open_now,
            "stuck": matter.is_running and not open_now,
            "over with open seats": bool(open_now) and not matter.is_running,
        }
        faults += [f"{matter.pk}: {what}" for what, is_so in wrong.items() if is_so]
    states = Counter(Matter.objects.values_list("state", flat=True))
    drafts = Draft.objects.count()
    return {"states": states, "drafts": drafts, "several": several, "faults": faults}


def finish() -> dict[str, Any]:
    """Let everybody act by the present actions; then look."""
    for _round in range(ROUNDS):
        running = Matter.objects.filter(state=Matter.State.RUNNING).order_by("id")
        for request in Request.objects.filter(matter__in=running).select_related("matter"):
            _act(request)
    return look()


def _act(request: Request) -> None:
    """Whoever's turn it is first opens the matter and goes on with it."""
    seats = Seat.objects.filter(run__matter=request.matter_id, state=Seat.State.OPEN)
    seat = seats.select_related("member").order_by("number").first()
    assert seat, f"{request.matter_id} runs and waits for nobody"
    by = actor_of(seat.member)
    flow.see(request.matter, by=by)
    act = Act(
        verb=_verb(request, seat), seat=seat.number, opinion="同意。", late_reason="出差。",
        cleaned=_filled_in(request, seat, by),
    )  # fmt: skip
    approvals.decide(request, act, by=by)


def _verb(request: Request, seat: Seat) -> str:
    definition = definition_of(request.version.flow_version_id)
    if seat.node == definition.drafting.key:
        return "resubmit"
    return "read" if definition.step(seat.node).nature is Nature.READ else "agree"


def _filled_in(request: Request, seat: Seat, by: Actor) -> Any:
    """What finance fills in: the approved amount is the sum asked for."""
    rights = access.at_step(request.version, seat.node)
    if rights.get("approved") != "required":
        return None
    values = request.record.current.values
    posted = {"f-approved": f"{values['total'] / 100:.2f}"}
    return filling.clean(request.record.definition, rights, posted, values, actor=by)


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"look": look, "finish": finish}[sys.argv[1]]()))
