"""The machine at work: do an errand, tell the flow how it went; try again, or go on without it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.engine import Call, Expire, Fill, Push, Report, Terminate, Wait
from andu.engine.copies import row_of
from andu.engine.events import Need
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.transactions import joined
from andu.kit.verdict import Refused, Verdict, require
from andu.notify.telling import Note, tell_note
from andu.organisation.models import Member
from andu.workflow import machines, store
from andu.workflow.actions.performing import _perform
from andu.workflow.deciding import asking_of, would
from andu.workflow.directory import answers
from andu.workflow.errands import ends_at, only_rings, task_at
from andu.workflow.events_machine import MachineRetried, MachineStuck
from andu.workflow.loading import Loaded
from andu.workflow.machines import Trouble
from andu.workflow.models import Errand, History, Matter, Relation
from andu.workflow.notify import CHANGE, STUCK
from andu.workflow.owning import administrators_of_matter
from andu.workflow.rules_machine import PASSED_BY, PUT_OFF, may_go_on, may_retry, may_settle
from andu.workflow.saying import AS_IT_STANDS, Said
from andu.workflow.succession import the_system

AGAIN = timedelta(minutes=1)
HOW = {
    Errand.Kind.WAIT: "waited", Errand.Kind.CALL: "called", Errand.Kind.PUSH: "pushed",
    Errand.Kind.FILL: "filled", Errand.Kind.ALARM: "expired",
}  # fmt: skip


@dataclass(frozen=True)
class Result:
    """How it went, in words for the trace (`target`), and what the content was before and after."""

    ok: bool = True
    target: str = ""
    hashes: tuple[str, str] | None = None


@transaction.atomic
def fulfil_errand(errand: Errand, *, by: Actor) -> Errand:
    """Do what is to be done and go on, or see when to look again (decision 0218). What can't be
    done is kept as stuck, and told to whoever looks after the flow. While the matter is suspended,
    or the visit put aside, nothing is done."""
    loaded, errand = _held(errand, by)
    if errand.state != Errand.State.WAITING:
        return errand
    try:
        with transaction.atomic():  # what fails leaves nothing behind
            require(may_go_on(loaded, _command(errand, Result(), by)))
            result = _done(loaded, errand, by)
            if result is not None:
                _go_on(errand, result, by)
            elif errand.problem:
                _forget_problem(errand)
    except Trouble as trouble:
        _stick(errand, str(trouble), by)
    except Refused as refused:
        _put_off(errand, refused, by)
    return errand


def _forget_problem(errand: Errand) -> None:
    """It goes on, and is told anew when it sticks again."""
    errand.problem = ""
    errand.save(update_fields=["problem"])


def _held(errand: Errand, by: Actor) -> tuple[Loaded, Errand]:
    """Where the run stands and the errand, behind their locks: the run's first, as in every act."""
    loaded = store.locked(errand.run.matter, by)
    return loaded, lock(errand)


def _done(loaded: Loaded, errand: Errand, by: Actor) -> Result | None:
    """How it went; None while it is not over."""
    task = task_at(loaded.definition, errand.node)
    if task is None:
        raise Trouble(_("流程里没有这个自动环节了。"))
    result: Result | None = _DO[type(task)](loaded, errand, task, by)
    return result


def _command(errand: Errand, result: Result, by: Actor) -> Report | Expire:
    if errand.kind == Errand.Kind.ALARM:
        return Expire(errand.visit, errand.node)
    return Report(errand.visit, result.ok, by.member_id or 0)


def _go_on(errand: Errand, result: Result, by: Actor, opinion: str = "") -> None:
    """Tell the flow; what follows is its own."""
    command = _command(errand, result, by)
    errand.state, errand.ok, errand.problem = Errand.State.OVER, result.ok, ""
    errand.at, errand.over = None, timezone.now()
    errand.save()
    _perform(
        errand.run.matter, ask=lambda run: may_go_on(run, command), make=lambda run: command,
        word=lambda run: _said(run, errand, result, opinion), deed=AS_IT_STANDS, by=by,
    )  # fmt: skip


