"""python -m tests.torture.office begin N [PORT] | look, on the data folder or the database of the
environment: a new one is made, an office with N matters before anybody has acted, whose events are
told to another system at PORT; and what has become of them."""

# ruff: noqa: E402 - models can be imported only after setup

import json
import sys
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db.models import QuerySet, Sum
from django.utils import timezone

django.setup()

from andu.approvals import access, actions
from andu.approvals.actions.submitting import Paper
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.tests.samples import ACCESS, LEAVE, POST, flow_of, trip
from andu.audit import verifying
from andu.audit.models import Entry
from andu.engine.nodes import LimitAct
from andu.files import clearing
from andu.files.models import File
from andu.forms import filling
from andu.kit.chain import sm3
from andu.policy.models import Decision
from andu.policy.places import Place
from andu.portal.models import Batch, BatchItem
from andu.todo.models import Todo
from andu.webhooks import actions as hooks
from andu.webhooks.jobs import send_due
from andu.webhooks.models import Sending
from andu.webhooks.policy import HOSTS
from andu.webhooks.rights import KEEP
from andu.workflow import store
from andu.workflow.loading import Loaded, replayed
from andu.workflow.models import Escalation, History, Matter, Seat, Timer, UrgeDuty
from andu.workflow.policy import AT_LIMIT, AT_LIMIT_AFTER
from andu.workflow.tests.conftest import decided_on
from tests.cast import actor_of, bureau, give_right

# After these a step may come once more.
AGAIN = ("returned", "withdrawn", "taken_back", "jumped", "revived", "timed_back")
TOLD = ("matter.started", "matter.returned", "matter.ended")
ROUNDS = 5  # in which everything goes out, once the other system is well


def begin(count: int, port: int = 0) -> list[int]:
    """Matters that wait for the first of four people; their ids."""
    call_command("migrate", verbosity=0)
    office = bureau.__wrapped__(None)
    registrar, clerk = office.members["registrar"], office.members["clerk"]
    give_right(registrar, "approvals.templates.manage", "forms.manage", "workflow.flows.design")
    by = actor_of(registrar)
    about = Particulars(name="请假申请", category="人事", numbering="QJ-{year}-{n:04}")
    template = actions.create_template(office.units["office"], "leave", about, by=by)
    flow = flow_of(office.organisation, trip())
    edition = Edition(form=LEAVE, flow=flow, access=ACCESS)
    version = actions.publish_template(template, edition, by=by)
    decided_on(clerk, AT_LIMIT, "escalate")
    decided_on(clerk, AT_LIMIT_AFTER, "0")
    if port:
        _tell_others(registrar, port)
    rows, asks = access.at_step(version, "draft"), actor_of(clerk)
    made = []
    for number in range(count):
        cleaned = filling.clean(LEAVE, rows, POST, {}, actor=asks)
        paper = Paper(title=f"请假申请 {number}", urgency=0, cleaned=cleaned)
        made.append(actions.submit(version, paper, None, by=asks).matter_id)
    return made


def _tell_others(keeper: Any, port: int) -> None:
    """A hook to a system on this machine, which an administrator has allowed."""
    here = Place()
    Decision.objects.create(code=HOSTS.code, level=here.level, place=here.id, text="127.0.0.1",
                            since=timezone.now(), by_name="torture")  # fmt: skip
    give_right(keeper, KEEP.code)
    url = f"http://127.0.0.1:{port}/andu"
    hooks.add_hook(keeper.organisation, "财务系统", url, TOLD, by=actor_of(keeper))


def look() -> dict[str, Any]:
    """What stands in the database: approvals by (matter, person, key), and every fault found."""
    faults: list[str] = []
    for matter in Matter.objects.order_by("id"):
        loaded = store.load(matter.pk)
        open_now = {seat.pk for seat in loaded.seats.values() if seat.state == Seat.State.OPEN}
        turns = Todo.objects.filter(matter_id=matter.pk, seat_id__isnull=False)
        lines, duties = _lines(turns, loaded)
        pauses = matter.state == Matter.State.SUSPENDED
        due_now = set[int]() if pauses else open_now
        returned = History.objects.filter(run__matter=matter, how__in=AGAIN).count()
        visited = Counter(visit.node for visit in loaded.visits.values())
        wrong = {
            "rows and history differ": loaded.configuration != replayed(loaded.run),
            "lines and open seats differ": sorted(lines) != sorted(due_now),
            "lines to urge without a duty": bool(duties),
            "a step came too often": max(visited.values()) > 1 + returned,
            "stuck": matter.is_running and not open_now,
            "over with open seats": bool(open_now) and not (matter.is_running or pauses),
        }
        faults += [f"{matter.pk}: {what}" for what, is_so in wrong.items() if is_so]
    faults += [f"chain {found}" for found in verifying.breaks()]
    faults += [f"file {name}" for name in unmatched_files()]
    faults += [f"acts by time: {one}" for one in _by_time()]
    faults += [f"no audit entry: {number} matters" for number in _unrecorded() if number]
    ended = Matter.objects.filter(state=Matter.State.FINISHED).count()
    return {"faults": faults, "ended": ended, "acts": _acts(), "serials": _serials(),
            "batched": _batched(), "matters": Matter.objects.count(),
            "files": File.objects.count(),
            "by_time": Escalation.objects.count()} | _messages()  # fmt: skip


