"""办理: what somebody says and fills in, posted together; a refused act comes back filled."""

from dataclasses import replace
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from andu.approvals import actions, passing_on, queries, rules
from andu.approvals.actions.handling import Act
from andu.approvals.choosing import picked
from andu.approvals.handling import Handling, opened
from andu.approvals.opinions import opined, require_sound
from andu.approvals.particulars import as_typed
from andu.approvals.passing_on import are_clear, read_picks
from andu.approvals.views.handling import came_from, shown
from andu.engine.nodes import ReturnWay
from andu.forms import filling
from andu.forms.filling import Cleaned
from andu.forms.uniqueness import repeated
from andu.kit import plain
from andu.kit.request import Request
from andu.kit.verdict import Refused, Verdict, require
from andu.todo.beside import beside
from andu.todo.queries import Neighbours
from andu.ui import toast
from andu.workflow.actions import keep_vacancy
from andu.workflow.models import Matter
from andu.workflow.trace import next_holders

WITHOUT_FORM = {"withdraw", "take_back", "terminate"}
ONWARD = {"agree", "disagree", "complete", "read", "return"}
WAYS = {way.value: way for way in (ReturnWay.STRAIGHT, ReturnWay.REWALK)}


@require_POST
def act(request: Request, matter: Matter) -> HttpResponse:
    """Do what was said; the answer is the next matter that waits, or the page with the reason."""
    handling = opened(matter, request.actor)
    said = _read(request, handling)
    if queries.answered(matter, request.actor):
        return _on(request, matter, said)
    definition = handling.request.version.form_version.definition
    if handling.writes:
        raw = filling.reshaped(definition, handling.access, request.POST)
        if raw is not None:
            handling.cleaned = Cleaned(handling.values, raw=raw, previous=handling.values)
            handling.opinion, handling.said = said.opinion, opined(request)
            return shown(request, handling)
    return _done(request, handling, said)


@require_POST
def undo(request: Request, matter: Matter) -> HttpResponse:
    """撤销 of the act just done: taken back while nobody has built on it."""
    handling = opened(matter, request.actor)
    said = Act(verb="take_back", seat=handling.desk.took)
    done = actions.decide(handling.request, said, by=request.actor)
    toast.tell(request, _("已撤销，请重新办理。"))
    return redirect(f"{done.get_absolute_url()}{_query(request)}")


def _done(request: Request, handling: Handling, said: Act) -> HttpResponse:
    around = beside(request.actor, handling.matter.pk, came_from(request))
    said = _with_opinion(request, handling, _with_form(request, handling, said))
    try:
        require_sound(handling.said)
        if handling.named:
            require(handling.named.verdict)
        require(are_clear(handling.picked or []))
        matter = actions.decide(handling.request, said, by=request.actor)
    except Refused as error:
        keep_vacancy(handling.matter, error, by=request.actor)
        return _refused(request, handling, said, error.verdict)
    goes_on = said.verb in ONWARD
    told = _told(said, matter)
    if goes_on and around.title:
        told = _("{told}下一件：{title}").format(told=told, title=around.title)
    undo = f"{matter.get_absolute_url()}/undo{_query(request)}" if goes_on else ""
    toast.tell(request, told, undo=undo)
    return _on(request, matter, said, around)


def _with_form(request: Request, handling: Handling, said: Act) -> Act:
    """The act with what was changed in the form, when this verb sends it."""
    if said.verb in WITHOUT_FORM or not handling.writes:
        return said
    definition = handling.request.version.form_version.definition
    rows = handling.access
    handling.cleaned = cleaned = filling.receive(definition, rows, request, handling.values)
    cleaned.errors.update(
        repeated(handling.request.version.form_version, cleaned, actor=request.actor)
    )
    unfinished = said.verb == "return" and not cleaned.is_sound  # a return needs no finished form
    return replace(said, cleaned=None if unfinished else cleaned)