def _said(run: Loaded, errand: Errand, result: Result, opinion: str) -> Said:
    stands = run.beside.content.hash
    before, after = result.hashes or (stands, stands)
    how = "rang" if only_rings(run.definition, errand.node) else HOW[Errand.Kind(errand.kind)]
    return Said(
        how="machine_settled" if opinion else how, visit=errand.visit, node=errand.node,
        step=errand.step, target=result.target[:200],
        opinion=opinion.strip(), content_before=before, content_after=after,
        more={} if result.ok else {"failed": True},
    )  # fmt: skip


def _put_off(errand: Errand, refused: Refused, by: Actor) -> None:
    """Later, when the matter goes on; never, when it has moved on; else somebody has to look."""
    code = refused.verdict.code
    if code == "busy":
        raise refused
    errand.refresh_from_db()
    if code in PUT_OFF:
        errand.at = timezone.now() + AGAIN
    elif code in PASSED_BY:
        errand.state, errand.at, errand.over = Errand.State.GONE, None, timezone.now()
    else:
        _stick(errand, str(refused.verdict.reason), by)
        return
    errand.save(update_fields=["state", "at", "over"])


def _stick(errand: Errand, problem: str, by: Actor) -> None:
    """Keep why it can't go on; administrators hear of it once."""
    errand.refresh_from_db()
    is_known = errand.problem == problem[:300]
    errand.state, errand.problem, errand.at = Errand.State.STUCK, problem[:300], None
    errand.save(update_fields=["state", "problem", "at"])
    if is_known:
        return
    matter = errand.run.matter
    note = Note(
        title=_("自动环节受阻：{title}").format(title=matter.title),
        text=_("“{step}”：{problem}").format(step=errand.step, problem=problem)[:200],
        link=matter.get_absolute_url(), kind=STUCK.code, urgency=matter.urgency,
    )  # fmt: skip
    tell_note(administrators_of_matter(matter).values_list("pk", flat=True), note, by=by)
    record(MachineStuck(step=errand.step, problem=problem[:300]), by=by, on=matter)


def _wait(loaded: Loaded, errand: Errand, task: Wait, _by: Actor) -> Result | None:
    end = ends_at(errand, task, loaded.matter, loaded.beside.content.facts)
    if end > timezone.now():
        errand.at = errand.due = end
        errand.save(update_fields=["at", "due"])
        return None
    return Result(target=_moment(end))


def _moment(end: datetime) -> str:
    return f"{timezone.localtime(end):%Y-%m-%d %H:%M}"


def _fill(loaded: Loaded, errand: Errand, task: Fill, by: Actor) -> Result:
    people = {"initiator": loaded.matter.initiator, "handler": _handler_before(loaded)}
    return Result(hashes=machines.fill(loaded.matter, task.puts, people, by))


def _handler_before(loaded: Loaded) -> Member | None:
    rows = History.objects.filter(run=loaded.run, member_id__isnull=False, seat__gt=0)
    last = rows.order_by("-sequence").values_list("member_id", flat=True).first()
    return Member.objects.filter(pk=last).first() if last else None


def _push(loaded: Loaded, errand: Errand, task: Push, by: Actor) -> Result | None:
    """Handed over once; `pushed` tells how it went."""
    if errand.ok is not None:
        return Result()
    if errand.due is None:
        machines.push(loaded.matter, task.to, errand.step, f"errand:{errand.pk}", by)
        errand.due = timezone.now()
    errand.at = None
    errand.save(update_fields=["at", "due"])
    return None


def _call(loaded: Loaded, errand: Errand, task: Call, by: Actor) -> Result | None:
    """Begun once; `note_end` tells when it is over."""
    if errand.called is None:
        starter = _starter(loaded, errand, task)
        wanted = machines.Wanted(
            call=task, starter=starter, origin=loaded.matter, step=errand.step,
            row=row_of(errand.node),
        )  # fmt: skip
        errand.called = machines.begin(wanted, by)
        errand.at = None
        errand.save(update_fields=["called", "at"])
        _relate(loaded.matter, errand.called, starter)
    called = errand.called
    if not task.waits:
        return Result(target=str(called))
    called.refresh_from_db()
    if called.is_open:
        errand.at = None
        errand.save(update_fields=["at"])
        return None
    ok = called.state == Matter.State.FINISHED
    hashes = machines.bring(loaded.matter, called, task.brought, by) if ok else None
    words = _("{matter}，{state}").format(matter=called, state=called.get_state_display())
    return Result(ok, words, hashes)


