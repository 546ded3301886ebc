"""python -m tests.torture.office begin N | look, on the data folder or the database of the
environment: an office with N matters before anybody has acted; and what has become of them."""

# ruff: noqa: E402 - models can be imported only after setup

import json
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.utils import timezone

django.setup()

from andu.approvals import access, actions
from andu.approvals.actions.submitting import Paper
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.tests.samples import ACCESS, LEAVE, POST, flow_of, trip
from andu.audit import verifying
from andu.files import clearing
from andu.files.models import File
from andu.forms import filling
from andu.kit.chain import sm3
from andu.todo.models import Todo
from andu.workflow import store
from andu.workflow.loading import replayed
from andu.workflow.models import History, Matter, Seat
from tests.cast import actor_of, bureau, give_right

AGAIN = ("returned", "withdrawn", "taken_back")  # after these a step may come once more
SIGNERS = ("office_head", "finance_head", "registrar", "director")


def begin(count: int) -> list[int]:
    """Matters that wait for the first of four people; their ids."""
    office = bureau.__wrapped__(None)
    registrar, clerk = office.members["registrar"], office.members["clerk"]
    give_right(registrar, "approvals.templates.manage", "forms.manage", "workflow.flows.design")
    by = actor_of(registrar)
    about = Particulars(name="请假申请", category="人事", numbering="QJ-{year}-{n:04}")
    template = actions.create_template(office.units["office"], "leave", about, by=by)
    flow = flow_of(office.organisation, trip())
    edition = Edition(form=LEAVE, flow=flow, access=ACCESS)
    version = actions.publish_template(template, edition, by=by)
    rows, asks = access.at_step(version, "draft"), actor_of(clerk)
    made = []
    for number in range(count):
        cleaned = filling.clean(LEAVE, rows, POST, {}, actor=asks)
        paper = Paper(title=f"请假申请 {number}", urgency=0, cleaned=cleaned)
        made.append(actions.submit(version, paper, None, by=asks).matter_id)
    return made


def look() -> dict[str, Any]:
    """What stands in the database: approvals by (matter, person, key), and every fault found."""
    faults: list[str] = []
    for matter in Matter.objects.order_by("id"):
        loaded = store.load(matter.pk)
        open_now = {seat.pk for seat in loaded.seats.values() if seat.state == Seat.State.OPEN}
        turns = Todo.objects.filter(matter_id=matter.pk, seat_id__isnull=False)
        lines = turns.values_list("seat_id", flat=True)
        due_now = set[int]() if matter.state == Matter.State.SUSPENDED else open_now
        returned = History.objects.filter(run__matter=matter, how__in=AGAIN).count()
        visited = Counter(visit.node for visit in loaded.visits.values())
        wrong = {
            "rows and history differ": loaded.configuration != replayed(loaded.run),
            "lines and open seats differ": sorted(lines) != sorted(due_now),
            "a step came too often": max(visited.values()) > 1 + returned,
            "stuck": matter.is_running and not open_now,
            "over with open seats": bool(open_now) and not matter.is_running,
        }
        faults += [f"{matter.pk}: {what}" for what, is_so in wrong.items() if is_so]
    faults += [f"chain {found}" for found in verifying.breaks()]
    faults += [f"file {name}" for name in unmatched_files()]
    said = History.objects.filter(how="agreed")
    found = said.values_list("run__matter_id", "actor_code", "key")
    acts = History.objects.exclude(key="").values_list("key", "run__matter_id", "actor_code")
    ended = Matter.objects.filter(state=Matter.State.FINISHED).count()
    return {"approvals": list(found), "faults": faults, "ended": ended, "acts": list(acts),
            "serials": Matter.objects.values_list("serial", flat=True).distinct().count(),
            "matters": Matter.objects.count(), "files": File.objects.count()}  # fmt: skip


def unmatched_files() -> list[str]:
    """Rows without their bytes or with others, and bytes without their row, once the clearing jobs
    have been there some days later."""
    later = timezone.now() + timedelta(days=7)
    clearing.clear_strays(later)
    clearing.clear_uploads(later)
    root = Path(settings.MEDIA_ROOT)
    lying = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    rows = dict(File.objects.values_list("storage_name", "sm3"))
    other = {name for name in lying & set(rows) if sm3((root / name).read_bytes()) != rows[name]}
    return sorted((lying ^ set(rows)) | other)


if __name__ == "__main__":
    assert settings.configured
    answer: object = begin(int(sys.argv[2])) if sys.argv[1] == "begin" else look()
    sys.stdout.write(json.dumps(answer))
