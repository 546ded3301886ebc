"""Somebody was faster: an act that is no longer possible says who did what in the meantime."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no
from andu.workflow.deeds import DID, did
from andu.workflow.loading import Loaded
from andu.workflow.models import History, Matter, Seat

TURN = frozenset({"seat_gone", "seat_closed", "handed_on"})
"""Refusals that say: the turn is not here any more."""
LATE = TURN | {"ended", "moved_on", "already_decided", "has_acted", "not-your-turn"}
BESIDE = ("signed_after",)
"""Acts that move nothing, and so can't have been what came between."""
DECIDES = ("agreed", "disagreed", "completed")
DONE = (*DECIDES, "submitted", "read", "returned")


def with_who(loaded: Loaded, verdict: Verdict, by: Actor) -> Verdict:
    """A refusal that comes of somebody else's act, or one's own before, says whose and when. The
    same refusal again says it once."""
    if verdict or verdict.code not in LATE or by.member_id is None:
        return verdict
    act = _act_between(loaded, verdict.code, by)
    mine = act is not None and act.member_id == by.member_id
    if act is None or (mine and verdict.code == "moved_on"):
        return verdict
    words = _words(act, _("你") if mine else act.actor_name, did(loaded, act))
    if str(verdict.reason).startswith(words):
        return verdict
    now = _what_now(loaded, verdict, by, act)
    return no(words + now, verdict.code, wait=verdict.wait)


def overtaken(matter: Matter) -> str:
    """Who did what last, for whoever comes too late with what stands beside the turns."""
    last = History.objects.filter(run__matter=matter).latest("sequence")
    return _words(last, last.actor_name, str(DID[last.how]))


def _late(matter: Matter, words: Any) -> str:
    return str(words).format(who=overtaken(matter))


told_late = lazy(_late, str)  # only a refusal that is read asks who was faster
"""Words with who did what last in the place of {who}."""


def _words(act: History, who: str, what: str) -> str:
    at = date_format(timezone.localtime(act.at), "m-d H:i")
    return _("{who}已在 {at} 办理：{did}。").format(who=who, at=at, did=what)


def _act_between(loaded: Loaded, code: str, by: Actor) -> History | None:
    """What took one's turn away; where that isn't it, or one had none, the last act of all."""
    acts = History.objects.filter(run=loaded.run).exclude(how__in=BESIDE)
    mine = [row for row in loaded.seats.values() if row.member_id == by.member_id and row.closed]
    if code in TURN and mine:
        over = max(row.closed for row in mine if row.closed)
        found = acts.filter(at__gte=over).order_by("sequence").first()
        if found is not None:
            return found
    if code == "already_decided":
        start = acts.filter(how="submitted").order_by("sequence").values("sequence").last()
        since = acts.filter(how__in=DECIDES, sequence__gt=start["sequence"] if start else 0)
        return since.order_by("sequence").first()
    return acts.filter(sequence__gt=1).order_by("sequence").last()


def _what_now(loaded: Loaded, verdict: Verdict, by: Actor, act: History) -> str:
    """What the refusal adds to that."""
    mine = act.member_id == by.member_id
    if verdict.code == "handed_on":
        return _("对方办理前可以拿回。")
    if verdict.code not in TURN:
        return str(verdict.reason)
    sat = [row.state for row in loaded.seats.values() if row.member_id == by.member_id]
    if not sat or Seat.State.OPEN in sat:
        return _("要处理的这一席已有变化，请看过现状再办。")
    if mine and act.how not in DONE:
        return _("现在没有轮到你，请看过现状再办。")
    return _("请勿重复办理。") if mine else _("这一环节不用你再办，请返回待办。")