def _with_opinion(request: Request, handling: Handling, said: Act) -> Act:
    """The act with what goes with the opinion, when this verb sends one."""
    if said.verb not in rules.WITH_PAPERS or not handling.desk.is_mine:
        return said
    handling.said = found = opined(request)
    mentions = {who.pk: who.name for who in found.mentioned.people}
    said = replace(said, files=found.enclosed, mentions=mentions)
    if said.verb in passing_on.VERBS and handling.to_pick:
        handling.picked = read_picks(handling, request.POST, request.actor)
        return replace(said, choices=picked(handling.picked))
    if said.verb != "resubmit" or not handling.desk.is_draft:
        return said
    handling.named = named = as_typed(handling.request, handling.loaded, request)
    choices = picked(named.choices)
    return replace(said, title=named.title, urgency=named.urgency, choices=choices, leap=named.leap)


def _refused(request: Request, handling: Handling, said: Act, verdict: Verdict) -> HttpResponse:
    """The page as it is now, with what was typed."""
    again = opened(handling.matter, request.actor)
    again.said, again.named = handling.said, handling.named
    again.cleaned, again.refusal = handling.cleaned, str(again.explained(verdict).reason)
    typed = {one.step: one for one in handling.picked or ()}
    again.picked = [typed.get(one.step, one) for one in again.to_pick]
    again.opinion, again.late_reason = said.opinion, said.late_reason
    again.checked = said.checked
    again.asked = {"verb": said.verb, "to": said.to, "way": str(said.way or "")}
    if not again.writes:
        again.cleaned = None
    return shown(request, again, 422)


def _read(request: Request, handling: Handling) -> Act:
    posted = request.POST
    verb = posted.get("verb", "")
    opinion = plain.words(posted.get("opinion", ""))
    reason = plain.words(posted.get("reason", ""))
    if verb in ("return", "terminate", "withdraw"):
        opinion = reason or opinion
    seat = posted.get("seat", "")
    number = int(seat) if seat.isascii() and seat.isdigit() and len(seat) < 9 else 0
    if verb == "take_back":
        number = handling.desk.took
    return Act(
        verb=verb, seat=number, opinion=opinion, to=plain.line(posted.get("to", ""))[:64],
        way=WAYS.get(posted.get("way", "")),
        late_reason=plain.words(posted.get("late_reason", "")),
        checked=posted.get("checked", "") == "on",
    )  # fmt: skip


def _on(
    request: Request, matter: Matter, said: Act, around: Neighbours | None = None
) -> HttpResponse:
    """Where the person goes next: the title of the following matter of the list they came from,
    that list, or the matter itself."""
    if said.verb not in ONWARD:
        return redirect(f"{matter.get_absolute_url()}{_query(request)}")
    around = around or beside(request.actor, matter.pk, came_from(request))
    if request.POST.get("from") == "list":
        return redirect(around.onward)
    return redirect(f"{around.nearest}#matter-title" if around.nearest else around.back)


def _query(request: Request) -> str:
    token = came_from(request)
    return f"?from={quote(token, safe='')}" if token else ""


def _told(said: Act, matter: Matter) -> str:
    done = {
        "agree": _("已同意"), "disagree": _("已签署不同意"), "complete": _("已办毕"),
        "read": _("已阅"),
        "return": _("已退回"), "resubmit": _("已重新提交"), "withdraw": _("已撤回"),
        "take_back": _("已拿回"), "terminate": _("已终止"),
    }[said.verb]  # fmt: skip
    if said.verb in ("withdraw", "take_back"):
        return _("{done}，现在由你办理。").format(done=done)
    if said.verb == "terminate":
        return _("{done}，事项已结束。").format(done=done)
    if matter.state == Matter.State.FINISHED:
        return _("{done}，事项已办结。").format(done=done)
    if matter.state == Matter.State.REFUSED:
        return _("{done}，事项未通过，已告知发起人。").format(done=done)
    holders = next_holders(matter)
    words = _("{done}，{holders}。") if holders else _("{done}。")
    return words.format(done=done, holders=holders)
