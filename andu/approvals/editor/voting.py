"""How people decide together in the editor: 表决 with what must agree and whose voice is worth
what, whether all are heard; from the boxes to the step, and back."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.approvals.editor.names import Names
from andu.approvals.editor.typed import Line
from andu.authority.names import PERSON, Unclear
from andu.engine.handlers import HandlerRule, NamedPerson
from andu.engine.nodes import PLAIN_BALLOT, Ballot, Mode, Step, Threshold
from andu.engine.sound_votes import HEAVIEST
from andu.workflow.bpmn.modes import SEVERAL
from andu.workflow.bpmn.words import handler_words

COUNT, PERCENT = "count", "percent"
SHARES = ((COUNT, gettext_lazy("人（票）")), (PERCENT, gettext_lazy("% 的票")))
ALL = "all"
HEARS = (("", gettext_lazy("先有结果即停")), (ALL, gettext_lazy("等所有人表态")))
MOST_VOTES = 100_000
Rules = tuple[HandlerRule, ...]


@dataclass(frozen=True)
class Voter:
    """A handler rule as the page shows it in a vote: how its boxes are named, and what they say."""

    prefix: str
    who: str
    weight: str
    veto: bool
    is_several: bool  # each of several people has a voice like this


def joint_of(line: Line, names: Names, handlers: Rules, step: Step) -> dict[str, Any]:
    """What the line says about deciding together, as fields of the step. A draft from before there
    were boxes for it leaves the step as it is. What is wrong is added to the line's errors."""
    line.parts.setdefault("hear", ALL if step.hear_all else "")
    line.parts.setdefault("may_add", "on" if step.may_add else "")
    found: dict[str, Any] = {
        "hear_all": line.parts["hear"] == ALL, "may_add": bool(line.parts["may_add"]),
        "threshold": None, "ballots": (),
    }  # fmt: skip
    if line.parts.get("mode") != Mode.VOTE:
        return found
    return found | {"threshold": _threshold(line), "ballots": _ballots(line, names, handlers)}


def joint_typed(step: Step) -> dict[str, str]:
    """The boxes that say it."""
    found = {"hear": ALL if step.hear_all else "", "may_add": "on" if step.may_add else ""}
    threshold = step.threshold or Threshold()
    found["share"] = PERCENT if threshold.percent and not threshold.count else COUNT
    needed = threshold.count or threshold.percent
    return found | {"needed": str(needed) if needed else ""}


def voices_typed(step: Step, rule: str) -> dict[str, dict[str, str]]:
    """What the boxes of its rules say, by place."""
    return {
        place: {"weight": str(ballot.weight), "veto": "on" if ballot.veto else ""}
        for place, ballot in zip(_places(rule, step.handlers), step.ballots, strict=False)
    }


def voters_of(line: Line, names: Names, handlers: Rules) -> tuple[list[Voter], bool]:
    """The rules of a vote with their boxes, and whether other boxes than these were sent."""
    places = _places(line.parts.get("rule", ""), handlers)
    found = []
    for place, rule in zip(places, handlers, strict=True):
        said = line.voices.get(place, {})
        known = names.by_code[PERSON].get(place)
        prefix = f"{line.prefix}v-{known.pk if known else place}-"
        who = handler_words(rule, names.called)
        weight, veto = said.get("weight", ""), bool(said.get("veto"))
        found.append(Voter(prefix, who, weight, veto, isinstance(rule, SEVERAL)))
    return found, list(line.voices) != places


def _places(rule: str, handlers: Rules) -> list[str]:
    """Where the voice of each rule is kept: of people picked by their codes, else by its place."""
    if rule == "person":
        return [each.code for each in handlers if isinstance(each, NamedPerson)]
    return [f"r{number}" for number in range(len(handlers))]


def _threshold(line: Line) -> Threshold | None:
    text = line.parts.get("needed", "").removesuffix("%").strip()
    try:
        if not text:
            raise Unclear(_("请填写同意达到多少人（票）或百分之几算通过，例如 3 人或 60%。"))
        if line.parts.get("share") == PERCENT:
            return Threshold(percent=_whole(text, 100, _("同意达到的百分比")))
        return Threshold(count=_whole(text, MOST_VOTES, _("同意达到的人数（票数）")))
    except Unclear as unclear:
        line.errors.append(str(unclear))
        return None


def _ballots(line: Line, names: Names, handlers: Rules) -> tuple[Ballot, ...]:
    """One for each rule, or none at all when all are worth the same."""
    places = _places(line.parts.get("rule", ""), handlers)
    found = [
        _ballot(line, place, handler_words(rule, names.called))
        for place, rule in zip(places, handlers, strict=True)
    ]
    return () if all(each == PLAIN_BALLOT for each in found) else tuple(found)


def _ballot(line: Line, place: str, who: str) -> Ballot:
    said = line.voices.get(place, {})
    weight = PLAIN_BALLOT.weight
    try:
        if said.get("weight"):
            weight = _whole(said["weight"], HEAVIEST, _("{who}的票数").format(who=who))
    except Unclear as unclear:
        line.errors.append(str(unclear))
    return Ballot(weight=weight, veto=bool(said.get("veto")))


def _whole(text: str, most: int, what: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= most:
        return int(text)
    words = _("{what}“{text}”应是 1 到 {most} 的整数。")
    raise Unclear(words.format(what=what, text=text[:10], most=most))