def _lines(turns: QuerySet[Todo], loaded: Loaded) -> tuple[list[int], set[tuple[int, int]]]:
    """The lines of whoever holds a seat; those of others that no duty to urge explains."""
    holders = {seat.pk: seat.member_id for seat in loaded.seats.values()}
    pairs = list(turns.values_list("seat_id", "assignee_id"))
    mine = [seat for seat, who in pairs if holders.get(seat) == who]
    theirs = {(seat, who) for seat, who in pairs if holders.get(seat) != who}
    duties = UrgeDuty.objects.filter(seat__run=loaded.run)
    return mine, theirs - set(duties.values_list("seat_id", "member_id"))


def _acts() -> list[tuple[str, int, str]]:
    """Everything that was done: (request key, matter, person); in a batch each matter by itself."""
    keys = dict(Batch.objects.values_list("pk", "key"))
    found = History.objects.exclude(key="").values_list("key", "run__matter_id", "actor_code")

    def key_of(key: str, matter: int) -> str:
        if not key.startswith("batch-"):
            return key
        return f"{keys[int(key.split('-')[1])]}/{matter}"

    return [(key_of(key, matter), matter, code) for key, matter, code in found]


def _batched() -> list[str]:
    """What was put down to be done in batches: each batch, and each of its matters."""
    rows = BatchItem.objects.values_list("batch__key", "matter_id")
    return [*Batch.objects.values_list("key", flat=True), *(f"{key}/{one}" for key, one in rows)]


def _serials() -> int:
    """How many numbers were drawn; -1 when a year's have a gap or a double."""
    years: dict[str, list[int]] = defaultdict(list)
    for serial in Matter.objects.exclude(serial="").values_list("serial", flat=True):
        year, _dash, number = serial.rpartition("-")
        years[year].append(int(number))
    whole = all(sorted(drawn) == list(range(1, len(drawn) + 1)) for drawn in years.values())
    return sum(map(len, years.values())) if whole else -1


def _unrecorded() -> list[int]:
    """How many matters have no entry of their beginning in the audit."""
    return [Matter.objects.count() - Entry.objects.filter(event="approvals.Submitted").count()]


def _by_time() -> list[str]:
    """Matters in which time acted more or less often than its rows and the audit say, or told more
    or fewer people above than the audit names."""
    done = Counter(dict(Timer.objects.values_list("seat__run__matter").annotate(Sum("done"))))
    acts, names, others = Counter[int](), Counter[int](), set[int]()
    entries = Entry.objects.filter(event="workflow.TimeActed")
    for matter, said in entries.values_list("subject_id", "details"):
        acts[int(matter)] += 1
        others |= {int(matter)} if said["act"] != LimitAct.ESCALATE else set()
        names[int(matter)] += len(said["whom"].split("、")) if said["whom"] else 0
    told = Counter(Escalation.objects.values_list("seat__run__matter", flat=True))
    faults = [f"{pk}: {done[pk]} done, {acts[pk]} recorded" for pk in {*done, *acts}
              if done[pk] != acts[pk]]  # fmt: skip
    above = {*names, *told} - others
    return faults + [f"{pk}: {told[pk]} told" for pk in above if names[pk] != told[pk]]


def _messages() -> dict[str, Any]:
    """What the other system is to have heard, once it is well; and what was put down too seldom or
    too often. A message the job worker died over goes out when its lease is over: now."""
    for _round in range(ROUNDS):
        Sending.objects.filter(state=Sending.State.WAITING).update(next_at=timezone.now())
        send_due()
    told = Counter(Sending.objects.values_list("kind", "matter"))
    meant = Counter(("matter.started", pk) for pk in Matter.objects.values_list("pk", flat=True))
    done = Matter.objects.filter(state=Matter.State.FINISHED).values_list("pk", flat=True)
    meant += Counter(("matter.ended", pk) for pk in done)
    back = History.objects.filter(how="returned").values_list("run__matter_id", flat=True)
    meant += Counter(("matter.returned", pk) for pk in back)
    meant = meant if told else Counter()  # nobody listens
    return {"sent": [str(key) for key in Sending.objects.values_list("key", flat=True)],
            "unannounced": [f"{kind} {pk}" for kind, pk in meant - told],
            "announced_twice": [f"{kind} {pk}" for kind, pk in told - meant]}  # fmt: skip


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
    if sys.argv[1] == "begin":
        answer: object = begin(int(sys.argv[2]), int((*sys.argv, "0")[3]))
    else:
        answer = look()
    sys.stdout.write(json.dumps(answer))