def _starter(loaded: Loaded, errand: Errand, task: Call) -> Member:
    need = Need(errand.node, task.starter)
    found = answers([need], asking_of(loaded, AS_IT_STANDS)).get(need, ())
    if not found:
        raise Trouble(_("找不到以谁的名义发起。请补上岗位或人员，再重试。"))
    return Member.objects.get(pk=found[0].member)


def _relate(matter: Matter, called: Matter, starter: Member) -> None:
    lower, upper = sorted((matter.pk, called.pk))
    Relation.objects.get_or_create(
        lower_id=lower, upper_id=upper,
        defaults={"member_id": starter.pk, "member_name": starter.name, "at": timezone.now()},
    )  # fmt: skip


_DO: dict[type, Any] = {Wait: _wait, Fill: _fill, Push: _push, Call: _call}


@joined
def note_end(matter: Matter, *, by: Actor) -> list[int]:
    """Part of the act that ends a matter: the errands that wait for it are to be looked at."""
    rows = Errand.objects.filter(called=matter, state=Errand.State.WAITING)
    found = list(rows.values_list("pk", flat=True))
    if found:
        rows.update(at=timezone.now())
    return found


@transaction.atomic
def pushed(key: str, problem: str, *, by: Actor) -> None:
    """A message that a flow waits for has arrived, or was given up (`problem`)."""
    pk = key.removeprefix("errand:")
    rows = Errand.objects.standing().filter(pk=int(pk) if pk.isdecimal() else 0)
    found = rows.select_related("run__matter").first()
    if found is None:
        return
    _loaded, errand = _held(found, by)
    if problem:
        _stick(errand, problem, by)
        return
    errand.ok, errand.at, errand.state = True, timezone.now(), Errand.State.WAITING
    errand.save(update_fields=["ok", "at", "state"])
    fulfil_errand(errand, by=by)


@transaction.atomic
def end_called(errand: Errand, *, by: Actor) -> None:
    """A matter that was called and is waited for no more ends without a decision."""
    called = errand.called
    if called is None or not called.is_open:
        return
    words = _("发起它的“{origin}”不再等待").format(origin=errand.run.matter)
    _perform(
        called, ask=_may_end, make=lambda run: Terminate(0),
        word=lambda run: Said(how="terminated", opinion=words), deed=AS_IT_STANDS, by=by,
    )  # fmt: skip


def _may_end(run: Loaded) -> Verdict:
    return would(run, Terminate(0), timezone.now())


@transaction.atomic
def retry_errand(errand: Errand, *, by: Actor) -> Errand:
    """Have the machine try again what was stuck."""
    _loaded, errand = _held(errand, by)
    require(may_retry(by, errand))
    errand.state, errand.at, errand.due = Errand.State.WAITING, None, None
    errand.save()  # with its problem: who has heard of that need not hear it again
    record(MachineRetried(step=errand.step), by=by, on=errand.run.matter)
    return fulfil_errand(errand, by=the_system(errand.run.matter.organisation_id))


@transaction.atomic
def settle_errand(errand: Errand, reason: str, *, by: Actor) -> Errand:
    """Go on without the machine, as if it had succeeded; a called matter lives on by itself."""
    _loaded, errand = _held(errand, by)
    require(may_settle(by, errand, reason))
    _go_on(errand, Result(target=str(errand.called or "")), by, reason)
    _tell_passed_over(errand, reason, by)
    return errand


def _tell_passed_over(errand: Errand, reason: str, by: Actor) -> None:
    """The initiator hears what was done to the way of their matter, as of a jump."""
    matter = errand.run.matter
    title = _("流程管理员已跳过“{step}”，继续办理：{title}")
    note = Note(
        title=title.format(step=errand.step, title=matter.title), text=reason.strip()[:200],
        link=matter.get_absolute_url(), kind=CHANGE.code, urgency=matter.urgency,
    )  # fmt: skip
    tell_note([matter.initiator_id], note, by=by)
